import { toStandard } from './dialect.ts';
import { formAt } from './forms.ts';
import { createRecogniser, type Term, type WordInfo } from './recognise.ts';
import { rememberWords } from './remember.ts';
import { joinNeighbours, uniteVerbs } from './reunite.ts';
import type { WordClass } from './stop-words.ts';
import { type Token, tokenize } from './tokenize.ts';
import { type Lexicon, vocabularyOf } from './vocabulary.ts';
import { humanSigns } from './wishes.ts';

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

/** Words kept beside those of the vocabulary, so that no flood of unknown ones fills the memory. */
const CACHED_STRANGERS = 20_000;

/**
 * Builds the one function that analyses texts for the index and questions alike.
 * @param vocabulary the words of the lexicon, where they were counted before
 */
export function createAnalyzer(lexicon: Lexicon, vocabulary = vocabularyOf(lexicon)): Analyzer {
  const recogniser = createRecogniser(vocabulary, lexicon);
  const look = rememberWords(recogniser.word, vocabulary.words.size + CACHED_STRANGERS);
  return (text) => {
    const { words, infos } = readWords(text, lexicon.memo?.get(text) ?? tokenize(text), look);
    const terms: Term[] = [];
    const add = (info: WordInfo, at: number): void => {
      for (const { term, kind } of info.terms) terms.push({ term, kind, at });
    };
    infos.forEach(add);
    const verbs = uniteVerbs(words, recogniser.isKnownStem);
    for (const { word, at } of joinNeighbours(words, vocabulary)) add(look(toStandard(word)), at);
    for (const { word, at } of verbs) add(look(toStandard(word)), at);
    terms.push(...recogniser.turns(words.map((word) => word.stem)));
    const signs = humanSigns(
      words,
      verbs.map(({ word }) => look(toStandard(word)).stem),
    );
    for (const term of signs) terms.push({ term, kind: 'everyday', at: 0 });
    return { words, terms };
  };
}

function readWords(
  text: string,
  tokens: readonly Token[],
  look: (word: string) => WordInfo,
): { words: AnalyzedWord[]; infos: WordInfo[] } {
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
