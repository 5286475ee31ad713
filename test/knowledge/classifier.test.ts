import { describe, expect, it } from 'vitest';
import { logProbabilities, type Row, trainClassifier } from '../../server/knowledge/classifier.ts';

/** Two features tell two targets; a third feature is in all rows. */
const rows: Row[] = [0, 1, 0, 1, 0, 1].map((target) => ({
  vector: { ids: Int32Array.of(target, 2), values: Float32Array.of(0.8, 0.6) },
  target,
  weight: 1,
}));

describe('trainClassifier', () => {
  it('learns what tells the targets apart', () => {
    const classifier = trainClassifier(rows, 3, 2);
    const [first, second] = logProbabilities(classifier, {
      ids: Int32Array.of(0),
      values: Float32Array.of(1),
    });
    expect(Math.exp(first!)).toBeGreaterThan(0.9);
    expect(Math.exp(first!) + Math.exp(second!)).toBeCloseTo(1);
  });

  it('gives the same weights for the same rows', () => {
    expect(trainClassifier(rows, 3, 2)).toEqual(trainClassifier(rows, 3, 2));
  });

  it('does not choose where nothing is known', () => {
    const classifier = trainClassifier(rows, 3, 2);
    const [first, second] = logProbabilities(classifier, {
      ids: new Int32Array(),
      values: new Float32Array(),
    });
    expect(first).toBeCloseTo(second!, 1);
  });
});
