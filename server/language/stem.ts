import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer_de.js';
import { infinitiveOf } from './irregular.ts';
import { rememberWords } from './remember.ts';

/** Verb particles that stand apart in a main clause ("schalte … aus"), longest first. */
export const SEPARABLE_PREFIXES: readonly string[] = [
  ...[
    'zusammen',
    'herunter',
    'zurück',
    'weiter',
    'wieder',
    'runter',
    'rüber',
    'durch',
    'unter',
    'drauf',
    'fest',
  ],
  ...[
    'frei',
    'fort',
    'nach',
    'raus',
    'rein',
    'auf',
    'aus',
    'bei',
    'dar',
    'ein',
    'her',
    'hin',
    'los',
    'mit',
    'vor',
  ],
  ...['weg', 'ab', 'an', 'um', 'zu'],
];

/** Nouns and adjectives that begin with "ge" and are no participles. */
const GE_WORDS =
  /^ge(?:sund|biet|bühr|bäud|rät|räten|setz|schäft|sellsch|samt|winn|burt|halt|wicht|schenk|spräch|fahr|werb|mein|nau|schlecht|sicht|schicht|fühl|dicht|duld|richt|müt|nüg|nuss|räusch|rücht|schmack|schwind|stalt|tränk|walt|wiss|wohn|ring|lder|ht|ld|gen|neh)/;

/** Nouns that would meet a verb of another meaning. */
const APART = new Set(['klappe']);

/** Verbs in -ieren whose noun in -ion means something else. */
const KEEP_IER = /^(?:funktion|pap|kass|klav|qual)/;

const CACHE_SIZE = 200_000;

/**
 * Stem of a German word in lower case: irregular forms, participles and -ieren families by own rules, the rest by
 * the Snowball algorithm for German (Porter; in the package natural), umlauts folded at the end.
 */
export const stem = rememberWords(computeStem, CACHE_SIZE);

function computeStem(word: string): string {
  if (word.length < 3 || /\d/.test(word)) return fold(word);
  if (/^sicher(?:e[nmrs]?|er|heit)?$/.test(word)) return 'sicher';
  if (APART.has(word)) return fold(word);
  const base = regularVerb(word);
  const family = base.match(/^(.{3,})(?:ier)(?:en?|t(?:e[nmrs]?)?|st|end|ung(?:en|s)?|bar)?$/);
  if (family && !KEEP_IER.test(base) && base.length > family[1]!.length + 3) return fold(family[1]!);
  return fold(porterStemmer.stem(base));
}

/** Brings irregular forms, participles and infinitives with "zu" to the plain infinitive or finite form. */
function regularVerb(word: string): string {
  const irregular = infinitiveOf(word);
  if (irregular !== undefined) return irregular;
  const prefix = SEPARABLE_PREFIXES.find(
    (candidate) => word.startsWith(candidate) && word.length > candidate.length + 3,
  );
  if (prefix !== undefined) {
    const rest = word.slice(prefix.length);
    const base =
      infinitiveOf(rest) ?? plainParticiple(rest) ?? (/^zu.{3,}n$/.test(rest) ? rest.slice(2) : undefined);
    if (base !== undefined) return prefix + base;
  }
  return plainParticiple(word) ?? word;
}

function plainParticiple(word: string): string | undefined {
  if (!/^ge.{3,}(?:t|te[nmrs]?|en)$/.test(word) || GE_WORDS.test(word) || /[hk]eit$/.test(word))
    return undefined;
  return word.slice(2).replace(/e?te?[nmrs]?$/, 'en');
}

/** Folds umlauts, their digraphs and ß, so that "ändern", "aendern" and "andern" meet. */
export function fold(word: string): string {
  if (!/[^a-z\d]|[aou]e/.test(word)) return word;
  return word
    .replaceAll('ß', 'ss')
    .replace(/ä|ae/g, 'a')
    .replace(/ö|oe/g, 'o')
    .replace(/ü|(?<![aeuq])ue/g, 'u')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
