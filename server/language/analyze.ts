import { createSplitter, type Splitter } from './compounds.ts';
import { createConcepts } from './concepts.ts';
import { toStandard } from './dialect.ts';
import { EVERYDAY } from './everyday.ts';
import { formAt } from './forms.ts';
import { createSpelling } from './spelling.ts';
import { fold, SEPARABLE_PREFIXES, stem } from './stem.ts';
import { type WordClass, wordClass } from './stop-words.ts';
import { tokenize } from './tokenize.ts';

/** What a term stands for. `part` belongs to a compound, `concept` to the knowledge's synonyms, `everyday` to ours. */
export type TermKind = 'word' | 'part' | 'concept' | 'everyday';

/** One thing to look for; concepts are written `#name`, everyday concepts `~name`. */
export interface Term {
  readonly term: string;
  readonly kind: TermKind;
  /** Index of the analysed word that the term comes from. */
  readonly at: number;
}

/** One word of a text as the search understands it. */
export interface AnalyzedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly clause: number;
  /** Standard German, corrected. */
  readonly word: string;
  readonly stem: string;
  readonly class: WordClass;
  /** Whether the vocabulary knows the word or all of its parts. */
  readonly known: boolean;
  /** Weighted edits of the correction, 0 when there was none. */
  readonly corrected: number;
}

export interface Analysis {
  readonly words: readonly AnalyzedWord[];
  readonly terms: readonly Term[];
}

export type Analyzer = (text: string) => Analysis;

/** What an analyser knows: the texts of a knowledge and its synonyms. */
export interface Lexicon {
  readonly texts: Iterable<string>;
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
}

interface WordInfo {
  readonly word: string;
  readonly stem: string;
  readonly class: WordClass;
  readonly known: boolean;
  readonly corrected: number;
  readonly terms: readonly Omit<Term, 'at'>[];
}

const CACHE_SIZE = 20_000;
const EVERYDAY_GROUPS = EVERYDAY.map((members) => [members[0]!, members] as const);

/** Builds the one function that analyses texts for the index and questions alike. */
export function createAnalyzer(lexicon: Lexicon): Analyzer {
  const vocabulary = countWords(lexicon);
  const stems = new Set([...vocabulary.keys()].map(stem));
  const describe = createDescriber(vocabulary, stems, lexicon.synonyms);
  const cache = new Map<string, WordInfo>();
  const look = (word: string): WordInfo => {
    let info = cache.get(word);
    if (!info) {
      info = describe.word(word);
      if (cache.size >= CACHE_SIZE) cache.clear();
      cache.set(word, info);
    }
    return info;
  };
  return (text) => {
    const { words, infos } = readWords(text, look);
    const terms = infos.flatMap((info, at) => info.terms.map((term) => ({ ...term, at })));
    const joined = [...joinNeighbours(words, vocabulary), ...uniteVerbs(words, stems)];
    for (const { word, at } of joined) terms.push(...look(word).terms.map((term) => ({ ...term, at })));
    terms.push(...describe.turns(words.map((word) => word.stem)));
    return { words, terms };
  };
}

/** Words of all texts in standard German with their counts; synonyms count as known too. */
function countWords(lexicon: Lexicon): Map<string, number> {
  const vocabulary = new Map<string, number>();
  const add = (text: string): void => {
    for (const word of standardWords(text)) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
  };
  for (const text of lexicon.texts) add(text);
  for (const [head, members] of lexicon.synonyms) [head, ...members].forEach(add);
  return vocabulary;
}

function standardWords(text: string): string[] {
  const raw = tokenize(text).map((token) => toStandard(token.word));
  const words: string[] = [];
  for (let at = 0; at < raw.length; ) {
    const form = formAt(raw, at);
    words.push(form?.word ?? raw[at]!);
    at += form?.length ?? 1;
  }
  return words;
}

interface Describer {
  word(word: string): WordInfo;
  turns(stems: readonly string[]): Term[];
}

function createDescriber(
  vocabulary: ReadonlyMap<string, number>,
  stems: ReadonlySet<string>,
  synonyms: ReadonlyMap<string, readonly string[]>,
): Describer {
  const splitter = createSplitter(contentWords(vocabulary));
  const spelling = createSpelling(vocabulary);
  const everydayWords = new Set(EVERYDAY.flat().flatMap(standardWords).map(stem));
  const stemsOf = (text: string): string[] => standardWords(text).map(stem);
  const own = createConcepts(
    [...synonyms].map(([head, members]) => [head, [head, ...members]] as const),
    stemsOf,
  );
  const everyday = createConcepts(EVERYDAY_GROUPS, stemsOf);
  const conceptsOf = (word: string): Omit<Term, 'at'>[] => [
    ...own.ofWord(word).map((name) => ({ term: `#${name}`, kind: 'concept' as const })),
    ...everyday.ofWord(word).map((name) => ({ term: `~${name}`, kind: 'everyday' as const })),
  ];
  return {
    word(raw) {
      const recognised = recognise(
        infinitiveOfFinite(raw, vocabulary),
        stems,
        everydayWords,
        splitter,
        spelling,
      );
      const { word, parts } = recognised;
      const stemmed = stem(word);
      const terms: Omit<Term, 'at'>[] = [{ term: stemmed, kind: 'word' }, ...conceptsOf(stemmed)];
      for (const part of parts) {
        terms.push({ term: part, kind: 'part' }, ...conceptsOf(part));
      }
      return { ...recognised, stem: stemmed, class: wordClass(word), terms };
    },
    turns: (sequence) => [
      ...own
        .inSequence(sequence)
        .map(({ name, from }) => ({ term: `#${name}`, kind: 'concept' as const, at: from })),
      ...everyday
        .inSequence(sequence)
        .map(({ name, from }) => ({ term: `~${name}`, kind: 'everyday' as const, at: from })),
    ],
  };
}

interface Recognised {
  readonly word: string;
  readonly parts: readonly string[];
  readonly known: boolean;
  readonly corrected: number;
}

function recognise(
  raw: string,
  stems: ReadonlySet<string>,
  everydayWords: ReadonlySet<string>,
  splitter: Splitter,
  spelling: ReturnType<typeof createSpelling>,
): Recognised {
  const parts = splitter(raw);
  const stemmed = stem(raw);
  if (stems.has(stemmed) || wordClass(raw) !== 'content' || everydayWords.has(stemmed)) {
    return { word: raw, parts, known: true, corrected: 0 };
  }
  if (parts.length > 1) return { word: raw, parts, known: true, corrected: 0 };
  const diminutive = withoutDiminutive(raw, stems);
  if (diminutive !== undefined)
    return { word: diminutive, parts: splitter(diminutive), known: true, corrected: 0 };
  const correction = spelling(raw);
  if (correction === undefined) return { word: raw, parts, known: false, corrected: 0 };
  const { word, distance } = correction;
  return { word, parts: splitter(word), known: true, corrected: distance };
}

/** "zeigt", "zeigst", "zeigte": the infinitive, where the vocabulary has it; nouns in -t stay as they are. */
function infinitiveOfFinite(word: string, vocabulary: ReadonlyMap<string, number>): string {
  const base = word.match(/^(.{3,}?)e?(?:t|st|te|ten|test)$/)?.[1];
  if (base === undefined) return word;
  return [`${base}en`, `${base}n`].find((infinitive) => vocabulary.has(infinitive)) ?? word;
}

/** "Pünktle", "Brieferl", "Kärtchen": the word without its ending, where that is known. */
function withoutDiminutive(word: string, stems: ReadonlySet<string>): string | undefined {
  const base = word.match(/^(.{4,}?)(?:chen|lein|erl|le|la|li|el)$/)?.[1];
  if (base === undefined) return undefined;
  return [base, `${base}e`].find((candidate) => stems.has(stem(candidate)));
}

function readWords(
  text: string,
  look: (word: string) => WordInfo,
): { words: AnalyzedWord[]; infos: WordInfo[] } {
  const tokens = tokenize(text);
  const raw = tokens.map((token) => toStandard(token.word));
  const words: AnalyzedWord[] = [];
  const infos: WordInfo[] = [];
  for (let at = 0; at < tokens.length; ) {
    const form = formAt(raw, at);
    const last = tokens[at + (form?.length ?? 1) - 1]!;
    const first = tokens[at]!;
    const info = look(form?.word ?? raw[at]!);
    infos.push(info);
    words.push({
      text: text.slice(first.start, last.end),
      start: first.start,
      end: last.end,
      clause: first.clause,
      word: info.word,
      stem: info.stem,
      class: info.class,
      known: info.known,
      corrected: info.corrected,
    });
    at += form?.length ?? 1;
  }
  return { words, infos };
}

interface Joined {
  readonly word: string;
  readonly at: number;
}

/** Compounds that were written apart ("vorteils programm"), where the joined word is known. */
function joinNeighbours(words: readonly AnalyzedWord[], vocabulary: ReadonlyMap<string, number>): Joined[] {
  const joined: Joined[] = [];
  for (let at = 0; at + 1 < words.length; at++) {
    const together = words[at]!.word + words[at + 1]!.word;
    if (together.length > 6 && vocabulary.has(together)) joined.push({ word: together, at });
  }
  return joined;
}

const PREFIXES = new Set(SEPARABLE_PREFIXES);

/** Separable verbs whose particle stands at the end of the clause ("schalte … aus"), where the verb is known. */
function uniteVerbs(words: readonly AnalyzedWord[], stems: ReadonlySet<string>): Joined[] {
  const united: Joined[] = [];
  for (let at = 1; at < words.length; at++) {
    const { word: prefix, clause } = words[at]!;
    const next = words[at + 1];
    const ends = !next || next.clause !== clause || CONNECTIVES.has(next.word);
    if (!ends || !PREFIXES.has(prefix)) continue;
    for (let verb = at - 1; verb >= 0 && words[verb]!.clause === clause; verb--) {
      const whole = prefix + infinitive(words[verb]!.word);
      if (stems.has(stem(whole))) {
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

function contentWords(vocabulary: ReadonlyMap<string, number>): string[] {
  return [...vocabulary.keys()].filter((word) => wordClass(word) === 'content' || fold(word).length > 5);
}
