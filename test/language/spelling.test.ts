import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpelling, editDistance } from '../../server/language/spelling.ts';

const words = new Map([
  ['freischaltcode', 9],
  ['passwort', 12],
  ['vergessen', 12],
  ['vertrag', 20],
  ['verschlüsselung', 3],
  ['verfallen', 7],
  ['fehlen', 4],
  ['hand', 2],
]);
const correct = createSpelling(words);

describe('spelling', () => {
  it.each([
    ['freischaltkode', 'freischaltcode'],
    ['pasword', 'passwort'],
    ['vergesen', 'vergessen'],
    ['vetrag', 'vertrag'],
    ['verschlüselung', 'verschlüsselung'],
    ['verfalen', 'verfallen'],
    ['felen', 'fehlen'],
    ['passwrot', 'passwort'],
  ])('corrects %s to %s', (typed, meant) => {
    expect(correct(typed)?.word).toBe(meant);
  });

  it.each(['hund', 'wetter', 'beitrag', 'xyz', 'a1b2c3d4'])('leaves %s alone', (word) => {
    expect(correct(word)).toBeUndefined();
  });

  it('takes only words that are frequent enough, where that is asked', () => {
    expect(createSpelling(words, 5)('felen')).toBeUndefined();
  });

  it('takes the more frequent of two words at the same distance', () => {
    const either = new Map([
      ['karte', 2],
      ['kante', 9],
    ]);
    expect(createSpelling(either)('kaete')?.word).toBe(
      createSpelling(new Map([...either].reverse()))('kaete')?.word,
    );
  });
});

describe('editDistance', () => {
  const word = fc.stringMatching(/^[a-z]{0,12}$/);

  it('is 0 for the same word and positive for another', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, one)).toBe(0);
        if (one !== other) expect(editDistance(one, other)).toBeGreaterThan(0);
      }),
    );
  });

  it('never exceeds the number of letters that differ in place and length', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});
