import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { article, COMPLETE, folder } from './folder.ts';

const yamlPiece = fc.oneof(
  fc.constantFrom(
    '- ',
    '\n',
    '\n  ',
    ': ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '|',
    '>',
    '&a',
    '*a',
    '!t',
    '#',
    '? ',
    '---\n',
    '~',
    '1',
    'true',
    '<<: ',
  ),
  fc.constantFrom(
    'title',
    'questions',
    'say',
    'kind',
    'words',
    'week',
    'monday',
    'articles',
    'labels',
    'portal',
    'browser',
    '__proto__',
  ),
  fc.string(),
);
const yamlText = fc.oneof(
  fc.array(yamlPiece, { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);
const parts = [
  'texts',
  'intents',
  'languages',
  'hours',
  'replies',
  'topics',
  'neighbours',
  'synonyms',
  'out-of-scope',
];

test('whatever stands in the files, reading returns knowledge or errors, each at a place in its file', () => {
  const file = fc.oneof(
    fc.constantFrom(...parts).map((name) => [`${name}.yaml`, (text: string) => text] as const),
    fc.constant(['articles/portal/konto.md', (text: string) => `---\n${text}\n---\nText.`] as const),
    fc.constant(['articles/portal/konto.md', (text: string) => article('Konto', '', text)] as const),
  );
  const dir = folder(COMPLETE);
  fc.assert(
    fc.property(file, yamlText, ([path, wrap], text) => {
      writeFileSync(join(dir, path), wrap(text));
      const { knowledge, problems } = readKnowledge(dir, { today: '2026-11-23' });
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(knowledge === undefined).toBe(errors.length > 0);
      for (const { file, line, column, text, hint } of problems) {
        expect(file.startsWith(dir)).toBe(true);
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(text).not.toBe('');
        expect(hint).not.toBe('');
      }
      if (path in COMPLETE) writeFileSync(join(dir, path), COMPLETE[path] ?? '');
      else rmSync(join(dir, path));
    }),
    { numRuns: 60 },
  );
});
