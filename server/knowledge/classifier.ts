import type { Vector } from './features.ts';

/** One training row. */
export interface Row {
  readonly vector: Vector;
  readonly target: number;
  /** How much the row counts; 1 for an example question. */
  readonly weight: number;
}

/** Weights of a multinomial logistic regression: one row of `targets` numbers per feature. */
export interface Classifier {
  readonly features: number;
  readonly targets: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface TrainingOptions {
  readonly epochs: number;
  readonly rate: number;
}

export const TRAINING: TrainingOptions = { epochs: 8, rate: 0.4 };

/**
 * Trains by stochastic gradient descent with a step size of its own for every weight (AdaGrad, Duchi et al. 2011).
 * The order of the rows is shuffled with a fixed seed, so that the same knowledge gives the same weights.
 */
export function trainClassifier(
  rows: readonly Row[],
  features: number,
  targets: number,
  { epochs, rate }: TrainingOptions = TRAINING,
): Classifier {
  const weights = new Float32Array(features * targets);
  const squares = new Float32Array(features * targets).fill(1e-6);
  const bias = new Float32Array(targets);
  const scores = new Float64Array(targets);
  const active = new Int32Array(targets);
  const sure = new Uint8Array(rows.length);
  const order = rows.map((_, index) => index);
  const random = createRandom(7);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      if (sure[index] === 1 && epoch % REVISIT !== 0) continue;
      const { vector, target, weight } = rows[index]!;
      predictInto(scores, { features, targets, weights, bias }, vector);
      toProbabilities(scores);
      scores[target]! -= 1;
      const count = findActive(scores, active);
      sure[index] = Math.abs(scores[target]!) < SURE ? 1 : 0;
      descend({ weights, squares, vector, errors: scores, active, count, weight, rate });
      for (let i = 0; i < count; i++) bias[active[i]!]! -= 0.01 * weight * scores[active[i]!]!;
    }
  }
  return { features, targets, weights, bias };
}

/** Errors below this change nothing that matters; leaving them out makes training several times faster. */
const SMALLEST_ERROR = 0.002;
/** Rows that are learnt to within this error are looked at again only every few epochs. */
const SURE = 0.03;
const REVISIT = 4;

function findActive(errors: Float64Array, active: Int32Array): number {
  let count = 0;
  for (let t = 0; t < errors.length; t++) {
    if (Math.abs(errors[t]!) > SMALLEST_ERROR) active[count++] = t;
  }
  return count;
}

interface Descent {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly vector: Vector;
  readonly errors: Float64Array;
  readonly active: Int32Array;
  readonly count: number;
  readonly weight: number;
  readonly rate: number;
}

function descend({ weights, squares, vector, errors, active, count, weight, rate }: Descent): void {
  const { ids, values } = vector;
  for (let i = 0; i < ids.length; i++) {
    const base = ids[i]! * errors.length;
    const value = values[i]! * weight;
    for (let k = 0; k < count; k++) {
      const t = active[k]!;
      const gradient = errors[t]! * value;
      const square = squares[base + t]! + gradient * gradient;
      squares[base + t] = square;
      weights[base + t]! -= (rate * gradient) / Math.sqrt(square);
    }
  }
}

/** Natural logarithm of the probability of every target. */
export function logProbabilities(classifier: Classifier, vector: Vector): Float64Array {
  const scores = new Float64Array(classifier.targets);
  predictInto(scores, classifier, vector);
  const largest = max(scores);
  let sum = 0;
  for (let t = 0; t < scores.length; t++) sum += Math.exp(scores[t]! - largest);
  const shift = largest + Math.log(sum);
  for (let t = 0; t < scores.length; t++) scores[t]! -= shift;
  return scores;
}

function predictInto(
  scores: Float64Array,
  { targets, weights, bias }: Classifier,
  { ids, values }: Vector,
): void {
  scores.set(bias);
  for (let i = 0; i < ids.length; i++) {
    const base = ids[i]! * targets;
    const value = values[i]!;
    for (let t = 0; t < targets; t++) scores[t]! += value * weights[base + t]!;
  }
}

function toProbabilities(scores: Float64Array): void {
  const largest = max(scores);
  let sum = 0;
  for (let t = 0; t < scores.length; t++) sum += scores[t] = Math.exp(scores[t]! - largest);
  for (let t = 0; t < scores.length; t++) scores[t]! /= sum;
}

function max(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < values.length; t++) if (values[t]! > largest) largest = values[t]!;
  return largest;
}

/** Linear congruential generator (Numerical Recipes); numbers from 0 to 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Fisher–Yates shuffle in place. */
export function shuffle<Item>(items: Item[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
}
