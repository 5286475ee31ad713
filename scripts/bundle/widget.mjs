import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DIST, ROOT } from '../paths.mjs';
import { BROWSER, compile, encode, outputFor, present, publicPath } from './compile.mjs';

/** @typedef {import('./compile.mjs').Files} Files */
/** @typedef {import('../bundle.mjs').Manifest} Manifest */

const PACKAGE = ['widget/package/load.ts', 'widget/package/api.ts', 'widget/package/package.json'];

/** @returns {Promise<{ files: Files, manifest?: Manifest['chat'] }>} */
export async function bundleChat() {
  const entry = present('widget/chat.tsx', 'widget/chat.ts')[0];
  if (!entry) return { files: new Map() };
  const { files, outputs } = await compile({
    ...BROWSER,
    entryPoints: [{ in: entry, out: 'w/chat' }],
    format: 'esm',
    splitting: true,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'w/[name]-[hash]',
  });
  return { files, manifest: describeChat(entry, outputs) };
}

/**
 * @param {string} entry
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
function describeChat(entry, outputs) {
  const main = outputFor(entry, outputs);
  const eager = new Set([main]);
  for (const file of eager) {
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement') eager.add(path);
  }
  eager.delete(main);
  const others = Object.keys(outputs).filter((file) => file.endsWith('.js') && file !== main);
  return {
    entry: publicPath(main),
    static: [...eager].map(publicPath),
    lazy: others.filter((file) => !eager.has(file)).map(publicPath),
  };
}

/**
 * @param {Manifest['chat']} chat reaches the code as CHAT_FILES, names below w/, the entry last
 * @returns {Promise<Files>}
 */
export async function bundleLoader(chat) {
  const entry = present('widget/loader.ts')[0];
  if (!entry) return new Map();
  const { files } = await compile({
    ...BROWSER,
    entryPoints: [{ in: entry, out: 'widget' }],
    format: 'iife',
    define: {
      ...BROWSER.define,
      CHAT_FILES: JSON.stringify(chat ? [...chat.static, chat.entry].map((file) => basename(file)) : []),
    },
  });
  return files;
}

/**
 * What a bundler of the host page imports. The types are a source as it is: widget/package/api.ts holds nothing else.
 *
 * @returns {Promise<Files>}
 */
export async function bundlePackage() {
  const [entry, types, manifest] = present(...PACKAGE);
  if (!entry || !types || !manifest) return new Map();
  const { files } = await compile({
    ...BROWSER,
    sourcemap: false,
    minify: false,
    outdir: `${DIST}widget-package`,
    entryPoints: [{ in: entry, out: 'index' }],
    format: 'esm',
  });
  const { version, license } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  const described = { ...JSON.parse(readFileSync(ROOT + manifest, 'utf8')), version, license };
  return new Map([
    ...files,
    ['widget-package/index.d.ts', readFileSync(ROOT + types)],
    ['widget-package/package.json', encode(`${JSON.stringify(described, undefined, 2)}\n`)],
  ]);
}
