import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { encode } from './bundle/compile.mjs';
import { bundleConsole } from './bundle/console.mjs';
import { bundleDemo } from './bundle/demo.mjs';
import { bundleNode } from './bundle/node.mjs';
import { bundleChat, bundleLoader, bundlePackage } from './bundle/widget.mjs';

/*
 * What becomes what. Entry points that do not exist are left out.
 *
 *   server/main.ts, server/**\/*.worker.ts   dist/server/main.js, dist/server/<name>.worker.js
 *   scripts/<name>.ts                        dist/scripts/<name>.js, with the workers beside it
 *   widget/loader.ts                         dist/public/widget.js, a classic script; knows the chat's addresses
 *   widget/chat.tsx                          dist/public/w/chat-<hash>.js, a module, and its chunks
 *   widget/demo/**                           dist/public/demo/**, pages within layout.html
 *   console/main.tsx, styles.css, index.html dist/public/console/{main-<hash>.js, styles-<hash>.css, index.html}
 *   dist/public/manifest.json                names of all that (see Manifest)
 *   widget/package/**                        dist/widget-package/: an npm package of one module, with its types
 *
 * Scripts and styles below dist/public lie there twice more, compressed: <name>.br and <name>.gz.
 */

/**
 * Paths below dist/public. `chat.static` comes with the entry, `chat.lazy` only when the code asks for it.
 *
 * @typedef {{ widget?: string, chat?: { entry: string, static: string[], lazy: string[] }, console?: { page: string, script: string, styles?: string } }} Manifest
 */

/** @typedef {import('./bundle/compile.mjs').Files} Files */

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/**
 * Compiles everything in memory.
 *
 * @returns {Promise<Files>} in an order in which nothing comes before what it refers to
 * @throws {SetupError} naming file, line and column of each mistake
 */
export async function bundle() {
  const [node, chat, page] = await Promise.all([bundleNode(), bundleChat(), bundleConsole()]);
  const loader = await bundleLoader(chat.manifest);
  /** @type {Manifest} */
  const manifest = {
    ...(loader.size > 0 && { widget: 'widget.js' }),
    ...(chat.manifest && { chat: chat.manifest }),
    ...(page.manifest && { console: page.manifest }),
  };
  const pages = await Promise.all([chat.files, loader, page.files].map(withCompressed));
  return new Map([
    ...bundleDemo(),
    ...pages.flatMap((files) => [...files]),
    ...(await bundlePackage()),
    ...node,
    ['public/manifest.json', encode(JSON.stringify(manifest, undefined, 2))],
  ]);
}

/**
 * Compressing as well as it goes takes too long while somebody waits for a page, so it happens here.
 *
 * @param {Files} files
 * @returns {Promise<Files>}
 */
async function withCompressed(files) {
  const all = [...files].map(async ([file, content]) => {
    if (!/\.(js|css)$/.test(file)) return [[file, content]];
    const [br, gz] = await Promise.all([brotli(content), gzip(content, { level: 9 })]);
    return [
      [`${file}.br`, br],
      [`${file}.gz`, gz],
      [file, content],
    ];
  });
  return new Map(/** @type {[string, Uint8Array][]} */ ((await Promise.all(all)).flat()));
}
