import { ensureBuilt } from '../build.mjs';
import { bundleProgram } from '../bundle-program.mjs';
import { runChild } from '../child.mjs';
import { ROOT } from '../paths.mjs';

/**
 * Measures the program on this machine; docs/performance.md says what and how.
 *
 * @param {string[]} args
 */
export async function bench(args) {
  await ensureBuilt();
  const program = await bundleProgram('scripts/bench/main.ts');
  process.exitCode = await runChild(process.execPath, [program, ...args], { cwd: ROOT });
}

if (import.meta.filename === process.argv[1]) await bench(process.argv.slice(2));
