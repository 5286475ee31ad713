import { tokenize } from '../language/tokenize.ts';
import type { Engine } from './engine.ts';
import { type Judgement, judge } from './judgement.ts';
import { type Corpus, isAnswer } from './targets.ts';

/** Ids of the articles that a text which is still being typed may be after, likeliest first, at most three. */
export type Suggest = (typed: string) => readonly string[];

const MOST = 3;
/** Fewer letters than this say nothing; so many of a word are enough to look for how it may go on. */
const LETTERS = 3;
/** How many ways to go on with the last word are tried. */
const COMPLETIONS = 3;
/** Probability that the text is about this knowledge at all, times the article's share of it. */
const ENOUGH = 0.12;

/**
 * Suggests with the scorers that also answer. The last word may be unfinished, so that it is read as each of the
 * words of titles, questions and keywords that it begins, the most frequent ones first.
 */
export function createSuggest(engine: Engine, judgement: Judgement): Suggest {
  let known: ReadonlyMap<string, number> | undefined;
  return (typed) => {
    known ??= knownWords(engine.corpus);
    const best = new Map<number, number>();
    for (const text of readings(typed, known)) {
      const analysis = engine.analyze(text);
      if (!analysis.words.some((word) => word.known && word.class === 'content')) continue;
      const { ranked, scope } = judge(engine, engine.scores(analysis), judgement);
      for (const { target, probability } of ranked.slice(0, 2 * MOST))
        best.set(target, Math.max(best.get(target) ?? 0, scope * probability));
    }
    return [...best]
      .filter(([target, strength]) => strength >= ENOUGH && engine.corpus.targets[target]!.kind === 'article')
      .sort(([one, a], [other, b]) => b - a || one - other)
      .slice(0, MOST)
      .map(([target]) => engine.corpus.targets[target]!.id);
  };
}

/** How a text may be meant: as it stands, or with its last word completed. */
function readings(typed: string, known: ReadonlyMap<string, number>): string[] {
  const last = tokenize(typed).at(-1);
  if (last === undefined || typed.replace(/[^\p{L}\p{N}]/gu, '').length < LETTERS) return [];
  if (last.end < typed.length || last.word.length < LETTERS) return [typed];
  const words = [...known.keys()]
    .filter((word) => word !== last.word && word.startsWith(last.word))
    .sort((one, other) => known.get(other)! - known.get(one)!)
    .slice(0, COMPLETIONS)
    .map((word) => typed.slice(0, last.start) + word);
  return known.has(last.word) || words.length === 0 ? [typed, ...words] : words;
}

/** The words with which the answers are asked for, with how often each occurs. */
function knownWords({ targets, phrases }: Corpus): Map<string, number> {
  const words = new Map<string, number>();
  for (const { text, field, target } of phrases) {
    if (field === 'text' || !isAnswer(targets[target]!)) continue;
    for (const { word } of tokenize(text)) words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
}
