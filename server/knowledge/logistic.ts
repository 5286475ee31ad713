import { z } from 'zod';

/** A logistic regression with standardised inputs. */
export const Logistic = z.strictObject({
  means: z.array(z.number()),
  scales: z.array(z.number()),
  weights: z.array(z.number()),
  bias: z.number(),
});
export type Logistic = z.infer<typeof Logistic>;

export interface LogisticRow {
  readonly inputs: readonly number[];
  readonly label: boolean;
  readonly weight: number;
}

const STEPS = 400;
const RATE = 0.5;
const DECAY = 0.01;

/**
 * Fits by projected gradient descent with a quadratic penalty; the same rows give the same model. No weight takes the
 * sign against its direction (1 or -1), so that more of a good thing never lowers the probability.
 */
export function fitLogistic(rows: readonly LogisticRow[], directions: readonly number[]): Logistic {
  const size = rows[0]?.inputs.length ?? 0;
  const { means, scales } = standardisation(rows, size);
  const inputs = rows.map((row) => row.inputs.map((value, i) => (value - means[i]!) / scales[i]!));
  const total = rows.reduce((sum, row) => sum + row.weight, 0) || 1;
  const weights = new Array<number>(size).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => DECAY * weight);
    let biasGradient = 0;
    rows.forEach(({ label, weight }, r) => {
      const error = ((sigmoid(dot(weights, inputs[r]!) + bias) - (label ? 1 : 0)) * weight) / total;
      for (let i = 0; i < size; i++) gradient[i]! += error * inputs[r]![i]!;
      biasGradient += error;
    });
    for (let i = 0; i < size; i++) {
      const moved = weights[i]! - RATE * gradient[i]!;
      weights[i] = moved * directions[i]! > 0 ? moved : 0;
    }
    bias -= RATE * biasGradient;
  }
  return { means, scales, weights, bias };
}

/** Probability that the label is true. */
export function predictLogistic(
  { means, scales, weights, bias }: Logistic,
  inputs: readonly number[],
): number {
  let sum = bias;
  for (let i = 0; i < weights.length; i++) sum += (weights[i]! * (inputs[i]! - means[i]!)) / scales[i]!;
  return sigmoid(sum);
}

/** What each input adds to the logarithm of the odds, seen from an average one. */
export function influences({ means, scales, weights }: Logistic, inputs: readonly number[]): number[] {
  return weights.map((weight, i) => (weight * (inputs[i]! - means[i]!)) / scales[i]!);
}

function standardisation(rows: readonly LogisticRow[], size: number): { means: number[]; scales: number[] } {
  const means = new Array<number>(size).fill(0);
  const scales = new Array<number>(size).fill(0);
  for (const { inputs } of rows) {
    for (let i = 0; i < size; i++) means[i]! += inputs[i]! / rows.length;
  }
  for (const { inputs } of rows) {
    for (let i = 0; i < size; i++) scales[i]! += (inputs[i]! - means[i]!) ** 2 / rows.length;
  }
  return { means, scales: scales.map((square) => Math.sqrt(square) || 1) };
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
