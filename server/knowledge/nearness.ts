import type { Vector } from './features.ts';

/** How near a question is to single phrases of each target, by the cosine of their vectors (0 … 1). */
export interface Nearness {
  /** To the title. */
  readonly title: Float64Array;
  /** To the nearest example question or title. */
  readonly best: Float64Array;
  /** Mean of the three nearest. */
  readonly three: Float64Array;
}

export interface PhraseVector {
  readonly vector: Vector;
  readonly target: number;
  readonly title: boolean;
}

/** An inverted index of phrases, as plain data. */
export interface NearestData {
  /** By feature, where its rows and values begin; one more at the end. */
  readonly starts: Int32Array;
  /** Phrases that have a feature, and its value in each. */
  readonly rows: Int32Array;
  readonly values: Float32Array;
  /** By phrase. */
  readonly targetOf: Int32Array;
  readonly isTitle: Uint8Array;
}

/** Indexes phrases by their features. */
export function invertPhrases(phrases: readonly PhraseVector[], features: number): NearestData {
  return {
    ...invert(phrases, features),
    targetOf: Int32Array.from(phrases, ({ target }) => target),
    isTitle: Uint8Array.from(phrases, ({ title }) => (title ? 1 : 0)),
  };
}

/** Compares questions with all phrases at once over an inverted index. */
export function createNearest(
  { starts, rows, values, targetOf, isTitle }: NearestData,
  targets: number,
): (vector: Vector) => Nearness {
  const cosines = new Float32Array(targetOf.length);
  return ({ ids, values: wanted }) => {
    cosines.fill(0);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const value = wanted[i]!;
      const end = starts[id + 1]!;
      for (let at = starts[id]!; at < end; at++) cosines[rows[at]!]! += value * values[at]!;
    }
    return summarise(cosines, targetOf, isTitle, targets);
  };
}

function invert(phrases: readonly PhraseVector[], features: number) {
  const starts = new Int32Array(features + 1);
  for (const { vector } of phrases) for (const id of vector.ids) starts[id + 1]!++;
  for (let id = 0; id < features; id++) starts[id + 1]! += starts[id]!;
  const rows = new Int32Array(starts[features]!);
  const values = new Float32Array(starts[features]!);
  const next = starts.slice(0, features);
  phrases.forEach(({ vector }, row) => {
    vector.ids.forEach((id, i) => {
      const at = next[id]!++;
      rows[at] = row;
      values[at] = vector.values[i]!;
    });
  });
  return { starts, rows, values };
}

function summarise(
  cosines: Float32Array,
  targetOf: Int32Array,
  isTitle: Uint8Array,
  targets: number,
): Nearness {
  const title = new Float64Array(targets);
  const best = new Float64Array(targets);
  const second = new Float64Array(targets);
  const three = new Float64Array(targets);
  for (let row = 0; row < cosines.length; row++) {
    const cosine = cosines[row]!;
    if (cosine === 0) continue;
    const target = targetOf[row]!;
    if (isTitle[row] === 1) title[target] = cosine;
    if (cosine > best[target]!) {
      three[target] = second[target]!;
      second[target] = best[target]!;
      best[target] = cosine;
    } else if (cosine > second[target]!) {
      three[target] = second[target]!;
      second[target] = cosine;
    } else if (cosine > three[target]!) three[target] = cosine;
  }
  for (let t = 0; t < targets; t++) three[t] = (best[t]! + second[t]! + three[t]!) / 3;
  return { title, best, three };
}
