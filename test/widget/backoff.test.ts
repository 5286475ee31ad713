import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../widget/shared/backoff.ts';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('waits between half a turn and a whole one, never longer than 15 s, however often it failed', () => {
  fc.assert(
    fc.property(fc.nat(10_000), unit, (attempt, random) => {
      const whole = Math.min(15_000, 500 * 2 ** Math.min(attempt, 20));
      const delay = backoff(attempt, random);
      expect(delay).toBeGreaterThanOrEqual(whole / 2);
      expect(delay).toBeLessThanOrEqual(whole);
    }),
  );
});

it('spreads clients that lost the same server', () => {
  expect(backoff(5, 0.9) - backoff(5, 0.1)).toBeGreaterThan(5_000);
});
