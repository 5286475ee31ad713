import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenize } from '../../server/language/tokenize.ts';

/** The first 256 code points, and the punctuation of typesetting. */
const unit = fc.oneof(
  fc.constantFrom('ä', 'ß', 'a', 'Z', '7', ' ', '\n', '’', "'", '„', '“', '–', '…', '½', 'ª', '<b>', '&amp;'),
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x2010, max: 0x2027 }).map((code) => String.fromCharCode(code)),
);

it('cuts a text alike, whether or not a letter of another script stands behind it', () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      expect(tokenize(`${text}\nжа`).slice(0, -1)).toEqual(tokenize(text));
    }),
    { numRuns: 1_000 },
  );
});
