import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { watchKnowledge } from '../../server/knowledge/watch.ts';
import { article, COMPLETE, folder } from './folder.ts';

/** A watched folder, and a way to await the title that its article has after a change. */
function watched() {
  const dir = folder(COMPLETE);
  let heard = () => {};
  const stop = watchKnowledge(dir, () => heard());
  onTestFinished(stop);
  const titles = () => [...(readKnowledge(dir).knowledge?.articles.values() ?? [])].map(({ title }) => title);
  /** Resolves as soon as a report finds the title among the articles; returns the milliseconds that it took. */
  const reports = (title: string) => {
    const since = performance.now();
    return new Promise<number>((resolve) => {
      heard = () => {
        if (titles().includes(title)) resolve(performance.now() - since);
      };
    });
  };
  return { dir, stop, reports };
}

describe('a watched folder reports within a second', () => {
  test('a file written in place', async () => {
    const { dir, reports } = watched();
    const reported = reports('Neu');
    writeFileSync(join(dir, 'articles/portal/konto.md'), article('Neu'));
    expect(await reported).toBeLessThan(1_000);
  });

  test('a file put under the name of another, again and again', async () => {
    const { dir, reports } = watched();
    for (const title of ['Erstens', 'Zweitens', 'Drittens']) {
      const reported = reports(title);
      writeFileSync(join(dir, 'articles/portal/.konto.md.new'), article(title));
      renameSync(join(dir, 'articles/portal/.konto.md.new'), join(dir, 'articles/portal/konto.md'));
      expect(await reported).toBeLessThan(1_000);
    }
  });

  test('a new topic, and then what is written into it', async () => {
    const { dir, reports } = watched();
    const added = reports('Im neuen Thema');
    mkdirSync(join(dir, 'articles/neu'));
    writeFileSync(join(dir, 'articles/neu/eins.md'), article('Im neuen Thema'));
    expect(await added).toBeLessThan(1_000);
    const changed = reports('Geändert');
    writeFileSync(join(dir, 'articles/neu/eins.md'), article('Geändert'));
    expect(await changed).toBeLessThan(1_000);
  });

  test('the whole folder being replaced, and then what is written into it', async () => {
    const { dir, reports } = watched();
    const replaced = reports('Ersetzt');
    const next = folder({ ...COMPLETE, 'articles/portal/konto.md': article('Ersetzt') });
    rmSync(dir, { recursive: true });
    renameSync(next, dir);
    expect(await replaced).toBeLessThan(1_000);
    const changed = reports('Geändert');
    writeFileSync(join(dir, 'articles/portal/konto.md'), article('Geändert'));
    expect(await changed).toBeLessThan(1_000);
  });
});

test('many files saved at once are one report', async () => {
  const dir = folder(COMPLETE);
  let reports = 0;
  const done = new Promise<void>((resolve) => {
    onTestFinished(
      watchKnowledge(dir, () => {
        reports++;
        resolve();
      }),
    );
  });
  for (let nth = 0; nth < 20; nth++)
    writeFileSync(join(dir, `articles/portal/neu-${nth}.md`), article(`Neu ${nth}`));
  await done;
  expect(reports).toBe(1);
});

/** Resolves at the next report of a folder; the watching ends with the test. */
function nextReport(dir: string): Promise<void> {
  return new Promise((resolve) => {
    onTestFinished(watchKnowledge(dir, resolve));
  });
}

test('a folder that comes back after it was gone is reported', async () => {
  const { dir, reports } = watched();
  const next = folder({ ...COMPLETE, 'articles/portal/konto.md': article('Wieder da') });
  const gone = nextReport(dir);
  rmSync(dir, { recursive: true });
  await gone;
  const back = reports('Wieder da');
  renameSync(next, dir);
  expect(await back).toBeLessThan(1_000);
});

test('what editors leave beside the files is no change, and nothing is reported after stopping', async () => {
  const dir = folder(COMPLETE);
  const heard: string[] = [];
  onTestFinished(watchKnowledge(dir, () => heard.push('temporary')));
  const stopped = folder(COMPLETE);
  watchKnowledge(stopped, () => heard.push('stopped'))();
  // Events come in the order of the changes, so this one is reported after all others would have been.
  const last = folder(COMPLETE);
  const reported = nextReport(last);
  writeFileSync(join(stopped, 'articles/portal/konto.md'), article('Neu'));
  writeFileSync(join(dir, 'articles/portal/.konto.md.swp'), 'x');
  writeFileSync(join(dir, 'articles/portal/konto.md~'), 'x');
  writeFileSync(`${dir}-beside`, 'x');
  onTestFinished(() => rmSync(`${dir}-beside`));
  writeFileSync(join(last, 'articles/portal/konto.md'), article('Neu'));
  await reported;
  expect(heard).toEqual([]);
});

test('a change that was heard is not reported when the watching stops before it has settled', async () => {
  const dir = folder(COMPLETE);
  const heard: string[] = [];
  const stop = watchKnowledge(dir, () => heard.push('change'));
  const bystander = watch(join(dir, 'articles/portal'));
  onTestFinished(() => bystander.close());
  const changed = once(bystander, 'change');
  writeFileSync(join(dir, 'articles/portal/konto.md'), article('Neu'));
  await changed;
  stop();
  const last = folder(COMPLETE);
  const reported = nextReport(last);
  writeFileSync(join(last, 'articles/portal/konto.md'), article('Neu'));
  await reported;
  expect(heard).toEqual([]);
});
