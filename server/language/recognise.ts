import { createSplitter, type Splitter } from './compounds.ts';
import { createConcepts } from './concepts.ts';
import { EVERYDAY } from './everyday.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { fold, stem } from './stem.ts';
import { type WordClass, wordClass } from './stop-words.ts';
import { type Lexicon, standardWords, type Vocabulary } from './vocabulary.ts';

/** What a term stands for. `part` belongs to a compound, `concept` to the knowledge's synonyms, `everyday` to ours. */
export type TermKind = 'word' | 'part' | 'concept' | 'everyday';

/** One thing to look for; concepts are written `#name`, everyday concepts `~name`. */
export interface Term {
  readonly term: string;
  readonly kind: TermKind;
  /** Index of the analysed word that the term comes from. */
  readonly at: number;
}

/** What is known about a word wherever it stands. */
export interface WordInfo {
  /** Standard German, corrected. */
  readonly word: string;
  readonly stem: string;
  readonly class: WordClass;
  /** Whether the vocabulary or everyday German knows the word or all of its parts. */
  readonly known: boolean;
  /** Weighted edits of the correction, 0 when there was none. */
  readonly corrected: number;
  readonly terms: readonly Omit<Term, 'at'>[];
}

/** Recognises single words, and turns of several words in a sequence of stems. */
export interface Recogniser {
  word(word: string): WordInfo;
  turns(stems: readonly string[]): Term[];
  /** Whether the vocabulary or everyday German has a word with this stem. */
  isKnownStem(stem: string): boolean;
}

const stemsOf = (text: string): string[] => standardWords(text).map(stem);

/** Everyday German is the same for every vocabulary. */
const EVERYDAY_CONCEPTS = createConcepts(
  EVERYDAY.map((members) => [members[0]!, members] as const),
  stemsOf,
);
const EVERYDAY_WORDS: ReadonlySet<string> = new Set(EVERYDAY.flat().flatMap(stemsOf));

/** Builds the recogniser for one vocabulary. */
export function createRecogniser(vocabulary: Vocabulary, { synonyms }: Lexicon): Recogniser {
  const splitter = createSplitter(contentWords(vocabulary));
  const spelling = createSpelling(vocabulary.words);
  const frequent = createSpelling(vocabulary.words, FREQUENT);
  const own = createConcepts(
    [...synonyms].map(([head, members]) => [head, [head, ...members]] as const),
    stemsOf,
  );
  const conceptsOf = (word: string): Omit<Term, 'at'>[] => [
    ...own.ofWord(word).map((name) => ({ term: `#${name}`, kind: 'concept' as const })),
    ...EVERYDAY_CONCEPTS.ofWord(word).map((name) => ({ term: `~${name}`, kind: 'everyday' as const })),
  ];
  return {
    word(raw) {
      const recognised = recognise(plainForm(raw, vocabulary), { vocabulary, splitter, spelling, frequent });
      const { word, parts } = recognised;
      const stemmed = stem(word);
      const terms: Omit<Term, 'at'>[] = [{ term: stemmed, kind: 'word' }, ...conceptsOf(stemmed)];
      for (const part of parts) terms.push({ term: part, kind: 'part' }, ...conceptsOf(part));
      return { stem: stemmed, class: wordClass(word), terms, ...recognised };
    },
    isKnownStem: (stem) => vocabulary.stems.has(stem) || EVERYDAY_WORDS.has(stem),
    turns: (sequence) => {
      const terms: Term[] = [];
      for (const { name, from } of own.inSequence(sequence))
        terms.push({ term: `#${name}`, kind: 'concept', at: from });
      for (const { name, from } of EVERYDAY_CONCEPTS.inSequence(sequence))
        terms.push({ term: `~${name}`, kind: 'everyday', at: from });
      return terms;
    },
  };
}

interface Recognised {
  readonly word: string;
  readonly parts: readonly string[];
  readonly known: boolean;
  readonly corrected: number;
}

interface Means {
  readonly vocabulary: Vocabulary;
  readonly splitter: Splitter;
  readonly spelling: Spelling;
  /** Towards frequent words only. */
  readonly frequent: Spelling;
}

/** A word that occurs once and is one slip away from one that occurs at least so often is taken for mistyped, too. */
const FREQUENT = 5;

function recognise(raw: string, means: Means): Recognised {
  const { vocabulary, splitter, spelling } = means;
  const parts = splitter(raw);
  const stemmed = stem(raw);
  if (vocabulary.stems.has(stemmed) || wordClass(raw) !== 'content' || EVERYDAY_WORDS.has(stemmed)) {
    return { word: raw, parts: [...parts, ...meantBy(raw, means)], known: true, corrected: 0 };
  }
  if (parts.length > 1) return { word: raw, parts, known: true, corrected: 0 };
  const diminutive = withoutDiminutive(raw, vocabulary);
  if (diminutive !== undefined)
    return { word: diminutive, parts: splitter(diminutive), known: true, corrected: 0 };
  const correction = spelling(raw);
  if (correction === undefined) return { word: raw, parts, known: false, corrected: 0 };
  const { word, distance } = correction;
  return { word, parts: splitter(word), known: true, corrected: distance };
}

/** Examples are mistyped on purpose: what a rare word of theirs was probably meant to be, as a further part. */
function meantBy(word: string, { vocabulary, frequent }: Means): string[] {
  const stemmed = stem(word);
  if (wordClass(word) !== 'content' || (vocabulary.stems.get(stemmed) ?? 0) > 1) return [];
  if (EVERYDAY_WORDS.has(stemmed) || word.length < 5) return [];
  const correction = frequent(word);
  return correction !== undefined && correction.distance <= 1 ? [stem(correction.word)] : [];
}

/** "zeigt", "zeigte", "vergessn": the infinitive, where the vocabulary has it; other words stay as they are. */
function plainForm(word: string, { words }: Vocabulary): string {
  const finite =
    word.match(/^(.{3,}?)e?(?:t|st|te|ten|test)$/)?.[1] ?? word.match(/^(.{3,}[^aeiouyäöülr])n$/)?.[1];
  if (finite === undefined) return word;
  return (
    [`${finite}en`, `${finite}n`].find((infinitive) => infinitive !== word && words.has(infinitive)) ?? word
  );
}

/** "Pünktle", "Brieferl", "Kärtchen": the word without its ending, where that is known. */
function withoutDiminutive(word: string, { stems }: Vocabulary): string | undefined {
  const base = word.match(/^(.{4,}?)(?:chen|lein|erl|le|la|li|el)$/)?.[1];
  if (base === undefined) return undefined;
  return [base, `${base}e`].find((candidate) => stems.has(stem(candidate)));
}

function contentWords({ words }: Vocabulary): string[] {
  return [...words.keys()].filter((word) => wordClass(word) === 'content' || fold(word).length > 5);
}
