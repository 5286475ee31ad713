import { bundleProgram } from './bundle-program.mjs';
import { runChild } from './child.mjs';
import { ROOT } from './paths.mjs';

/**
 * Runs one of the proofs in test/proofs; their README.md says how.
 *
 * @param {string[]} args
 */
export async function prove(args) {
  const program = await bundleProgram('test/proofs/cli.ts');
  process.exitCode = await runChild(process.execPath, [program, ...args], { cwd: ROOT });
}
