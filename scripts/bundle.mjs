import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { listFiles } from './files.mjs';
import { DIST, ROOT } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/*
 * What becomes what. Entry points that do not exist are left out.
 *
 *   server/main.ts, server/**\/*.worker.ts   dist/server/main.js, dist/server/<name>.worker.js
 *   scripts/<name>.ts                        dist/scripts/<name>.js, with the workers beside it
 *   widget/loader.ts                         dist/public/widget.js, a classic script; knows the chat's addresses
 *   widget/chat.tsx                          dist/public/w/chat-<hash>.js, a module, and its chunks
 *   widget/demo/**                           dist/public/demo/**
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

/** Shadow DOM with adoptedStyleSheets, import maps' age: what the widget needs anyway. */
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

const PACKAGE = ['widget/package/load.ts', 'widget/package/api.ts', 'widget/package/package.json'];

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
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
const BROWSER = {
  ...COMMON,
  outdir: `${DIST}public`,
  minify: true,
  // Without a comment that names the map: every page would load it.
  sourcemap: 'external',
  plugins: [minifyStyles],
  target: BROWSERS,
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** @typedef {Map<string, Uint8Array>} Files path below dist/ → content */

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
    ...copyDemo(),
    ...pages.flatMap((files) => [...files]),
    ...(await bundlePackage()),
    ...node,
    ['public/manifest.json', encode(JSON.stringify(manifest, undefined, 2))],
  ]);
}

/** @returns {Promise<Files>} */
async function bundleNode() {
  const workers = listFiles(ROOT, 'server').filter((file) => file.endsWith('.worker.ts'));
  const scripts = listFiles(ROOT, 'scripts').filter((file) => /^scripts\/[^/]+(?<!\.d)\.ts$/.test(file));
  const entries = [
    ...present('server/main.ts').map((file) => [file, 'server/main']),
    ...scripts.map((file) => [file, file.replace(/\.ts$/, '')]),
    ...workers.flatMap((file) => ['server', 'scripts'].map((at) => [file, `${at}/${basename(file, '.ts')}`])),
  ];
  const result = await compile({
    ...COMMON,
    entryPoints: entries.map(([source, out]) => ({ in: String(source), out: String(out) })),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  return result.files;
}

async function bundleChat() {
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
 * @param {Manifest['chat']} chat reaches the code as CHAT_FILES, paths beside the loader's own, the entry last
 * @returns {Promise<Files>}
 */
async function bundleLoader(chat) {
  const entry = present('widget/loader.ts')[0];
  if (!entry) return new Map();
  const { files } = await compile({
    ...BROWSER,
    entryPoints: [{ in: entry, out: 'widget' }],
    format: 'iife',
    define: { ...BROWSER.define, CHAT_FILES: JSON.stringify(chat ? [...chat.static, chat.entry] : []) },
  });
  return files;
}

/**
 * What a bundler of the host page imports. The types are a source as it is: widget/package/api.ts holds nothing else.
 *
 * @returns {Promise<Files>}
 */
async function bundlePackage() {
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

async function bundleConsole() {
  const entry = present('console/main.tsx', 'console/main.ts')[0];
  if (!entry) return { files: new Map() };
  const styles = present('console/styles.css');
  const { files, outputs } = await compile({
    ...BROWSER,
    entryPoints: [entry, ...styles].map((file) => ({ in: file, out: file.replace(/\.\w+$/, '') })),
    format: 'esm',
    splitting: true,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'console/[name]-[hash]',
  });
  const script = publicPath(outputFor(entry, outputs));
  const style = styles.map((file) => publicPath(outputFor(file, outputs)))[0];
  const names = new Map([[basename(entry), basename(script)]]);
  if (style) names.set('styles.css', basename(style));
  for (const page of present('console/index.html'))
    files.set('public/console/index.html', renderPage(page, names));
  return { files, manifest: { page: 'console/index.html', script, ...(style && { styles: style }) } };
}

/**
 * The page names its sources (`src="main.tsx"`), the built one what they became.
 *
 * @param {string} file
 * @param {ReadonlyMap<string, string>} names
 */
function renderPage(file, names) {
  const html = readFileSync(ROOT + file, 'utf8');
  return encode(
    html.replace(/\b(src|href)="((?:[^"]*\/)?)([^"/]+)"/g, (whole, attribute, folder, name) => {
      const built = names.get(name);
      return built ? `${attribute}="${folder}${built}"` : whole;
    }),
  );
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

/** @returns {[string, Uint8Array][]} */
function copyDemo() {
  return listFiles(ROOT, 'widget/demo').map((file) => [
    file.replace('widget/demo', 'public/demo'),
    readFileSync(ROOT + file),
  ]);
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<{ files: Files, outputs: import('esbuild').Metafile['outputs'] }>}
 */
async function compile(options) {
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
function outputFor(entry, outputs) {
  const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entry);
  if (!found) throw new Error(`esbuild made nothing of ${entry}`);
  return found;
}

/** @param {string} output as esbuild's metafile names it, relative to the root */
function publicPath(output) {
  return output.slice('dist/public/'.length);
}

/**
 * @param {string[]} files
 * @returns {string[]} those that exist
 */
function present(...files) {
  return files.filter((file) => existsSync(ROOT + file));
}

/** @param {string} text */
function encode(text) {
  return new TextEncoder().encode(text);
}
