import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { readKnowledge, recallOrRead } from '../../server/knowledge/read.ts';
import { prepareUnderstanding } from '../../server/knowledge/understanding.ts';
import { temporaryFolder } from '../support/process.ts';

const SHIPPED = new URL('../../knowledge', import.meta.url).pathname;
const TODAY = '2026-11-23';
const PROGRAM = 'this build';

let folder: ReturnType<typeof temporaryFolder>;
let cache: string;
let dir: string;

const kept = (kind: string) => readdirSync(cache).filter((name) => name.startsWith(kind));
const article = () => join(dir, 'articles', 'portal', 'browser.md');
const write = (text: string) => writeFileSync(article(), `---\ntitle: Welcher Browser?\n---\n${text}\n`);
const recall = (program = PROGRAM, today = TODAY) =>
  recallOrRead(dir, { defaultsDir: SHIPPED, today }, { dir: cache, program });
const textOf = ({ knowledge }: { knowledge?: Knowledge }) => knowledge?.articles.get('browser')?.text;

beforeEach(() => {
  folder = temporaryFolder();
  cache = join(folder.path, 'cache');
  dir = join(folder.path, 'knowledge');
  mkdirSync(join(dir, 'articles', 'portal'), { recursive: true });
  write('Am besten **Google Chrome**.');
});
afterEach(() => folder.remove());

/** Makes the kept files differ from what was worked out, so that reading them shows. */
function plant(text: string): void {
  recall();
  const [name] = kept('knowledge');
  const was = readFileSync(join(cache, name!));
  write(text);
  recall();
  const other = kept('knowledge').find((file) => file !== name)!;
  writeFileSync(join(cache, other), was);
}

describe('[O6] what was read before', () => {
  it('is equal to what is read anew, for the whole of the shipped folder', () => {
    cpSync(SHIPPED, dir, { recursive: true });
    const fresh = readKnowledge(dir, { defaultsDir: SHIPPED, today: TODAY }).knowledge;
    expect(recall().knowledge).toEqual(fresh);
    expect(kept('knowledge')).toHaveLength(1);
    expect(recall().knowledge).toEqual(fresh);
  });

  it('is taken for these very files, this day and this program only', () => {
    plant('Jeder.');
    expect(textOf(recall())).toBe('Am besten Google Chrome.');
    expect(textOf(recall('another build'))).toBe('Jeder.');
    expect(textOf(recall(PROGRAM, '2026-11-24'))).toBe('Jeder.');
    write('Jeder außer einem.');
    expect(textOf(recall())).toBe('Jeder außer einem.');
  });

  it('is read anew and kept again when it is damaged', () => {
    recall();
    const file = join(cache, kept('knowledge')[0]!);
    const whole = readFileSync(file);
    for (const damaged of [Buffer.alloc(0), whole.subarray(0, 40), flipped(whole), Buffer.from('{}')]) {
      writeFileSync(file, damaged);
      expect(textOf(recall())).toBe('Am besten Google Chrome.');
      expect(readFileSync(file).equals(whole)).toBe(true);
    }
  });

  it('hides no error, and is not kept where there is one', () => {
    recall();
    writeFileSync(article(), '---\ntitel: x\n---\nText\n');
    expect(recall().problems.map(({ severity }) => severity)).toContain('error');
    expect(recall().knowledge).toBeUndefined();
    expect(kept('knowledge')).toHaveLength(1);
  });

  it('costs nothing but time where nothing can be written', () => {
    writeFileSync(cache, 'a file where the folder should be');
    expect(textOf(recall())).toBe('Am besten Google Chrome.');
  });
});

describe('[O6] what was analysed before', () => {
  const prepare = (program: string) =>
    prepareUnderstanding(recall().knowledge!, { cacheDir: cache, program }).learn();
  const asked = async (program: string) =>
    (await prepare(program)).explain('Geht das mit Chrome?', { shown: [] });

  it('decides alike, and is laid again when it is damaged or another program’s', async () => {
    await prepare(PROGRAM);
    const fresh = await asked(PROGRAM);
    const file = join(cache, kept('ground')[0]!);
    const whole = readFileSync(file);
    expect(await asked(PROGRAM)).toEqual(fresh);
    const damaged = flipped(whole);
    writeFileSync(file, damaged);
    expect(await asked(PROGRAM)).toEqual(fresh);
    expect(readFileSync(file).equals(damaged)).toBe(false);
    await prepare('another build');
    expect(kept('ground')).toHaveLength(2);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, '');
    expect(await asked(PROGRAM)).toEqual(fresh);
  });
});

function flipped(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  const middle = bytes.length >> 1;
  damaged[middle] = damaged[middle]! ^ 0x55;
  return damaged;
}
