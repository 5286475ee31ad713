import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLogin } from '../../server/store/text.ts';

describe('a sign-in name', () => {
  it.each(['\0mia', 'm\0ia', '\0 mia', ' mia\0\u2003', 'MIA', 'ＭＩＡ', 'mia'])(
    'is one however it is written: %j',
    (way) => {
      expect(foldLogin(way)).toBe('mia');
    },
  );

  it('is folded once and for all', () => {
    const isFolded = (login: string) => foldLogin(foldLogin(login)) === foldLogin(login);
    const letters = Array.from({ length: 0x1_0000 }, (_, point) => `a${String.fromCodePoint(point)}b`);
    expect(letters.filter((login) => !isFolded(login))).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), isFolded));
  });
});
