import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert, opensTemplates } from '../../console/insertion.ts';

const field = (text: string, start = text.length, end = start) => ({ text, start, end });

describe('inserting', () => {
  it('puts words at the cursor, apart from what stands around them', () => {
    expect(insert(field(''), 'Neu')).toEqual(field('Neu'));
    expect(insert(field('Guten Tag.'), 'Neu')).toEqual(field('Guten Tag. Neu'));
    expect(insert(field('Guten Tag.\n'), 'Neu')).toEqual(field('Guten Tag.\nNeu'));
    expect(insert(field('vorn hinten', 4), 'Neu')).toEqual({ ...field('vorn Neu hinten', 8), end: 8 });
    expect(insert(field('vorn alt hinten', 5, 8), 'Neu').text).toBe('vorn Neu hinten');
  });

  it('loses nothing that was written and not selected, and ends behind the words', () => {
    const places = fc.tuple(fc.string(), fc.nat(), fc.nat()).map(([text, a, b]) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      return { text, start: start ?? 0, end: end ?? 0 };
    });
    fc.assert(
      fc.property(places, fc.string({ minLength: 1 }), (before, words) => {
        const after = insert(before, words);
        expect(after.text.startsWith(before.text.slice(0, before.start))).toBe(true);
        expect(after.text.endsWith(before.text.slice(before.end))).toBe(true);
        expect(after.text.slice(after.start - words.length, after.start)).toBe(words);
      }),
    );
  });
});

describe('a slash', () => {
  it.each([
    ['', true],
    ['Guten Tag. ', true],
    ['Guten Tag\n', true],
    ['und', false],
    ['1', false],
  ])('after %j opens the templates: %s', (text, opens) => {
    expect(opensTemplates(field(text))).toBe(opens);
  });
});
