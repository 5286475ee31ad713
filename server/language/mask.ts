/** What stands in place of something personal. */
const MASK = '•••';

/** Lengths of IBANs by country (SWIFT IBAN registry); others are not looked for. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18 },
  ...{ FR: 27, GB: 22, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21 },
  ...{ MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24, SI: 19, SK: 24, SM: 27 },
  ...{ TR: 26, UA: 29 },
};

/** What people put between groups of such numbers. */
const GAP = '[\\s.\\-‐‑–]?';
const IBAN_START = new RegExp(`(?<![A-Z0-9])([A-Z]{2})(?=${GAP}\\d${GAP}\\d)`, 'gi');
const CARD_START = /(?<!\d)(?<!\d[.,])[2-6](?=\d{3})/g;

/** Lengths and beginnings of card numbers (ISO/IEC 7812): Visa, Mastercard, American Express, Maestro, Diners, JCB. */
const CARDS: readonly { readonly begins: RegExp; readonly lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [19, 16, 13] },
  { begins: /^(5[1-5]|2[2-7])/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^3[068]/, lengths: [14] },
  { begins: /^35/, lengths: [16] },
  { begins: /^(50|5[6-9]|6)/, lengths: [19, 18, 17, 16] },
];

/** From where to where a text is hidden. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Replaces bank and card numbers with valid check digits (IBAN by ISO 13616, mod 97; cards by Luhn), however they are
 * grouped and whatever follows, so that contract numbers, dates and postal codes stay. This is the seam between what
 * came in and what is kept: nothing behind it sees the raw text.
 */
export function mask(text: string): { readonly text: string; readonly masked: boolean } {
  const spans = [...ibansIn(text), ...cardsIn(text)].sort((a, b) => a.from - b.from);
  let hidden = '';
  let end = 0;
  for (const { from, to } of spans) {
    if (from < end) continue;
    hidden += text.slice(end, from) + MASK;
    end = to;
  }
  return { text: hidden + text.slice(end), masked: spans.length > 0 };
}

function ibansIn(text: string): Span[] {
  return [...text.matchAll(IBAN_START)].flatMap((start) => {
    const length = IBAN_LENGTHS[start[1]!.toUpperCase()];
    const read = length === undefined ? undefined : readSigns(text, start.index, length, /[A-Z0-9]/i);
    return read !== undefined && isIban(read.signs) ? [read.span] : [];
  });
}

function cardsIn(text: string): Span[] {
  return [...text.matchAll(CARD_START)].flatMap(({ index }) => {
    const lengths = CARDS.filter(({ begins }) => begins.test(text.slice(index))).flatMap(
      (card) => card.lengths,
    );
    for (const length of lengths) {
      const read = readSigns(text, index, length, /\d/);
      if (read !== undefined && isLuhn(read.signs)) return [read.span];
    }
    return [];
  });
}

/** So many signs from a place on, with at most one gap between two; undefined when there are fewer, or more digits. */
function readSigns(
  text: string,
  from: number,
  length: number,
  sign: RegExp,
): { readonly signs: string; readonly span: Span } | undefined {
  let signs = '';
  let at = from;
  for (let gaps = 0; signs.length < length; at++) {
    const next = text[at];
    if (next === undefined) return undefined;
    if (sign.test(next)) {
      signs += next;
      gaps = 0;
    } else if (gaps++ > 0 || !/[\s.\-‐‑–]/.test(next)) return undefined;
  }
  return /\d/.test(text[at] ?? '') ? undefined : { signs, span: { from, to: at } };
}

function isIban(found: string): boolean {
  const rotated = (found.slice(4) + found.slice(0, 4)).toUpperCase();
  const digits = rotated.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
