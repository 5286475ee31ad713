import { hash } from 'node:crypto';

/** Twelve hex digits of SHA-256: which wording of a text it is, not a protection against forgery. */
export function revisionOf(...parts: readonly string[]): string {
  // The length before each part keeps ('ab', 'c') apart from ('a', 'bc').
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  return hash('sha256', text, 'hex').slice(0, 12);
}
