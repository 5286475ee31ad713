import { toStandard } from './dialect.ts';
import { formAt } from './forms.ts';
import { stem } from './stem.ts';
import { type Token, tokenize } from './tokenize.ts';

/** What an analyser knows: the texts of a knowledge and its synonyms. */
export interface Lexicon {
  readonly texts: Iterable<string>;
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  /** Keeps what each text was cut into, for lexicons that share texts and for those that are analysed afterwards. */
  readonly memo?: Map<string, readonly Token[]>;
}

/** The words that occur in a lexicon. */
export interface Vocabulary {
  /** Words in standard German with how often they occur. */
  readonly words: ReadonlyMap<string, number>;
  /** Their stems, counted together. */
  readonly stems: ReadonlyMap<string, number>;
}

/** Counts the words of all texts; synonyms count as known too. */
export function vocabularyOf(lexicon: Lexicon): Vocabulary {
  const words = new Map<string, number>();
  const add = (text: string): void => {
    const tokens = lexicon.memo?.get(text) ?? tokenize(text);
    lexicon.memo?.set(text, tokens);
    for (const word of wordsOf(tokens)) words.set(word, (words.get(word) ?? 0) + 1);
  };
  for (const text of lexicon.texts) add(text);
  for (const [head, members] of lexicon.synonyms) [head, ...members].forEach(add);
  const stems = new Map<string, number>();
  for (const [word, count] of words) stems.set(stem(word), (stems.get(stem(word)) ?? 0) + count);
  return { words, stems };
}

/** The words of a text, dialect and ways of writing evened out. */
export function standardWords(text: string): string[] {
  return wordsOf(tokenize(text));
}

function wordsOf(tokens: readonly Token[]): string[] {
  const raw = tokens.map((token) => toStandard(token.word));
  const words: string[] = [];
  for (let at = 0; at < raw.length; ) {
    const form = formAt(raw, at);
    words.push(form?.word ?? raw[at]!);
    at += form?.length ?? 1;
  }
  return words;
}
