/** Letters, digits and punctuation of western Europe: nothing in them is cleaned, alone or side by side. */
const CLEAN = /^[ -\u02ff\t\n\r\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;

/** True when cleaning would certainly change nothing, for whole text or any part of it. */
export function isClean(text: string): boolean {
  return CLEAN.test(text);
}

/**
 * Text as the store keeps it: Unicode form NFC, no NUL (PostgreSQL refuses it), and U+FFFD for half a
 * surrogate pair (no UTF-8 exists for it). Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  if (isClean(text)) return text;
  return text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC');
}

/**
 * A sign-in name as it is stored, looked up and counted. Folded here, since databases disagree about umlauts. Folding
 * twice changes nothing: two ways of writing that mean one account must not count apart.
 */
export function foldLogin(login: string): string {
  return cleanText(login).normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}

/** The beginning of a text in one line, at most `limit` UTF-16 units, never half a character. */
export function excerpt(text: string, limit: number): string {
  // More of a long answer than can be shown, unless it were mostly blank.
  const beginning = cut(text.trimStart(), 4 * limit);
  return cut(cleanText(beginning).replace(/\s+/gu, ' ').trim(), limit);
}

/** Never within a surrogate pair. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
