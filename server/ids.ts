import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A fresh id for a row. */
export function newId(): string {
  return randomUUID();
}

/** A secret of 256 bits, for sessions and one-time links. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. A plain hash suffices, since a token cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const REFERENCE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference number that can be read out on the phone: eight signs without look-alikes, `K7M2-9QXT`. */
export function newReference(): string {
  const signs = Array.from({ length: 8 }, () => REFERENCE_LETTERS[randomInt(REFERENCE_LETTERS.length)]);
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}
