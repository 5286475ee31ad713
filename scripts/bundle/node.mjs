import { basename } from 'node:path';
import { listFiles } from '../files.mjs';
import { ROOT } from '../paths.mjs';
import { COMMON, compile, present } from './compile.mjs';

/** @typedef {import('./compile.mjs').Files} Files */

/** @type {import('esbuild').BuildOptions} */
const NODE = { ...COMMON, platform: 'node', format: 'esm', target: 'node20' };

/**
 * The server is one file with its packages, since looking for and loading a thousand files takes half of its start.
 * Native addons stay outside, and what its packages only ask whether it is there.
 */
const NOT_BUNDLED = ['better-sqlite3', 'bufferutil', 'pg-native', 'utf-8-validate'];

/** Packages in the older module format ask for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * The server, the editors' and operators' commands, and beside both the workers.
 *
 * @returns {Promise<Files>}
 */
export async function bundleNode() {
  const workers = listFiles(ROOT, 'server').filter((file) => file.endsWith('.worker.ts'));
  const scripts = listFiles(ROOT, 'scripts').filter((file) => /^scripts\/[^/]+(?<!\.d)\.ts$/.test(file));
  const besides = (/** @type {string} */ at) =>
    workers.map((file) => ({ in: file, out: `${at}/${basename(file, '.ts')}` }));
  const server = present('server/main.ts').map((file) => ({ in: file, out: 'server/main' }));
  const commands = scripts.map((file) => ({ in: file, out: file.replace(/\.ts$/, '') }));
  const [whole, light] = await Promise.all([
    compile({
      ...NODE,
      entryPoints: [...server, ...besides('server')],
      external: NOT_BUNDLED,
      banner: { js: REQUIRE },
      sourcesContent: false,
    }),
    compile({ ...NODE, entryPoints: [...commands, ...besides('scripts')], packages: 'external' }),
  ]);
  return new Map([...whole.files, ...light.files]);
}
