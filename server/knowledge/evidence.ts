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
  const isTwin = ({ target }: Ranked): boolean =>
    areTwins(corpus.targets[target]!, corpus.targets[first.target]!);
  const share = ranked.filter(isTwin).reduce((sum, { probability }) => sum + probability, 0);
  const [second, third] = ranked.filter((other) => !isTwin(other));
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

/** Logarithm of how much likelier any article is than no article at all. */
function oddsOfArticles(logProbability: Float64Array, corpus: Corpus): number {
  const { answers, foreign } = placesOf(corpus);
  const sum = (places: Int32Array): number =>
    places.reduce((total, target) => total + Math.exp(logProbability[target]!), 0);
  return Math.log((sum(answers) + 1e-4) / (sum(foreign) + 1e-4));
}

function bestForeign(best: Float64Array, corpus: Corpus): number {
  return placesOf(corpus).foreign.reduce((largest, target) => Math.max(largest, best[target]!), 0);
}

function isLargest(values: Float64Array, at: number, corpus: Corpus): boolean {
  const value = values[at]!;
  for (const target of placesOf(corpus).answers) {
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
