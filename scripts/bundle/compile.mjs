import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DIST, ROOT } from '../paths.mjs';
import { SetupError } from '../setup-error.mjs';

/** @typedef {Map<string, Uint8Array>} Files path below dist/ → content */

/** Shadow DOM with adoptedStyleSheets, import maps' age: what the widget needs anyway. */
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/** @type {import('esbuild').BuildOptions} */
export const COMMON = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  write: false,
  metafile: true,
  sourcemap: 'linked',
  logLevel: 'silent',
  charset: 'utf8',
};

/**
 * Styles stand in template strings: esbuild minifies the code around them, this the styles themselves.
 *
 * @type {import('esbuild').Plugin}
 */
const minifyStyles = {
  name: 'minify-styles',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\/widget\/.*styles\.ts$/ }, async ({ path }) => {
      const [, before, css, after] = readFileSync(path, 'utf8').match(/^(.* = `)([^`]*)(`;.*)$/s) ?? [];
      if (css === undefined) throw new Error(`${path} should hold its styles in one template string.`);
      const { code, warnings } = await esbuild.transform(css, { loader: 'css', minify: true });
      return { contents: before + code.trim() + after, loader: 'ts', warnings };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
export const BROWSER = {
  ...COMMON,
  outdir: `${DIST}public`,
  minify: true,
  // Without a comment that names the map: every page would load it.
  sourcemap: 'external',
  plugins: [minifyStyles],
  target: BROWSERS,
  define: { 'process.env.NODE_ENV': '"production"' },
};

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<{ files: Files, outputs: import('esbuild').Metafile['outputs'] }>}
 */
export async function compile(options) {
  if (Array.isArray(options.entryPoints) && options.entryPoints.length === 0)
    return { files: new Map(), outputs: {} };
  const { build, formatMessages } = await import('esbuild');
  try {
    const { outputFiles = [], metafile } = await build(options);
    const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(DIST.length), contents]));
    return { files: chunksFirst(files), outputs: metafile?.outputs ?? {} };
  } catch (error) {
    const { errors } = /** @type {Partial<import('esbuild').BuildFailure>} */ (error);
    if (!errors) throw error;
    const messages = await formatMessages(errors, { kind: 'error', color: Boolean(process.stderr.isTTY) });
    throw new SetupError(`The build failed:\n${messages.join('')}`);
  }
}

/**
 * Source maps and chunks before the scripts that name them.
 *
 * @param {Files} files
 * @returns {Files}
 */
function chunksFirst(files) {
  /** @param {string} file */
  const rank = (file) => (file.endsWith('.map') ? 0 : basename(file).startsWith('chunk-') ? 1 : 2);
  return new Map([...files].sort(([a], [b]) => rank(a) - rank(b)));
}

/**
 * @param {string} entry
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
export function outputFor(entry, outputs) {
  const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entry);
  if (!found) throw new Error(`esbuild made nothing of ${entry}`);
  return found;
}

/** @param {string} output as esbuild's metafile names it, relative to the root */
export function publicPath(output) {
  return output.slice('dist/public/'.length);
}

/**
 * @param {string[]} files
 * @returns {string[]} those that exist
 */
export function present(...files) {
  return files.filter((file) => existsSync(ROOT + file));
}

/** @param {string} text */
export function encode(text) {
  return new TextEncoder().encode(text);
}
