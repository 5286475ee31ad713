import type { AnalyzedWord } from '../language/analyze.ts';
import type { Scores } from './engine.ts';
import type { Ranked } from './fusion.ts';
import { areTwins, type Corpus, placesOf } from './targets.ts';

/**
 * What is looked at, with the direction in which it can only speak for (1) or against (-1): that the first article is
 * right, given that the message is a matter of this knowledge at all, and that it is one. 0 says nothing.
 */
const SIGNS = {
  share: { right: 1, scope: 1 },
  'lead over second': { right: 1, scope: 1 },
  'lead over third': { right: 1, scope: 1 },
  'articles against the rest': { right: 0, scope: 1 },
  classifier: { right: 1, scope: 1 },
  index: { right: 1, scope: 1 },
  example: { right: 1, scope: 1 },
  'foreign example': { right: 0, scope: -1 },
  'unknown words': { right: -1, scope: -1 },
  'classifier agrees': { right: 1, scope: 1 },
  'index agrees': { right: 1, scope: 1 },
  'example agrees': { right: 1, scope: 1 },
  length: { right: 0, scope: 1 },
} as const;

/** Names of the values that `evidenceOf` gives, in order. */
export const EVIDENCE = Object.keys(SIGNS);
export const RIGHT_DIRECTIONS: readonly number[] = Object.values(SIGNS).map(({ right }) => right);
export const SCOPE_DIRECTIONS: readonly number[] = Object.values(SIGNS).map(({ scope }) => scope);

/** Who tells much has a matter; fewer or more words than these make no difference. */
const SHORTEST = 5;
const LONGEST = 15;

/** What the two calibrated models look at: how clearly the first article leads, and what speaks for no article at all. */
export function evidenceOf(scores: Scores, ranked: readonly Ranked[], corpus: Corpus): number[] {
  const first = ranked[0];
  if (!first) return EVIDENCE.map(() => 0);
  const { logProbability, index, nearness } = scores;
  const { share, second, third } = othersThan(first, ranked, corpus);
  const lead = (other: Ranked | undefined): number =>
    Math.min(12, first.score - (other?.score ?? first.score - 12));
  return [
    Math.log((share + 1e-4) / (1 - share + 1e-4)),
    lead(second),
    lead(third),
    logProbability ? oddsOfArticles(logProbability, corpus) : 0,
    logProbability ? Math.max(-10, logProbability[first.target]!) : 0,
    index[first.target]!,
    nearness.best[first.target]!,
    bestForeign(nearness.best, corpus),
    unknownShare(scores),
    logProbability && isLargest(logProbability, first.target, corpus) ? 1 : 0,
    isLargest(index, first.target, corpus) ? 1 : 0,
    isLargest(nearness.best, first.target, corpus) ? 1 : 0,
    Math.max(SHORTEST, Math.min(LONGEST, scores.analysis.words.length)),
  ];
}

/** The next two that serve another wish than the first, and the share of all that serve the same. */
function othersThan(first: Ranked, ranked: readonly Ranked[], { targets }: Corpus) {
  let share = 0;
  let second: Ranked | undefined;
  let third: Ranked | undefined;
  for (const other of ranked) {
    if (areTwins(targets[other.target]!, targets[first.target]!)) share += other.probability;
    else if (!second) second = other;
    else third ??= other;
  }
  return { share, second, third };
}

/** Logarithm of how much likelier any article is than no article at all. */
function oddsOfArticles(logProbability: Float64Array, corpus: Corpus): number {
  const { answers, foreign } = placesOf(corpus);
  return Math.log((sumOf(logProbability, answers) + 1e-4) / (sumOf(logProbability, foreign) + 1e-4));
}

function sumOf(logProbability: Float64Array, places: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += Math.exp(logProbability[places[i]!]!);
  return sum;
}

function bestForeign(best: Float64Array, corpus: Corpus): number {
  const { foreign } = placesOf(corpus);
  let largest = 0;
  for (let i = 0; i < foreign.length; i++) largest = Math.max(largest, best[foreign[i]!]!);
  return largest;
}

function isLargest(values: Float64Array, at: number, corpus: Corpus): boolean {
  const value = values[at]!;
  const { answers } = placesOf(corpus);
  for (let i = 0; i < answers.length; i++) {
    const target = answers[i]!;
    if (values[target]! > value && !areTwins(corpus.targets[target]!, corpus.targets[at]!)) return false;
  }
  return true;
}

/** Share of the content words that neither the knowledge nor everyday German explains. */
export function unknownShare({ analysis }: Scores): number {
  const content = analysis.words.filter((word) => word.class === 'content');
  if (content.length === 0) return 0;
  return content.reduce((sum, word) => sum + strangeness(word), 0) / content.length;
}

/** The further a word had to be corrected, the likelier it is another word, which the knowledge does not have. */
function strangeness({ known, corrected }: AnalyzedWord): number {
  return known ? Math.min(0.5, corrected / 4) : 1;
}
