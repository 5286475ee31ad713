import { fold } from './stem.ts';

/** A correction of a mistyped word towards a known one. */
export interface Correction {
  readonly word: string;
  /** Weighted edits that lead there; 0 would be the same word. */
  readonly distance: number;
}

interface Entry {
  readonly word: string;
  readonly folded: string;
  readonly letters: number;
  readonly count: number;
  /** Place in the vocabulary: of two equally good words the earlier one is taken. */
  readonly place: number;
}

/** Entries by length and first letter. */
type Buckets = ReadonlyMap<string, readonly Entry[]>;

/** Letters that lie side by side on a German keyboard, or sound alike, are mixed up more cheaply. */
const CHEAP_PARTNERS = new Map<string, string>();
/** The same by the codes of both letters, which are all of ASCII. */
const IS_CHEAP = new Uint8Array(128 * 128);
for (const row of ['qwertzuiop', 'asdfghjkl', 'yxcvbnm']) {
  for (let i = 1; i < row.length; i++) addPair(row[i - 1]!, row[i]!);
}
for (const pair of 'ck kg dt bp fv vw sz ie iy uy mn cs cz ao ea gj'.split(' ')) addPair(pair[0]!, pair[1]!);

function addPair(a: string, b: string): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    CHEAP_PARTNERS.set(one, (CHEAP_PARTNERS.get(one) ?? '') + other);
    IS_CHEAP[one.charCodeAt(0) * 128 + other.charCodeAt(0)] = 1;
  }
}

function isCheap(a: number, b: number): boolean {
  return a < 128 && b < 128 && IS_CHEAP[a * 128 + b] === 1;
}

const CHEAP_COST = 0.7;
const DOUBLED_COST = 0.5;

/** The known word that was probably meant. */
export type Spelling = (word: string) => Correction | undefined;

/** Corrects words towards those of a vocabulary (word in lower case to how often it occurs) that occur often enough. */
export function createSpelling(vocabulary: ReadonlyMap<string, number>, leastCount = 1): Spelling {
  const buckets = new Map<string, Entry[]>();
  let place = 0;
  for (const [word, count] of vocabulary) {
    if (count < leastCount) continue;
    const folded = fold(word);
    if (folded.length < 4) continue;
    const key = `${folded.length}${folded[0]!}`;
    const entry = { word, folded, letters: letterSet(folded), count, place: place++ };
    const bucket = buckets.get(key);
    if (bucket) bucket.push(entry);
    else buckets.set(key, [entry]);
  }
  return (word) => correct(fold(word), buckets);
}

/** Longest accepted distance by length of the word; short words have too many neighbours that are words themselves. */
function allowed(length: number): number {
  if (length < 4) return 0;
  if (length === 4) return DOUBLED_COST;
  if (length === 5) return CHEAP_COST;
  if (length < 7) return 1;
  return length < 9 ? 1.3 : 2;
}

function correct(folded: string, buckets: Buckets): Correction | undefined {
  const limit = allowed(folded.length);
  if (limit === 0 || /\d/.test(folded)) return undefined;
  const reach = Math.ceil(limit);
  const letters = letterSet(folded);
  let best: Entry | undefined;
  let bestDistance = limit + 1e-9;
  for (const bucket of nearBuckets(folded, reach, buckets)) {
    for (const entry of bucket) {
      if (bitCount(entry.letters ^ letters) > 2 * reach || !startsAlike(folded, entry.folded)) continue;
      const distance = editDistance(folded, entry.folded, bestDistance);
      if (distance < bestDistance || (distance === bestDistance && best && isBetter(entry, best))) {
        best = entry;
        bestDistance = distance;
      }
    }
  }
  return best && { word: best.word, distance: bestDistance };
}

/** Of two words at the same distance the more frequent one, the shorter one, the earlier one. */
function isBetter(one: Entry, other: Entry): boolean {
  if (one.count !== other.count) return one.count > other.count;
  if (one.folded.length !== other.folded.length) return one.folded.length < other.folded.length;
  return one.place < other.place;
}

/** Known words of about the same length that begin with one of the letters that may stand for the first one. */
function nearBuckets(folded: string, reach: number, buckets: Buckets): (readonly Entry[])[] {
  const found: (readonly Entry[])[] = [];
  for (const first of new Set(folded.slice(0, 2) + (CHEAP_PARTNERS.get(folded[0]!) ?? ''))) {
    for (let length = folded.length - reach; length <= folded.length + reach; length++) {
      const bucket = buckets.get(`${length}${first}`);
      if (bucket) found.push(bucket);
    }
  }
  return found;
}

/** The first letter is seldom mistyped: it must agree, swap with the second, or be easily confused. */
function startsAlike(a: string, b: string): boolean {
  const [first, other] = [a.charCodeAt(0), b.charCodeAt(0)];
  if (first === other || isCheap(first, other)) return true;
  return first === b.charCodeAt(1) && a.charCodeAt(1) === other;
}

/** Rows of the table of distances, for words of up to so many letters; longer ones get their own. */
const LONGEST_ROW = 128;
const ROWS = [0, 1, 2].map(() => new Float64Array(LONGEST_ROW)) as [Float64Array, Float64Array, Float64Array];

/**
 * Weighted Damerau-Levenshtein distance (optimal string alignment): a doubled or lost double letter, a silent h and
 * a confusable letter cost less than others. Stops and returns `Infinity` as soon as the distance must exceed `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const width = b.length + 1;
  let [older, previous, current] = width <= LONGEST_ROW ? ROWS : newRows(width);
  for (let j = 0; j < width; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let smallest = i;
    const letter = a.charCodeAt(i - 1);
    const lost = isSlight(a, i) ? DOUBLED_COST : 1;
    for (let j = 1; j < width; j++) {
      const other = b.charCodeAt(j - 1);
      const changed = letter === other ? 0 : isCheap(letter, other) ? CHEAP_COST : 1;
      let cost = previous[j - 1]! + changed;
      const without = previous[j]! + lost;
      if (without < cost) cost = without;
      const added = current[j - 1]! + (isSlight(b, j) ? DOUBLED_COST : 1);
      if (added < cost) cost = added;
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, older[j - 2]! + CHEAP_COST);
      current[j] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return Number.POSITIVE_INFINITY;
    [older, previous, current] = [previous, current, older];
  }
  return previous[b.length]!;
}

function newRows(width: number): typeof ROWS {
  return [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
}

const H = 'h'.charCodeAt(0);

/** Whether a letter too many or too few is a slight slip: a double letter, or an h that only lengthens. */
function isSlight(word: string, length: number): boolean {
  if (length < 2) return false;
  const letter = word.charCodeAt(length - 1);
  return letter === word.charCodeAt(length - 2) || letter === H;
}

function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) % 32);
  return set;
}

function bitCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0xf0f0f0f) * 0x1010101) >>> 24;
}
