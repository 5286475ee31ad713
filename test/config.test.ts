import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SETTINGS } from '../server/config.ts';

it('[O4] the table of settings in docs/operations.md is complete and says the same', () => {
  const table = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
  const rows = [...table.matchAll(/^\| `([A-Z_]+)`[^|]*\|[^|]*\|([^|]*)\|$/gm)].map(([, name, help]) => [
    name,
    help,
  ]);
  const plain = (text = '') => text.replaceAll('`', '').trim();
  expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(SETTINGS).sort());
  const differing = rows.filter(
    ([name, help]) => name !== 'LOG' && plain(help) !== plain(SETTINGS[name as keyof typeof SETTINGS].help),
  );
  expect(differing).toEqual([]);
});
