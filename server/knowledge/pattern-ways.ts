import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';

/** Ways to match above which a hostile answer could keep the server busy for more than some milliseconds. */
export const MOST_WAYS = 200_000;

/** A quantifier: how often what stands before it may come. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * An upper bound of the ways in which a backtracking matcher can try a pattern on one message: 1 for a character,
 * products along it, sums over alternatives and repetitions; no bound stands for the longest message. Counting ways
 * bounds the time for certain, where looking for known bad shapes does not.
 * @param pattern a valid regular expression without flags but `u`
 * @returns `Infinity` for what cannot be bounded: back references and looking around
 */
export function waysToMatch(pattern: string): number {
  const reader = { pattern, at: 0 };
  return alternatives(reader);
}

interface Reader {
  readonly pattern: string;
  at: number;
}

function alternatives(reader: Reader): number {
  let ways = sequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at++;
    ways += sequence(reader);
  }
  return ways;
}

function sequence(reader: Reader): number {
  let ways = 1;
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at]!))
    ways *= repeated(atom(reader), quantifier(reader));
  return ways;
}

/** The ways of one piece, and the reader behind it. */
function atom(reader: Reader): number {
  const rest = reader.pattern.slice(reader.at);
  if (rest.startsWith('(')) return group(reader);
  const piece = /^(\[(\\.|[^\]\\])*\]|\\([pP]|u)\{[^}]*\}|\\.|.)/su.exec(rest)![0];
  reader.at += piece.length;
  return /^\\[1-9k]/.test(piece) ? Number.POSITIVE_INFINITY : 1;
}

function group(reader: Reader): number {
  const opening = /^\((\?(:|<\w+>|[=!]|<[=!]))?/.exec(reader.pattern.slice(reader.at))![0];
  reader.at += opening.length;
  const ways = alternatives(reader);
  reader.at++;
  return /[=!]/.test(opening) ? Number.POSITIVE_INFINITY : ways;
}

function quantifier(reader: Reader): Range {
  const found = /^([*+?]|\{(\d+)(,(\d*))?\})\??/.exec(reader.pattern.slice(reader.at));
  if (!found) return { least: 1, most: 1 };
  reader.at += found[0].length;
  const [, sign, count, comma, bound] = found;
  if (count === undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : MAX_TEXT_LENGTH };
  const least = Number(count);
  return { least, most: comma === undefined ? least : bound ? Number(bound) : MAX_TEXT_LENGTH };
}

function repeated(ways: number, { least, most }: Range): number {
  if (ways === 1) return Math.max(1, Math.min(most, MAX_TEXT_LENGTH) - least + 1);
  let sum = 0;
  for (let times = least; times <= most && Number.isFinite(sum); times++) sum += ways ** times;
  return sum;
}
