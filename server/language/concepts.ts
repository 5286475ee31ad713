import { stem } from './stem.ts';
import { tokenize } from './tokenize.ts';

/** Words and turns that mean a concept, found in a sequence of stems. */
export interface Concepts {
  /** Names of the concepts that one word means. */
  readonly ofWord: (stem: string) => readonly string[];
  /** Concepts of turns of several words, with the place of their first and last word. */
  readonly inSequence: (stems: readonly string[]) => readonly ConceptMatch[];
}

export interface ConceptMatch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

interface Turn {
  readonly name: string;
  readonly stems: readonly string[];
}

/** Builds the look-up from concept names to the words and turns that mean them. `stemsOf` analyses one of these. */
export function createConcepts(
  groups: Iterable<readonly [string, readonly string[]]>,
  stemsOf: (text: string) => readonly string[] = (text) => tokenize(text).map((token) => stem(token.word)),
): Concepts {
  const words = new Map<string, string[]>();
  const turns = new Map<string, Turn[]>();
  for (const [name, members] of groups) {
    for (const member of members) {
      const stems = stemsOf(member);
      if (stems.length === 1) addTo(words, stems[0]!, name);
      else if (stems.length > 1) addTo(turns, stems[0]!, { name, stems });
    }
  }
  return {
    ofWord: (word) => words.get(word) ?? NONE,
    inSequence: (stems) => {
      const found: ConceptMatch[] = [];
      stems.forEach((stem, at) => {
        for (const turn of turns.get(stem) ?? NONE)
          if (standsAt(turn, stems, at))
            found.push({ name: turn.name, from: at, to: at + turn.stems.length - 1 });
      });
      return found;
    },
  };
}

const NONE: readonly never[] = [];

function standsAt(turn: Turn, stems: readonly string[], at: number): boolean {
  return turn.stems.every((word, offset) => stems[at + offset] === word);
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
