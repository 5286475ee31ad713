import { rememberWords } from './remember.ts';

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
/** The same where there is nothing but the first 256 code points and punctuation, which nearly all German is; twice as fast. */
const PLAIN_WORD = /[\da-zA-Zª²³µ¹º¼-¾À-ÖØ-öø-ÿ]+(?:['’`´][a-zA-ZªµºÀ-ÖØ-öø-ÿ]+)*/g;
const CLAUSE_END = /[.!?;:,\n()]/;
/** Signs that people dictate; "Punkt" is missing because it is a word of its own in many subjects. */
const DICTATED_SIGNS = new Set(['komma', 'fragezeichen', 'ausrufezeichen', 'doppelpunkt']);

/** Splits a text into words with their places; markup, signs and emoji fall away. */
export function tokenize(text: string): Token[] {
  const clean = cleanText(text.slice(0, MAX_LENGTH));
  const tokens: Token[] = [];
  let clause = 0;
  let end = 0;
  for (const match of clean.matchAll(PLAIN.test(clean) ? PLAIN_WORD : WORD)) {
    // Most words are one space apart.
    const gap = match.index - end;
    if (
      tokens.length > 0 &&
      gap > 0 &&
      !(gap === 1 && clean[end] === ' ') &&
      endsClause(clean, end, match.index)
    )
      clause++;
    end = match.index + match[0].length;
    const word = normalizeWord(match[0]);
    if (DICTATED_SIGNS.has(word)) clause++;
    else if (word !== '') tokens.push({ word, start: match.index, end, clause });
  }
  return tokens;
}

function endsClause(text: string, from: number, to: number): boolean {
  return CLAUSE_END.test(text.slice(from, to));
}

const CACHE_SIZE = 100_000;

/** Lower-case form of one word, as dictionaries of this folder hold it. */
const normalizeWord = rememberWords(computeNormal, CACHE_SIZE);

function computeNormal(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-zäöüß]+$/.test(lower) && !/(.)\1\1/.test(lower)) return lower;
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´].*$/u, '')
    .replace(/([aeiouyäöü])\1{2,}/gu, '$1')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
}

/** The first 256 code points, and the punctuation of typesetting: no letter here is composed of others. */
const PLAIN = /^[\s -ÿ‐-‧]*$/;

/** One form for letters with marks; HTML tags and entities are blanked without moving anything. */
function cleanText(text: string): string {
  const composed = PLAIN.test(text) ? text : text.normalize('NFC');
  if (!composed.includes('<') && !composed.includes('&')) return composed;
  return composed.replace(/<\/?[a-z][^<>]*>|&[a-z]{2,8};|&#\d{1,6};/giu, (tag) => ' '.repeat(tag.length));
}
