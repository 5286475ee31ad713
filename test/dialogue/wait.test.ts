import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, queueWait, waitRange } from '../../server/dialogue/wait.ts';
import type { Pace } from '../../server/dialogue/world.ts';

const MINUTE = 60_000;
const pace = (minutes: readonly number[], places = 3, used = places): Pace => ({
  handling: minutes.map((it) => it * MINUTE),
  places,
  used,
});
const FIVE = [8, 9, 10, 11, 12];

describe('[Q13] the estimate of a wait', () => {
  it('is none when too few chats are known, nobody takes chats, or nothing is known', () => {
    expect(queueWait(1, pace(FIVE.slice(1)))).toBeUndefined();
    expect(queueWait(1, pace(FIVE, 0))).toBeUndefined();
    expect(queueWait(1, undefined)).toBeUndefined();
    expect(queueWait(1, pace(FIVE))).toBeDefined();
  });

  it('is short when a place is free, and grows with the place', () => {
    expect(queueWait(1, pace(FIVE, 3, 2))).toEqual({ fromMinutes: 0, toMinutes: 4 });
    expect(queueWait(1, pace(FIVE))).toEqual({ fromMinutes: 0, toMinutes: 8 });
    expect(queueWait(4, pace(FIVE))).toEqual({ fromMinutes: 9, toMinutes: 19 });
  });

  it('is a range that never falls with the place and shrinks with more people', () => {
    const times = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (minutes, places, place) => {
          const [here, next] = [
            waitRange(place, pace(minutes, places))!,
            waitRange(place + 1, pace(minutes, places))!,
          ];
          expect(here.from).toBeLessThan(here.to);
          expect(next.from).toBeGreaterThanOrEqual(here.from);
          expect(next.to).toBeGreaterThanOrEqual(here.to);
          expect(waitRange(place, pace(minutes, places + 1))!.to).toBeLessThanOrEqual(here.to);
        },
      ),
    );
  });

  it('holds for most visitors of a simulated desk that is busy', () => {
    const held = simulate(2_000);
    expect(held.inside).toBeGreaterThan(0.7);
    expect(held.above).toBeLessThan(0.2);
  });
});

it('quantiles lie between the sorted values', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1.75, 2.5, 4]);
  expect(quantile([7], 0.9)).toBe(7);
});

/** A full desk with a queue; how often the real wait lay in the range that was said at joining. */
function simulate(visitors: number) {
  let seed = 20_261_123;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const handling = () => (4 + 16 * random()) * MINUTE;
  const counts = { inside: 0, above: 0 };
  for (let visitor = 0; visitor < visitors; visitor++) {
    const places = 2 + Math.floor(random() * 6);
    const place = 1 + Math.floor(random() * 8);
    const range = waitRange(place, { handling: Array.from({ length: 40 }, handling), places, used: places })!;
    const busyUntil = Array.from({ length: places }, () => handling() * random());
    let wait = 0;
    for (let turn = 0; turn < place; turn++) {
      busyUntil.sort((a, b) => a - b);
      wait = busyUntil[0]!;
      busyUntil[0] = wait + handling();
    }
    if (wait > range.to) counts.above += 1;
    else if (wait >= range.from) counts.inside += 1;
  }
  return { inside: counts.inside / visitors, above: counts.above / visitors };
}
