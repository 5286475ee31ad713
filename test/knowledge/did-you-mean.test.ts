import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest, slips } from '../../server/knowledge/did-you-mean.ts';

describe('slips between two words', () => {
  test.each([
    ['', '', 0],
    ['konto', 'konto', 0],
    ['konto', 'kont', 1],
    ['konto', 'kontos', 1],
    ['konto', 'kanto', 1],
    ['konto', 'knoto', 1],
    ['konto', 'portal', 4],
    ['', 'abc', 3],
  ])('%s, %s: %i', (from, to, count) => {
    expect(slips(from, to)).toBe(count);
    expect(slips(to, from)).toBe(count);
  });

  test('are at least the difference in length, at most the longer length, and none only for equals', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        const count = slips(from, to);
        expect(count).toBeGreaterThanOrEqual(Math.abs(from.length - to.length));
        expect(count).toBeLessThanOrEqual(Math.max(from.length, to.length));
        expect(count === 0).toBe(from === to);
      }),
    );
  });
});

describe('what was probably meant', () => {
  test.each([
    ['see_alos', ['title', 'see_also'], 'see_also'],
    ['Browser', ['browser'], 'browser'],
    ['kont', ['konto', 'kontakt'], 'konto'],
    ['farbe', ['title', 'owner'], undefined],
    ['ab', ['xy'], undefined],
    ['a', [], undefined],
  ])('%s among %j: %s', (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });
});
