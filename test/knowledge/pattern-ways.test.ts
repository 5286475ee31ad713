import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_WAYS, waysToMatch } from '../../server/knowledge/pattern-ways.ts';

describe('the ways to match a pattern', () => {
  test.each([
    ['[A-Z]{2}[0-9]{8}', 1],
    ['[0-9]{5,12}', 8],
    ['ab?c', 2],
    ['(?:ja|nein|vielleicht)', 3],
    ['(?:ab){3}', 1],
    ['(?:a|b){3}', 8],
    ['\\d{4}-\\p{L}{2}', 1],
    ['[\\]|(]{2}', 1],
    ['\\(\\|', 1],
  ])('of %s are %i', (pattern, ways) => expect(waysToMatch(pattern)).toBe(ways));

  test.each(['[0-9]+', '[A-Z]{2}[0-9]*', '[^@]{1,64}@[^@]{1,64}'])('of %s are few enough', (pattern) =>
    expect(waysToMatch(pattern)).toBeLessThanOrEqual(MOST_WAYS),
  );

  test.each([
    '(a+)+',
    '(a*)*b',
    '(a|a)*b',
    '(a|aa)+b',
    '(.*a){12}',
    'a*a*b',
    '(?:a?){30}a{30}',
    'a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaa',
    '(a)\\1',
    '(?=a+)a',
    '(?<!a)b',
  ])('of %s are too many', (pattern) => expect(waysToMatch(pattern)).toBeGreaterThan(MOST_WAYS));

  /** A pattern with a matcher that takes every way there is, each one once. */
  interface Piece {
    readonly pattern: string;
    /** The places after this piece in a text, one for each way to get there. */
    readonly ends: (text: string, at: number) => number[];
  }

  const letter = fc.constantFrom('a', 'b', '[ab]').map(
    (pattern): Piece => ({
      pattern,
      ends: (text, at) => (new RegExp(`^${pattern}$`).test(text[at] ?? '') ? [at + 1] : []),
    }),
  );
  const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
    piece: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      letter,
      fc.tuple(tie('piece'), tie('piece')).map(
        ([one, other]): Piece => ({
          pattern: one.pattern + other.pattern,
          ends: (text, at) => one.ends(text, at).flatMap((end) => other.ends(text, end)),
        }),
      ),
      fc.tuple(tie('piece'), tie('piece')).map(
        ([one, other]): Piece => ({
          pattern: `(?:${one.pattern}|${other.pattern})`,
          ends: (text, at) => [...one.ends(text, at), ...other.ends(text, at)],
        }),
      ),
      fc.tuple(tie('piece'), fc.nat({ max: 2 }), fc.nat({ max: 2 })).map(
        ([inner, least, more]): Piece => ({
          pattern: `(?:${inner.pattern}){${least},${least + more}}`,
          ends: (text, at) => {
            let now = [at];
            const found = least === 0 ? [at] : [];
            for (let times = 1; times <= least + more; times++) {
              now = now.flatMap((start) => inner.ends(text, start));
              if (times >= least) found.push(...now);
            }
            return found;
          },
        }),
      ),
    ),
  }));

  test('are never fewer than a matcher that takes all of them counts', () => {
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(piece, text, ({ pattern, ends }, text) => {
        expect(ends(text, 0).length).toBeLessThanOrEqual(waysToMatch(pattern));
      }),
    );
  });
});
