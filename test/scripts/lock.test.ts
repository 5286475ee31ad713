import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../scripts/lock.mjs';
import { makeFolder, put } from './folder.ts';

/** Adds one to the number in a file, reading and writing far enough apart to lose counts without a lock. */
const COUNT = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { setImmediate } from 'node:timers/promises';
  import { withLock } from ${JSON.stringify(new URL('../../scripts/lock.mjs', import.meta.url).href)};
  const [lock, file] = process.argv.slice(1);
  for (let turn = 0; turn < 5; turn++)
    await withLock(lock, async () => {
      const seen = Number(readFileSync(file, 'utf8'));
      for (let wait = 0; wait < 1000; wait++) await setImmediate();
      writeFileSync(file, String(seen + 1));
    });
`;

async function run(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', ...args], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.pid!;
}

describe('a lock', () => {
  it('lets one process in at a time', async () => {
    const folder = makeFolder({ count: '0' });
    await Promise.all([1, 2, 3].map(() => run(COUNT, `${folder}lock`, `${folder}count`)));
    expect(readFileSync(`${folder}count`, 'utf8')).toBe('15');
    expect(readdirSync(folder)).toEqual(['count']);
  });

  it('is taken from a process that has died', async () => {
    const folder = makeFolder();
    symlinkSync(String(await run('')), `${folder}lock`);
    expect(await withLock(`${folder}lock`, async () => 'done')).toBe('done');
  });

  it('is given back when the work fails', async () => {
    const folder = makeFolder();
    const failing = withLock(`${folder}lock`, () => Promise.reject(new Error('failed')));
    await expect(failing).rejects.toThrow('failed');
    expect(await withLock(`${folder}lock`, async () => 'done')).toBe('done');
  });

  it('says what to do where it cannot be made', async () => {
    const folder = makeFolder();
    put(`${folder}file`, '');
    await expect(withLock(`${folder}file/lock`, async () => 'done')).rejects.toThrow(
      /make the folder writable/,
    );
  });
});
