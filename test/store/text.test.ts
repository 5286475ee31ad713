import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../server/store/text.ts';

/** Of each kind that is treated in its own way, and what they may meet. */
const PIECES = ['a', 'ä', '„', '€', '\n', '\0', '\u0308', '\u212a', '\u2000', '😀', '\ud83d', '\ude00', 'ꯀ'];

describe('text as the store keeps it', () => {
  it('has no NUL, no half character and one form, whatever came', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }), (pieces) => {
        const clean = cleanText(pieces.join(''));
        expect(clean).toBe(clean.normalize('NFC'));
        expect(clean).not.toMatch(/\0|\p{Surrogate}/u);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('leaves no character as it is that has another form', () => {
    const wrong = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code + 1)).filter(
      (character) => cleanText(character) !== cleanText(`${character}\0`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps what is clean to the letter', () => {
    const text = '„Größe“ – 3,50 €\n\tL’été';
    expect(cleanText(text)).toBe(text);
  });
});
