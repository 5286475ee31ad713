import { createHash } from 'node:crypto';
import type { Analysis, AnalyzedWord } from '../language/analyze.ts';
import { fold } from '../language/stem.ts';

/** A sparse vector of length 1; ids ascend in the order in which features were met. */
export interface Vector {
  readonly ids: readonly number[];
  readonly values: readonly number[];
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

/** Turns analysed texts into vectors over the features that the training texts have. */
export interface FeatureSpace {
  readonly size: number;
  /** Changes when a feature is added, lost or moved: what was trained on other features is of no use. */
  readonly fingerprint: string;
  vector(analysis: Analysis): Vector;
}

/** Learns the features and their inverse document frequency from the training texts, and gives the texts' vectors. */
export function createFeatureSpace(
  analyses: readonly Analysis[],
  weights = FEATURE_WEIGHTS,
): { readonly space: FeatureSpace; readonly vectors: readonly Vector[] } {
  const texts = analyses.map((analysis) => namedFeatures(analysis, weights));
  const counts = new Map<string, number>();
  for (const features of texts) {
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const ids = new Map<string, number>();
  const rarity: number[] = [];
  for (const [name, count] of counts) {
    if (count < 2 && isComposed(name)) continue;
    rarity.push(Math.log(1 + analyses.length / count));
    ids.set(name, ids.size);
  }
  const space: FeatureSpace = {
    size: ids.size,
    fingerprint: createHash('sha256')
      .update([...ids.keys()].join('\n'))
      .digest('hex'),
    vector: (analysis) => toVector(namedFeatures(analysis, weights), ids, rarity),
  };
  return { space, vectors: texts.map((features) => toVector(features, ids, rarity)) };
}

/** Pairs and character grams of a single text teach nothing and are the most. */
function isComposed(name: string): boolean {
  return name.startsWith(':') || name.includes(' ');
}

function toVector(
  features: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
  rarity: readonly number[],
): Vector {
  const found: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [name, weight] of features) {
    const id = ids.get(name);
    if (id === undefined) continue;
    const value = weight * rarity[id]!;
    found.push(id);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  return { ids: found, values: values.map((value) => value / length) };
}

/** Features of a text by name, each with its weight; a feature that occurs twice counts once. */
function namedFeatures(analysis: Analysis, weights: FeatureWeights): Map<string, number> {
  const features = new Map<string, number>();
  const put = (name: string, weight: number): void => {
    if (weight > (features.get(name) ?? 0)) features.set(name, weight);
  };
  for (const { term, kind, at } of analysis.terms) {
    put(term, kind === 'word' ? wordWeight(analysis.words[at]!, weights) : weights[kind]);
  }
  const telling = analysis.words.filter((word) => word.class !== 'filler');
  telling.forEach((word, at) => {
    const next = telling[at + 1];
    if (next) put(`${word.stem} ${next.stem}`, weights.pair);
  });
  for (const word of analysis.words) {
    if (word.class !== 'content') continue;
    const grams = characterGrams(fold(word.word));
    for (const gram of grams) put(`:${gram}`, weights.gram);
  }
  return features;
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
