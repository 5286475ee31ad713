import { isCalledOther, type PersonalSpan, WORDS_BEFORE } from './signs.ts';

/** Before the sign stand 64 signs at most (RFC 5321); `%40` is how an address stands in the address of a page. */
const AT = '\\s?(?:@|%40|[([{]\\s?(?:at|ät)\\s?[)\\]}])\\s?';
const DOT = '(?:\\.|\\s?[([{]\\s?(?:dot|punkt)\\s?[)\\]}]\\s?)';
const EMAIL = new RegExp(
  `(?<![\\p{L}\\d])[\\p{L}\\d](?:[\\p{L}\\d._%+'-]{0,62}[\\p{L}\\d_%+-])?${AT}[\\p{L}\\d-]+(?:${DOT}[\\p{L}\\d-]+)*${DOT}\\p{L}{2,}`,
  'giu',
);

/**
 * Something that may be a telephone number: with a country's code, with an area code, or plain digits where the words
 * before speak of telephoning. Groups may stand in brackets and be parted by blanks, slashes, hyphens and points.
 */
const BLANK = '[^\\S\\n]?';
const GAP = `${BLANK}[./()\\-‐‑– \\u00a0]?${BLANK}`;
const ALONE = '(?<![\\p{L}\\d])(?<!\\d[.,:/\\-])';
const ABROAD = new RegExp(`${ALONE}(?:\\+|\\(\\+|00)[1-9](?:${GAP}\\d){6,13}(?!\\d)`, 'gu');
const AREA = new RegExp(
  `${ALONE}\\(?0(?:[1-9]\\d{1,4}|\\s[1-9]\\d{1,3}|1\\s[5-7]\\d)(?:\\)?${GAP}\\d){4,10}(?!\\d)`,
  'gu',
);
const PLAIN = new RegExp(`${ALONE}[1-9](?:${GAP}\\d){5,11}(?!\\d)`, 'gu');

/** Numbers of services, which belong to nobody in particular: 0800, 0180, 0137, 0700, 0900. */
const SERVICE = /^(?:\+49|0049|0)(?:800|180|137|700|900)/;
const DATE = /^\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)/;
const INSURANCE_NUMBER = /(?<!\p{L})(?:versicherungs(?:schein)?n\p{L}*|vsnr|vs-nr)[^\d\n•]{0,15}$/iu;
const INSIDE_IBAN = /\p{L}{2}\s?\d{2}(?:\s?\d{4})+\s?$/iu;
const TELEPHONING =
  /(?:tel(?:efon)?(?:nummer|nr)?|handy(?:nummer|nr)?|mobil(?:funk)?(?:nummer|nr)?|festnetz|whatsapp|anruf\p{L}*|rückruf\p{L}*|rufnummer|erreich\p{L}*)[^\d\n•]{0,25}$/iu;

/** E-mail addresses, also with `(at)` in place of `@`. */
export function emailsIn(text: string): PersonalSpan[] {
  return [...text.matchAll(EMAIL)].map((found) => span('email', found));
}

/** Telephone numbers of people; those of services stay, and numbers that the words before call something else. */
export function phonesIn(text: string): PersonalSpan[] {
  const written = [...text.matchAll(ABROAD), ...text.matchAll(AREA)].filter(
    (found) =>
      !isService(found[0]) && !DATE.test(found[0]) && !isTimes(found[0]) && !isPartOfOther(text, found.index),
  );
  const plain = [...text.matchAll(PLAIN)].filter(
    (found) => TELEPHONING.test(wordsBefore(text, found.index)) && !DATE.test(found[0]),
  );
  return [...written, ...plain].map((found) => span('phone', found));
}

function span(kind: PersonalSpan['kind'], found: RegExpExecArray): PersonalSpan {
  return { kind, from: found.index, to: found.index + found[0].length };
}

function isService(number: string): boolean {
  return SERVICE.test(number.replace(/[^\d+]/g, ''));
}

/** `08.00 - 20.00` */
function isTimes(number: string): boolean {
  return /^\d{2}[.:]\d{2}\s?[-–]/.test(number);
}

function wordsBefore(text: string, at: number): string {
  return text.slice(Math.max(0, at - WORDS_BEFORE), at);
}

function isPartOfOther(text: string, at: number): boolean {
  const before = wordsBefore(text, at);
  if (INSIDE_IBAN.test(before)) return true;
  return (isCalledOther(text, at) || INSURANCE_NUMBER.test(before)) && !TELEPHONING.test(before);
}
