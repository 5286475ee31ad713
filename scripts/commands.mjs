import { existsSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { runChild } from './child.mjs';
import { DIST, ROOT } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {(args: string[]) => Promise<void>} Command */

/** @type {Record<string, Command>} */
const COMMANDS = {
  start: () => runBuilt('server/main'),
  dev: async () => (await import('./dev.mjs')).dev(),
  test: async (args) => (await import('./test.mjs')).test(args),
  build: ensureBuilt,
  ask: (args) => runBuilt('scripts/ask', args),
  evaluate: (args) => runBuilt('scripts/evaluate', args),
  check: (args) => runBuilt('scripts/check', args),
  reset: (args) => runBuilt('scripts/reset', args),
  gaps: (args) => runBuilt('scripts/gaps', args),
  preview: () => runBuilt('scripts/preview'),
  replay: (args) => runBuilt('scripts/replay', args),
  schemas: () => runBuilt('scripts/schemas'),
  backup: (args) => runBuilt('scripts/backup', args),
  restore: (args) => runBuilt('scripts/restore', args),
  move: (args) => runBuilt('scripts/move', args),
  prove: async (args) => (await import('./prove.mjs')).prove(args),
  bench: async (args) => (await import('./bench/bench.mjs')).bench(args),
  sbom: async (args) => (await import('./dependencies.mjs')).sbom(args),
  licences: async () => (await import('./dependencies.mjs')).licences(),
  size: async (args) => (await import('./size.mjs')).size(args),
  format: async (args) => {
    process.exitCode = await runChild('node_modules/.bin/biome', ['check', '--write', ...args], {
      cwd: ROOT,
    });
  },
};

/**
 * Runs one of the project's commands after installing what is missing.
 *
 * @param {string | undefined} name
 * @param {string[]} args
 * @throws {SetupError} if there is no such command, or what it needs cannot be set up
 */
export async function run(name, args) {
  const command = Object.hasOwn(COMMANDS, String(name)) ? COMMANDS[String(name)] : undefined;
  if (!command) {
    const known = Object.keys(COMMANDS).join(', ');
    throw new SetupError(`There is no command "${name ?? ''}": choose one of ${known}.`);
  }
  await ensureInstalled();
  await command(args);
}

/**
 * Runs a built program in this process, so that signals, exit code and terminal are its own.
 *
 * @param {string} name its path below dist/ without extension
 * @param {string[]} [args]
 */
async function runBuilt(name, args = []) {
  if (!existsSync(`${ROOT}${name}.ts`)) {
    throw new SetupError(`There is no ${name}.ts in this version: nothing was run.`);
  }
  await ensureBuilt();
  const file = `${DIST}${name}.js`;
  process.argv.splice(1, process.argv.length, file, ...args);
  await import(file);
}
