import { ensureBuilt } from '../build.mjs';
import { bundleProgram } from '../bundle-program.mjs';
import { runChild } from '../child.mjs';
import { ROOT } from '../paths.mjs';

/**
 * Measures what the chat costs a page on a slow phone and a slow line (test/bench/widget.ts).
 *
 * @param {string[]} args how many runs
 */
export async function benchWidget(args) {
  await ensureBuilt();
  const program = await bundleProgram('test/bench/widget.ts');
  process.exitCode = await runChild(process.execPath, [program, ...args], { cwd: ROOT });
}

if (import.meta.filename === process.argv[1]) await benchWidget(process.argv.slice(2));
