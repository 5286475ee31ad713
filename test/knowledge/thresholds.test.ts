import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RISK } from '../../server/knowledge/judgement.ts';
import { fitThresholds, type Weighed } from '../../server/knowledge/thresholds.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const phrase = (place: Weighed['place']): fc.Arbitrary<Weighed> =>
  fc.record({
    place: fc.constant(place),
    right: fc.boolean(),
    pRight: probability,
    pScope: probability,
  });
const phrases = (place: Weighed['place']) => fc.array(phrase(place), { minLength: 1, maxLength: 60 });

describe('the thresholds', () => {
  it('keep to every risk on the phrases that they are fitted to', () => {
    fc.assert(
      fc.property(phrases('inside'), phrases('outside'), phrases('left-out'), (inside, outside, leftOut) => {
        const { answerFrom, answerScopeFrom, scopeFrom } = fitThresholds(
          inside,
          [...outside, ...leftOut],
          DEFAULT_RISK,
        );
        const answered = (all: readonly Weighed[]) =>
          all.filter((it) => it.pRight >= answerFrom && it.pScope >= answerScopeFrom);
        const wrong = answered(inside).filter((it) => !it.right);
        expect(wrong.length).toBeLessThanOrEqual(DEFAULT_RISK.wrong * inside.length);
        expect(answered(outside).length).toBeLessThanOrEqual(DEFAULT_RISK.answered * outside.length);
        expect(answered(leftOut).length).toBeLessThanOrEqual(DEFAULT_RISK.nearMiss * leftOut.length);
        const refused = inside.filter((it) => it.pScope < scopeFrom);
        expect(refused.length).toBeLessThanOrEqual(DEFAULT_RISK.refused * inside.length);
        expect(answerScopeFrom).toBeGreaterThanOrEqual(scopeFrom);
      }),
    );
  });

  it('answer everything where nothing goes wrong', () => {
    const inside = [0.2, 0.5, 0.9].map(
      (p): Weighed => ({ place: 'inside', right: true, pRight: p, pScope: p }),
    );
    const { answerFrom, answerScopeFrom } = fitThresholds(inside, [], DEFAULT_RISK);
    expect(inside.every(({ pRight, pScope }) => pRight >= answerFrom && pScope >= answerScopeFrom)).toBe(
      true,
    );
  });
});
