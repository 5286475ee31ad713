import type { Analysis } from '../language/analyze.ts';
import { areTwins, type Corpus } from './targets.ts';

/**
 * How much the titles and examples that have a word belong to one and the same article or flow, between 0 and 1; by
 * stem, undefined for words that none of them has.
 */
export type Focus = (stem: string) => number | undefined;

/** How many titles and examples of each target have a word; by stem, then by target. */
export type FocusData = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Counts the words of titles and examples, one phrase after the other. */
export interface FocusBuilder {
  add(target: number, analysis: Analysis): void;
  finish(): FocusData;
}

export function buildFocus(): FocusBuilder {
  const counts = new Map<string, Map<number, number>>();
  return {
    add(target, { terms }) {
      const stems = new Set<string>();
      for (const { term, kind } of terms) if (kind === 'word') stems.add(term);
      for (const stem of stems) {
        const ofWord = counts.get(stem);
        if (ofWord) ofWord.set(target, (ofWord.get(target) ?? 0) + 1);
        else counts.set(stem, new Map([[target, 1]]));
      }
    },
    finish: () => counts,
  };
}

export function createFocus(counts: FocusData, targets: Corpus['targets']): Focus {
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
