import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';

const { articles } = shippedKnowledge();
const suggest = async (typed: string) => (await shippedUnderstanding()).suggest!(typed);

it.each([
  ['freisch', 'freischaltcode-nicht-erhalten'],
  ['punkte verf', 'punkte-verfall'],
  ['welchen bro', 'browser'],
  ['Browser?', 'browser'],
  ['app herun', 'app-download'],
  ['passw', 'zugangsdaten'],
])('[A11] „%s“ already suggests %s', async (typed, id) => {
  expect(await suggest(typed)).toContain(id);
});

it.each(['', 'wi', 'wie kann ich', 'hallo', 'wetter', 'kfz schaden', '4711 0815', '???'])(
  '[A11] „%s“ suggests nothing',
  async (typed) => {
    expect(await suggest(typed)).toEqual([]);
  },
);

it('[A11] whatever is typed, at most three articles that exist are suggested, each once', async () => {
  const understanding = await shippedUnderstanding();
  const words = fc.constantFrom(
    'punkte',
    'App',
    'Vertrag',
    'regist',
    'nicht',
    '…',
    ' ',
    'ß',
    '👍',
    '🏴',
    '(',
  );
  const typed = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const found = understanding.suggest!(text);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found).size).toBe(found.length);
      for (const id of found) expect(articles.has(id)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
