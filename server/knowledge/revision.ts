import { createHash } from 'node:crypto';

/** Twelve hex digits of SHA-256: which wording of a text it is, not a protection against forgery. */
export function revisionOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length before each part keeps ('ab', 'c') apart from ('a', 'bc').
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex').slice(0, 12);
}
