import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runChild } from './child.mjs';
import { ROOT } from './paths.mjs';
import { report } from './setup-error.mjs';

/**
 * What vitest's JSON reporter tells, as far as it is read here.
 *
 * @typedef {{ status: string, assertionResults: unknown[] }} FileResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: FileResult[] }} Results
 */

/**
 * Lints, checks types and runs the tests: all three, so that one mistake does not hide another. The last line on
 * stdout counts the tests: `N passed, N failed`.
 *
 * @param {string[]} args for vitest only, such as a folder of tests
 */
export async function test(args) {
  await ensureBuilt();
  const lint = await step('biome', ['check', '--error-on-warnings']);
  const types = await step('tsc', ['--noEmit', '-p', '.']);
  const { code, counts } = await runVitest(args);
  const steps = { 'biome check': lint, 'tsc --noEmit': types, 'vitest run': code };
  const failed = Object.entries(steps).filter(([, exit]) => exit !== 0);
  for (const [name, exit] of failed) report(`FAILED: ${name} (exit code ${exit})`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/**
 * @param {string} tool
 * @param {string[]} args
 */
async function step(tool, args) {
  report(`${tool} …`);
  return runChild(`${ROOT}node_modules/.bin/${tool}`, args, { cwd: ROOT });
}

/** @param {string[]} args */
async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-test-'));
  const file = join(folder, 'results.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await step('vitest', ['run', ...reporters, ...args]);
    return { code, counts: countTests(readResults(file), code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A file that could not be loaded has no tests: it counts as one that failed. So does a run that failed otherwise,
 * by an error outside of any test or because there was none.
 *
 * @param {Results | undefined} results
 * @param {number} code vitest's exit code
 */
export function countTests(results, code) {
  const broken = results?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = (results?.numFailedTests ?? 0) + (broken?.length ?? 0);
  return { passed: results?.numPassedTests ?? 0, failed: code === 0 ? failed : Math.max(failed, 1) };
}

/**
 * @param {string} file
 * @returns {Results | undefined} none if vitest ended before it could write
 */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
