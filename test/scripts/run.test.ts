import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/test.mjs';
import { makeFolder } from './folder.ts';

const RUN = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url));

function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('a command', () => {
  it('on a Node that is too old says so in one sentence', () => {
    const root = makeFolder({ 'package.json': '{"engines":{"node":">=999.1"}}' });
    mkdirSync(`${root}scripts`);
    copyFileSync(RUN, `${root}scripts/run.mjs`);
    expect(run(`${root}scripts/run.mjs`, 'start')).toEqual({
      status: 1,
      stdout: '',
      stderr: `Node.js ${process.versions.node} is too old: install Node.js 999.1 or newer and try again.\n`,
    });
  });

  it('that does not exist is answered with those that do', () => {
    const { status, stdout, stderr } = run(RUN, 'toString');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^There is no command "toString": choose one of start, .*\.\n$/);
  });
});

describe('the closing count', () => {
  const file = (status: string, tests: number) => ({
    status,
    assertionResults: Array.from({ length: tests }),
  });
  const results = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults,
  });

  it('is the tests that passed and failed', () => {
    expect(countTests(results(3, 0, file('passed', 3)), 0)).toEqual({ passed: 3, failed: 0 });
    expect(countTests(results(3, 2, file('failed', 5)), 1)).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(countTests(results(3, 1, file('failed', 4), file('failed', 0)), 1)).toEqual({
      passed: 3,
      failed: 2,
    });
  });

  it('never says that nothing failed when something did', () => {
    expect(countTests(results(3, 0, file('passed', 3)), 1)).toEqual({ passed: 3, failed: 1 });
    expect(countTests(undefined, 134)).toEqual({ passed: 0, failed: 1 });
  });
});
