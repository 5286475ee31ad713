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

/** Compares questions with all phrases at once over an inverted index. */
export function createNearest(
  phrases: readonly PhraseVector[],
  features: number,
  targets: number,
): (vector: Vector) => Nearness {
  const { starts, rows, values } = invert(phrases, features);
  return ({ ids, values: wanted }) => {
    const cosines = new Float32Array(phrases.length);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const value = wanted[i]!;
      for (let at = starts[id]!; at < starts[id + 1]!; at++) cosines[rows[at]!]! += value * values[at]!;
    }
    return summarise(cosines, phrases, targets);
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

function summarise(cosines: Float32Array, phrases: readonly PhraseVector[], targets: number): Nearness {
  const title = new Float64Array(targets);
  const best = new Float64Array(targets);
  const second = new Float64Array(targets);
  const third = new Float64Array(targets);
  phrases.forEach(({ target, title: isTitle }, row) => {
    const cosine = cosines[row]!;
    if (isTitle) title[target] = cosine;
    if (cosine > best[target]!) {
      third[target] = second[target]!;
      second[target] = best[target]!;
      best[target] = cosine;
    } else if (cosine > second[target]!) {
      third[target] = second[target]!;
      second[target] = cosine;
    } else if (cosine > third[target]!) third[target] = cosine;
  });
  return { title, best, three: best.map((value, t) => (value + second[t]! + third[t]!) / 3) };
}
