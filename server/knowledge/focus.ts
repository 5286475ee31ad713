import type { Analysis } from '../language/analyze.ts';
import { areTwins, type Corpus, isAnswer } from './targets.ts';

/**
 * How much the titles and examples that have a word belong to one and the same article or flow, between 0 and 1; by
 * stem, undefined for words that none of them has.
 */
export type Focus = (stem: string) => number | undefined;

/** Counts the words of titles and examples; `analyses` are those of the corpus's phrases, in order. */
export function createFocus({ phrases, targets }: Corpus, analyses: readonly Analysis[]): Focus {
  const counts = new Map<string, Map<number, number>>();
  phrases.forEach(({ target, field }, i) => {
    if (!isAnswer(targets[target]!) || (field !== 'title' && field !== 'question')) return;
    for (const stem of new Set(
      analyses[i]!.terms.filter(({ kind }) => kind === 'word').map(({ term }) => term),
    )) {
      const ofWord = counts.get(stem) ?? new Map<number, number>();
      counts.set(stem, ofWord.set(target, (ofWord.get(target) ?? 0) + 1));
    }
  });
  return (stem) => {
    const ofWord = counts.get(stem);
    return ofWord && largestShare(ofWord, targets);
  };
}

function largestShare(counts: ReadonlyMap<number, number>, targets: Corpus['targets']): number {
  let all = 0;
  let largest = 0;
  for (const [target, count] of counts) {
    all += count;
    let together = 0;
    for (const [other, more] of counts) if (areTwins(targets[target]!, targets[other]!)) together += more;
    largest = Math.max(largest, together);
  }
  return largest / all;
}
