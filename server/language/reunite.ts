import type { AnalyzedWord } from './analyze.ts';
import { SEPARABLE_PREFIXES, stem } from './stem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word that stands in a text in pieces, with the place of its first or main piece. */
export interface Reunited {
  readonly word: string;
  readonly at: number;
}

/** Compounds that were written apart ("vorteils programm"), where the joined word is known. */
export function joinNeighbours(words: readonly AnalyzedWord[], vocabulary: Vocabulary): Reunited[] {
  const joined: Reunited[] = [];
  for (let at = 0; at + 1 < words.length; at++) {
    const together = words[at]!.word + words[at + 1]!.word;
    if (together.length > 6 && vocabulary.words.has(together)) joined.push({ word: together, at });
  }
  return joined;
}

const PREFIXES = new Set(SEPARABLE_PREFIXES);

/** Separable verbs whose particle stands at the end of the clause ("schalte … aus"), where the verb is known. */
export function uniteVerbs(
  words: readonly AnalyzedWord[],
  isKnownStem: (stem: string) => boolean,
): Reunited[] {
  const united: Reunited[] = [];
  for (let at = 1; at < words.length; at++) {
    const { word: prefix, clause } = words[at]!;
    const next = words[at + 1];
    const ends = !next || next.clause !== clause || CONNECTIVES.has(next.word);
    if (!ends || !PREFIXES.has(prefix)) continue;
    for (let verb = at - 1; verb >= 0 && words[verb]!.clause === clause; verb--) {
      const whole = prefix + infinitive(words[verb]!.word);
      if (isKnownStem(stem(whole))) {
        united.push({ word: whole, at: verb });
        break;
      }
    }
  }
  return united;
}

const CONNECTIVES = new Set(['und', 'oder', 'aber', 'wenn', 'weil', 'damit', 'dass', 'ob']);

function infinitive(word: string): string {
  return `${stem(word)}en`;
}
