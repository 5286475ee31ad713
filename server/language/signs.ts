/** What a personal detail is. */
export type PersonalKind = 'iban' | 'card' | 'pension' | 'tax' | 'health' | 'email' | 'phone';

/** From where to where a text is personal, in UTF-16 units. */
export interface PersonalSpan {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
}

const BLANK = '[^\\S\\n]';
/** What stands in copied texts and is not seen: soft hyphens, joiners, places to break a line. */
const UNSEEN = '\\u00ad\\u200b-\\u200d\\u2060\\ufeff';

/**
 * What people put between groups of such numbers: a mark with a blank before and behind it, up to two blanks, or the
 * end of a line. The source of a pattern.
 */
export const GAP = `(?:[${UNSEEN}]|${BLANK}?[.\\-‐‑–/]${BLANK}?|${BLANK}{1,2}|\\s)?[${UNSEEN}]?`;
const GAP_HERE = new RegExp(GAP, 'y');

/**
 * So many signs from a place on, with at most one gap between two.
 *
 * @returns undefined when there are fewer, or when more letters or digits follow at once
 */
export function readSigns(
  text: string,
  from: number,
  length: number,
  sign: RegExp,
): { readonly signs: string; readonly to: number } | undefined {
  let signs = '';
  let at = from;
  while (signs.length < length) {
    if (signs !== '' && !sign.test(text[at] ?? '')) at = behindGap(text, at);
    const next = text[at];
    if (next === undefined || !sign.test(next)) return undefined;
    signs += next;
    at += 1;
  }
  return /\d/.test(text[at] ?? '') ? undefined : { signs, to: at };
}

function behindGap(text: string, at: number): number {
  GAP_HERE.lastIndex = at;
  return at + (GAP_HERE.exec(text)?.[0].length ?? 0);
}

/** The sum of the digits' products with their weights, of a product with two digits their sum (7 × 5 counts 8). */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, place) => {
    const product = Number(digit) * weights[place % weights.length]!;
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);
}

/** A letter's place in the alphabet in two digits: `C` is `03`. */
export function letterDigits(letter: string): string {
  return String(letter.toUpperCase().charCodeAt(0) - 64).padStart(2, '0');
}

/** Where the words are looked for that say what a number is, in UTF-16 units before it. */
export const WORDS_BEFORE = 60;
const OTHER_NUMBER = new RegExp(
  `(?<!\\p{L})(?:${[
    '(?:vertr[aä]g|police|kunden|schaden|rechnung|bestell|vorgang|referenz|mitglieds|artikel|serien)\\p{L}*',
    'aktenzeichen|az|plz|postleitzahl|punkte',
  ].join('|')})[^\\d\\n•]{0,15}$|code[^\\d\\n•]{0,5}$`,
  'iu',
);

/** Whether the words before say that a number is something else: a contract, an invoice, a code. */
export function isCalledOther(text: string, at: number): boolean {
  return OTHER_NUMBER.test(text.slice(Math.max(0, at - WORDS_BEFORE), at));
}
