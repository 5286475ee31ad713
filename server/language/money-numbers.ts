import { GAP, type PersonalSpan, readSigns, weightedSum } from './signs.ts';

/** Lengths of IBANs by country (SWIFT IBAN registry); others are not looked for. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18 },
  ...{ FR: 27, GB: 22, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21 },
  ...{ MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24, SI: 19, SK: 24, SM: 27 },
  ...{ TR: 26, UA: 29, AL: 28, BA: 20, ME: 22, MK: 19, XK: 20, MD: 24, GI: 23, FO: 18, GL: 18, GE: 22 },
};
/** Alone, or right behind the word that says what it is. */
const IBAN_START = new RegExp(`(?:(?<![A-Z0-9])|(?<=IBAN))([A-Z]{2})(?=${GAP}\\d${GAP}\\d)`, 'gi');
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

/** Bank accounts: IBANs with the check digits of ISO 13616 (mod 97). */
export function bankNumbersIn(text: string): PersonalSpan[] {
  return [...text.matchAll(IBAN_START)].flatMap((start) => {
    const length = IBAN_LENGTHS[start[1]!.toUpperCase()];
    const read = length === undefined ? undefined : readSigns(text, start.index, length, /[A-Z0-9]/i);
    if (read === undefined || !isIban(read.signs)) return [];
    return [{ kind: 'iban', from: start.index, to: read.to }];
  });
}

/** Bank and credit cards whose check digit is right (Luhn, ISO/IEC 7812-1). */
export function cardNumbersIn(text: string): PersonalSpan[] {
  return [...text.matchAll(CARD_START)].flatMap(({ index }) => {
    const lengths = CARDS.filter(({ begins }) => begins.test(text.slice(index))).flatMap(
      (card) => card.lengths,
    );
    for (const length of lengths) {
      const read = readSigns(text, index, length, /\d/);
      if (read !== undefined && isLuhn(read.signs)) return [{ kind: 'card', from: index, to: read.to }];
    }
    return [];
  });
}

/** Words that happen to fit have fewer digits: „Fr 27. um 10 Uhr“. */
function isIban(found: string): boolean {
  if (found.replace(/\D/g, '').length * 2 < found.length) return false;
  const rotated = (found.slice(4) + found.slice(0, 4)).toUpperCase();
  const digits = rotated.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function isLuhn(digits: string): boolean {
  return weightedSum([...digits].reverse().join(''), [1, 2]) % 10 === 0;
}
