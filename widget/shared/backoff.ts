const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before trying again: doubled from 0.5 s up to 15 s, of which a random half is left out,
 * so that clients which lost the same server do not return at the same moment ("equal jitter").
 * @param attempt failed attempts so far, from 0
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * random);
}
