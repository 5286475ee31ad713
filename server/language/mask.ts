/** What stands in place of something personal. */
const MASK = '•••';

const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/gi;
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;

/**
 * Replaces bank and card numbers with valid check digits (IBAN by ISO 13616, mod 97; cards by Luhn), so that
 * contract numbers, dates and postal codes stay. This is the seam between what came in and what is kept:
 * nothing behind it sees the raw text.
 */
export function mask(text: string): { readonly text: string; readonly masked: boolean } {
  const hidden = text
    .replace(IBAN, (found) => (isIban(found) ? MASK : found))
    .replace(CARD, (found) => (isCard(found) ? MASK : found));
  return { text: hidden, masked: hidden !== text };
}

function isIban(found: string): boolean {
  const compact = found.replaceAll(' ', '').toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  const rotated = compact.slice(4) + compact.slice(0, 4);
  const digits = rotated.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function isCard(found: string): boolean {
  const digits = found.replaceAll(/[ -]/g, '');
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
