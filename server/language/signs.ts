/** What a personal detail is. */
export type PersonalKind = 'iban' | 'card' | 'pension' | 'tax' | 'health' | 'email' | 'phone';

/** From where to where a text is personal, in UTF-16 units. */
export interface PersonalSpan {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
}

/** What people put between groups of such numbers. */
const GAP = /[\s.\-‐‑–/]/;

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
  for (let gaps = 0; signs.length < length; at++) {
    const next = text[at];
    if (next === undefined) return undefined;
    if (sign.test(next)) {
      signs += next;
      gaps = 0;
    } else if (gaps++ > 0 || !GAP.test(next)) return undefined;
  }
  return /\d/.test(text[at] ?? '') ? undefined : { signs, to: at };
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

const WORDS_BEFORE = 40;
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
