import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inventArticles } from '../../scripts/bench/kernel/articles.ts';
import { rows } from '../../scripts/bench/rows/index.ts';
import { bundleProgram } from '../../scripts/bundle-program.mjs';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

describe('the rows', () => {
  it('are all registered: one for each file', () => {
    const files = readdirSync(at('scripts/bench/rows')).filter((name) => name !== 'index.ts');
    expect(rows.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it('are all told of in docs/performance.md', () => {
    const page = readFileSync(at('docs/performance.md'), 'utf8');
    const missing = rows.filter(({ name }) => !page.includes(`| \`${name}\``));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe('the command', () => {
  const program = bundleProgram('scripts/bench/main.ts');
  const bench = async (...args: string[]) =>
    spawnSync(process.execPath, [await program, ...args], {
      encoding: 'utf8',
      cwd: at(''),
    });

  it('lists its rows', async () => {
    const { status, stdout } = await bench('--list');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(rows.length);
  });

  it('names the rows that there are when one is unknown', async () => {
    const { status, stdout, stderr } = await bench('serach');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `There is no row "serach": choose from ${rows.map(({ name }) => name).join(', ')}.\n`,
    );
  });
});

describe('invented articles', () => {
  it('have subjects of their own', () => {
    const titles = inventArticles({ articles: 10_000, questions: 2, sentences: 1 }).map(({ title }) => title);
    expect(new Set(titles).size).toBe(10_000);
  });
});
