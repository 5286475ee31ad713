/**
 * Text as the store keeps it: Unicode form NFC, no NUL (PostgreSQL refuses it), and U+FFFD for half a
 * surrogate pair (no UTF-8 exists for it). Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC');
}

/** A sign-in name as it is stored and looked up. Folded here, since databases disagree about umlauts. */
export function foldLogin(login: string): string {
  return cleanText(login.trim().toLowerCase());
}

/** The beginning of a text in one line, at most `limit` UTF-16 units, never half a character. */
export function excerpt(text: string, limit: number): string {
  const line = cleanText(text).replace(/\s+/gu, ' ').trim();
  return line.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}
