import {
  GAP,
  isCalledOther,
  letterDigits,
  type PersonalKind,
  type PersonalSpan,
  readSigns,
  weightedSum,
} from './signs.ts';

/** How the number of a person begins, how many signs it has, and whether its check digit is right. */
interface NumberKind {
  readonly kind: PersonalKind;
  readonly start: RegExp;
  readonly sign: RegExp;
  readonly length: number;
  readonly valid: (signs: string) => boolean;
  /** Contracts are numbered like this, too: then the words before decide. */
  readonly common?: boolean;
}

/** No letter or digit stands directly before it, nor a digit with a point or hyphen, as in a longer number. */
const ALONE = '(?<![\\p{L}\\d])(?<!\\d[.,\\-/])';

const KINDS: readonly NumberKind[] = [
  {
    kind: 'pension',
    start: new RegExp(`${ALONE}\\d(?=(?:${GAP}\\d){7}${GAP}[A-Z])`, 'giu'),
    sign: /[A-Z\d]/i,
    length: 12,
    valid: isPensionNumber,
  },
  {
    kind: 'tax',
    start: new RegExp(`${ALONE}[1-9](?=${GAP}\\d)`, 'gu'),
    sign: /\d/,
    length: 11,
    valid: isTaxId,
  },
  {
    kind: 'health',
    start: new RegExp(`${ALONE}[A-Z](?=${GAP}\\d)`, 'giu'),
    sign: /[A-Z\d]/i,
    length: 10,
    valid: isHealthNumber,
    common: true,
  },
];

/** Numbers that the state and insurers give a person: pension insurance, tax identification, health insurance. */
export function personalNumbersIn(text: string): PersonalSpan[] {
  return KINDS.flatMap(({ kind, start, sign, length, valid, common = false }) =>
    [...text.matchAll(start)].flatMap(({ index }) => {
      if (common && isCalledOther(text, index)) return [];
      const read = readSigns(text, index, length, sign);
      return read !== undefined && valid(read.signs) ? [{ kind, from: index, to: read.to }] : [];
    }),
  );
}

/**
 * Versicherungsnummer of the German pension insurance (§ 2 VKVV): area, birthday, initial, serial number, check
 * digit by weights 2 1 2 5 7 1 2 1 2 1 2 1.
 */
function isPensionNumber(signs: string): boolean {
  const parts = /^(\d{2})(\d{2})(\d{2})\d{2}([A-Z])\d{2}(\d)$/i.exec(signs);
  if (parts === null) return false;
  const [, , day, month, initial, check] = parts;
  // Where a day's serial numbers ran out, 25, 50 or 75 was added to the day.
  if (Number(month) > 12 || Number(day) > 31 + 75) return false;
  const digits = signs.slice(0, 8) + letterDigits(initial!) + signs.slice(9, 11);
  return weightedSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === Number(check);
}

/**
 * Steuer-Identifikationsnummer (§ 139b AO): among its first ten digits exactly one occurs twice or three times; check
 * digit by ISO/IEC 7064, mod 11,10.
 */
function isTaxId(digits: string): boolean {
  const first = digits.slice(0, 10);
  const repeated = [...new Set(first)].map((digit) => first.split(digit).length - 1).filter((n) => n > 1);
  if (repeated.length !== 1 || repeated[0]! > 3) return false;
  const product = [...first].reduce((rest, digit) => {
    const sum = (rest + Number(digit)) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return (11 - product) % 10 === Number(digits[10]);
}

/** Krankenversichertennummer (§ 290 SGB V): a letter, eight digits and a check digit by weights 1 2. */
function isHealthNumber(signs: string): boolean {
  if (!/^[A-Z]\d{9}$/i.test(signs)) return false;
  const digits = letterDigits(signs[0]!) + signs.slice(1, 9);
  return weightedSum(digits, [1, 2]) % 10 === Number(signs[9]);
}
