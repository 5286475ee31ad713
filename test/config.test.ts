import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig, SETTINGS } from '../server/config.ts';
import { StartupError } from '../server/startup-error.ts';

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

it('[P10] a setting that cannot be understood is quoted unless it is a secret', () => {
  const sentence = (environment: Record<string, string>) => {
    try {
      readConfig(environment);
    } catch (error) {
      return error instanceof StartupError ? error.sentence : undefined;
    }
    return undefined;
  };
  expect(sentence({ PORT: 'http' })).toContain('PORT=http');
  expect(sentence({ METRICS_TOKEN: 'zu-kurz' })).toBe('METRICS_TOKEN cannot be understood.');
});
