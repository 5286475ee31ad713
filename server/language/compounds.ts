import { fold, stem } from './stem.ts';

/** Finds the parts of a compound, from left to right; one part or none when it cannot be split. */
export type Splitter = (word: string) => readonly string[];

const SHORTEST_PART = 4;
/** Short words that are common parts nevertheless. */
const SHORT_PARTS = new Set([
  'app',
  'sms',
  'pin',
  'pdf',
  'tan',
  'kfz',
  'web',
  'bot',
  'tür',
  'see',
  'hof',
  'ort',
  'tag',
]);
const LINKS = ['', 's', 'n', 'en', 'es', 'er', 'e'];
/** Beginnings that look like a part and are an inseparable prefix. */
const NO_HEAD = /^(?:ver|be|ent|er|zer|ge|un|miss)$/;
const MAX_DEPTH = 3;
const SHORTEST_COMPOUND = 7;
/** Trying every place grows faster than the word, and no German word is longer; strangers send such. */
const LONGEST_COMPOUND = 80;

/**
 * Splits compounds by a vocabulary of known words (lower case), with the linking elements of German. Parts come back
 * as stems. A last part of its own is reported even where the beginning is unknown ("Zahnzusatz-versicherung").
 */
export function createSplitter(vocabulary: Iterable<string>): Splitter {
  const parts = new Set<string>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST_PART && !SHORT_PARTS.has(word)) continue;
    if (/\d/.test(word)) continue;
    parts.add(fold(word));
    const stemmed = stem(word);
    if (stemmed.length >= SHORTEST_PART) parts.add(stemmed);
  }
  return (word) => {
    const folded = fold(word);
    if (folded.length < SHORTEST_COMPOUND || folded.length > LONGEST_COMPOUND) return [];
    const whole = split(folded, parts, 0);
    if (whole && whole.length > 1) return whole.map(stem);
    const tail = knownTail(folded, parts);
    return tail === undefined ? [] : [stem(tail)];
  };
}

function split(word: string, parts: ReadonlySet<string>, depth: number): string[] | undefined {
  if (depth > 0 && isPart(word, parts)) return [word];
  if (depth >= MAX_DEPTH) return undefined;
  let best: string[] | undefined;
  for (let at = word.length - 3; at >= 3; at--) {
    const head = knownHead(word.slice(0, at), parts);
    if (head === undefined) continue;
    const rest = split(word.slice(at), parts, depth + 1);
    if (rest && (!best || rest.length + 1 < best.length)) best = [head, ...rest];
  }
  return best;
}

function isPart(word: string, parts: ReadonlySet<string>): boolean {
  return parts.has(word) || (word.length > 4 && parts.has(stem(word)));
}

function knownHead(text: string, parts: ReadonlySet<string>): string | undefined {
  for (const link of LINKS) {
    if (!text.endsWith(link)) continue;
    const head = text.slice(0, text.length - link.length);
    if (head.length >= 3 && !NO_HEAD.test(head) && parts.has(head)) return head;
  }
  return undefined;
}

function knownTail(word: string, parts: ReadonlySet<string>): string | undefined {
  for (let at = 3; at <= word.length - 5; at++) {
    const tail = word.slice(at);
    if (!NO_HEAD.test(word.slice(0, at)) && isPart(tail, parts)) return tail;
  }
  return undefined;
}
