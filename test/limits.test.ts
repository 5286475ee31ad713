import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bucket, Buckets } from '../server/limits.ts';

const rate = { burst: 5, perSecond: 2 };

describe('a token bucket', () => {
  it('never lets more through than the burst and what time has refilled', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (waits) => {
        const bucket = new Bucket(rate, 0);
        let now = 0;
        let taken = 0;
        for (const wait of waits) {
          now += wait;
          if (bucket.take(now)) taken++;
        }
        expect(taken).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond);
      }),
    );
  });

  it('lets through whoever waits long enough', () => {
    const bucket = new Bucket(rate, 0);
    for (let n = 0; n < 5; n++) expect(bucket.take(0)).toBe(true);
    expect(bucket.take(499)).toBe(false);
    expect(bucket.take(500)).toBe(true);
  });

  it('is not fooled by a clock that goes back', () => {
    const bucket = new Bucket(rate, 10_000);
    for (let n = 0; n < 5; n++) bucket.take(10_000);
    expect(bucket.take(0)).toBe(false);
  });
});

describe('buckets by key', () => {
  it('stay bounded even when none is full again', () => {
    const buckets = new Buckets({ burst: 1, perSecond: 0.001 }, 100);
    for (let n = 0; n < 1_000; n++) buckets.take(`address ${n}`, 0);
    expect(buckets.size).toBeLessThanOrEqual(101);
  });

  it('count a key that comes when there is no room, and keep it while it is used', () => {
    const buckets = new Buckets({ burst: 2, perSecond: 0.001 }, 100);
    for (let n = 0; n < 100; n++) buckets.take(`address ${n}`, 0);
    const taken = Array.from({ length: 10 }, () => buckets.take('newcomer', 0));
    expect(taken.filter(Boolean)).toHaveLength(2);
    for (let n = 0; n < 1_000; n++) {
      buckets.take(`other ${n}`, 0);
      expect(buckets.take('newcomer', 0)).toBe(false);
    }
  });

  it('are apart, and forgotten once they are full again', () => {
    const buckets = new Buckets({ burst: 1, perSecond: 1 }, 10);
    for (let n = 0; n < 50; n++) expect(buckets.take(`address ${n}`, n * 2_000)).toBe(true);
    expect(buckets.take('address 49', 49 * 2_000)).toBe(false);
    expect(buckets.size).toBeLessThanOrEqual(11);
  });
});
