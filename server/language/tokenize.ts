/** One word of a text, with its place in it. */
export interface Token {
  /** Lower-case form, NFC, apostrophe endings and letter repetitions removed. */
  readonly word: string;
  /** Place in the text, as UTF-16 offsets; `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** Number of the clause that the word stands in, counted from 0. */
  readonly clause: number;
}

/** Longer messages are read up to here; what matters stands in the first sentences, and time stays bounded. */
const MAX_LENGTH = 4000;

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’`´][\p{L}]+)*/gu;
const CLAUSE_END = /[.!?;:,\n()]/;
/** Signs that people dictate; "Punkt" is missing because it is a word of its own in many subjects. */
const DICTATED_SIGNS = new Set(['komma', 'fragezeichen', 'ausrufezeichen', 'doppelpunkt']);

/** Splits a text into words with their places; markup, signs and emoji fall away. */
export function tokenize(text: string): Token[] {
  const clean = blankMarkup(text.slice(0, MAX_LENGTH).normalize('NFC'));
  const tokens: Token[] = [];
  let clause = 0;
  let end = 0;
  for (const match of clean.matchAll(WORD)) {
    if (tokens.length > 0 && CLAUSE_END.test(clean.slice(end, match.index))) clause++;
    end = match.index + match[0].length;
    const word = normalizeWord(match[0]);
    if (DICTATED_SIGNS.has(word)) clause++;
    else if (word !== '') tokens.push({ word, start: match.index, end, clause });
  }
  return tokens;
}

/** Lower-case form of one word, as dictionaries of this folder hold it. */
export function normalizeWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-zäöüß]+$/.test(lower) && !/(.)\1\1/.test(lower)) return lower;
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´].*$/u, '')
    .replace(/([aeiouyäöü])\1{2,}/gu, '$1')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
}

/** Blanks HTML tags and entities without moving anything. */
function blankMarkup(text: string): string {
  return text.replace(/<\/?[a-z][^<>]*>|&[a-z]{2,8};|&#\d{1,6};/giu, (tag) => ' '.repeat(tag.length));
}
