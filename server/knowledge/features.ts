import { createHash } from 'node:crypto';
import type { Analysis, AnalyzedWord } from '../language/analyze.ts';
import { rememberWords } from '../language/remember.ts';
import { fold } from '../language/stem.ts';
import { collectLargest, type Weighted } from './largest-weights.ts';

/** A sparse vector of length 1; no id occurs twice. */
export interface Vector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** How much each kind of feature counts before a vector is brought to length 1. */
export interface FeatureWeights {
  readonly word: number;
  readonly filler: number;
  readonly generic: number;
  readonly part: number;
  readonly concept: number;
  readonly everyday: number;
  readonly pair: number;
  readonly gram: number;
}

export const FEATURE_WEIGHTS: FeatureWeights = {
  word: 1,
  filler: 0.8,
  generic: 0.8,
  part: 0.45,
  concept: 1.2,
  everyday: 0.7,
  pair: 0.6,
  gram: 0.25,
};

/** What a feature space is made of, as plain data. */
export interface SpaceData {
  /** Names of the features, in the order of their ids. */
  readonly names: readonly string[];
  /** Inverse document frequency of each. */
  readonly rarity: readonly number[];
  /** Changes when a feature is added, lost or moved: what was trained on other features is of no use. */
  readonly fingerprint: string;
}

/** Turns analysed texts into vectors over the features that the training texts have. */
export interface FeatureSpace {
  readonly size: number;
  readonly data: SpaceData;
  vector(analysis: Analysis): Vector;
}

/** Learns features one text after the other. */
export interface FeatureCollector {
  add(analysis: Analysis): void;
  /** The space of all texts, with their vectors, in order. */
  finish(): { readonly space: FeatureSpace; readonly vectors: readonly Vector[] };
}

/** Collects the features and their inverse document frequency from training texts. */
export function collectFeatures(weights = FEATURE_WEIGHTS): FeatureCollector {
  const names = createNames();
  const gather = createGatherer(names.idOf, weights);
  const counts: number[] = [];
  const texts: Weighted[] = [];
  return {
    add(analysis) {
      const features = gather(analysis);
      for (const id of features.ids) counts[id] = (counts[id] ?? 0) + 1;
      texts.push(features);
    },
    finish() {
      const { ids, rarity, kept } = selectFeatures(names.all(), counts, texts.length);
      const fingerprint = createHash('sha256').update(kept.join('\n')).digest('hex');
      const space = openFeatureSpace({ names: kept, rarity, fingerprint }, weights);
      return { space, vectors: texts.map((features) => toVector(features, ids, rarity)) };
    },
  };
}

/** A space that was learnt before. */
export function openFeatureSpace(data: SpaceData, weights = FEATURE_WEIGHTS): FeatureSpace {
  const { names, rarity } = data;
  const ids = new Map(names.map((name, id) => [name, id]));
  const gather = createGatherer((name) => ids.get(name) ?? -1, weights);
  return {
    size: names.length,
    data,
    vector: (analysis) => toVector(gather(analysis), undefined, rarity),
  };
}

/** The number of a feature; -1 for one that is not known. */
type IdOf = (name: string) => number;
/** Numbers the features in the order in which they are met. */
function createNames() {
  const ids = new Map<string, number>();
  const idOf: IdOf = (name) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, ids.size);
    return ids.size - 1;
  };
  return { idOf, all: () => ids.keys() };
}

const REMEMBERED_WORDS = 20_000;

interface Selected {
  /** Final id by number of the collected name, -1 where it is not kept. */
  readonly ids: Int32Array;
  readonly rarity: readonly number[];
  readonly kept: readonly string[];
}

function selectFeatures(names: Iterable<string>, counts: readonly number[], texts: number): Selected {
  const ids = new Int32Array(counts.length).fill(-1);
  const rarity: number[] = [];
  const kept: string[] = [];
  let at = 0;
  for (const name of names) {
    const count = counts[at] ?? 0;
    if (count >= (isComposed(name) ? 2 : 1)) {
      ids[at] = kept.length;
      kept.push(name);
      rarity.push(Math.log(1 + texts / count));
    }
    at++;
  }
  return { ids, rarity, kept };
}

/** Pairs and character grams of a single text teach nothing and are the most. */
function isComposed(name: string): boolean {
  return name.startsWith(':') || name.includes(' ');
}

function toVector(
  { ids, weights }: Weighted,
  translated: Int32Array | undefined,
  rarity: readonly number[],
): Vector {
  let squares = 0;
  let kept = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = translated ? translated[ids[i]!]! : ids[i]!;
    if (id < 0) continue;
    const value = weights[i]! * rarity[id]!;
    squares += value * value;
    kept++;
  }
  const length = Math.sqrt(squares) || 1;
  const vector = { ids: new Int32Array(kept), values: new Float32Array(kept) };
  for (let i = 0, at = 0; i < ids.length; i++) {
    const id = translated ? translated[ids[i]!]! : ids[i]!;
    if (id < 0) continue;
    vector.ids[at] = id;
    vector.values[at++] = (weights[i]! * rarity[id]!) / length;
  }
  return vector;
}

/** Finds the features of texts, each with its weight; one that occurs twice counts once, with its largest weight. */
function createGatherer(idOf: IdOf, weights: FeatureWeights): (analysis: Analysis) => Weighted {
  const gramsOf = rememberWords(
    (word) => characterGrams(fold(word)).map((gram) => idOf(`:${gram}`)),
    REMEMBERED_WORDS,
  );
  const { put, take } = collectLargest();
  return ({ terms, words }) => {
    for (const { term, kind, at } of terms)
      put(idOf(term), kind === 'word' ? wordWeight(words[at]!, weights) : weights[kind]);
    let before: AnalyzedWord | undefined;
    for (const word of words) {
      if (word.class === 'filler') continue;
      if (before) put(idOf(`${before.stem} ${word.stem}`), weights.pair);
      before = word;
    }
    for (const word of words) {
      if (word.class !== 'content') continue;
      for (const gram of gramsOf(word.word)) put(gram, weights.gram);
    }
    return take();
  };
}

function wordWeight(word: AnalyzedWord, weights: FeatureWeights): number {
  if (word.class === 'filler') return weights.filler;
  return word.class === 'generic' ? weights.generic : weights.word;
}

function characterGrams(word: string): string[] {
  const padded = `^${word}$`;
  const grams: string[] = [];
  for (const length of [3, 4]) {
    for (let at = 0; at + length <= padded.length; at++) grams.push(padded.slice(at, at + length));
  }
  return grams;
}
