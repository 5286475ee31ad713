import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runChild } from '../../scripts/child.mjs';

const MODULE = JSON.stringify(new URL('../../scripts/child.mjs', import.meta.url).href);
const ENDLESS = JSON.stringify("console.log('running'); setInterval(() => {}, 1000)");

describe('a program that a command runs', () => {
  it('passes on how it ended', async () => {
    const end = (script: string) => runChild(process.execPath, ['-e', script]);
    expect(await end('process.exitCode = 3')).toBe(3);
    expect(await end("process.kill(process.pid, 'SIGKILL')")).toBe(137);
    await expect(runChild('/nowhere/program', [])).rejects.toThrow('ENOENT');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with the command on %s', async (signal) => {
    const script = `
      const { runChild } = await import(${MODULE});
      await runChild(process.execPath, ['-e', ${ENDLESS}]);
      console.log('went on');`;
    const command = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(command.stdout, 'data');
    const after = once(command.stdout, 'data').then(String, () => '');
    command.kill(signal);
    // 'close' comes when nobody holds its output any more: the program is gone too.
    expect(await once(command, 'close')).toEqual([null, signal]);
    expect(await Promise.race([after, 'nothing more'])).toBe('nothing more');
  });
});
