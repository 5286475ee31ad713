import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listFiles } from './files.mjs';
import { DIST, ROOT } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/*
 * What becomes what. Entry points that do not exist are left out.
 *
 *   server/main.ts, server/**\/*.worker.ts   dist/server/main.js, dist/server/<name>.worker.js
 *   scripts/<name>.ts                        dist/scripts/<name>.js, with the workers beside it
 *   widget/loader.ts                         dist/public/widget.js, a classic script; knows the chat's address
 *   widget/chat.tsx                          dist/public/w/chat-<hash>.js, a module, and its chunks
 *   widget/demo/**                           dist/public/demo/**
 *   console/main.tsx, styles.css, index.html dist/public/console/{main-<hash>.js, styles-<hash>.css, index.html}
 *   dist/public/manifest.json                names of all that (see Manifest)
 */

/**
 * Paths below dist/public. `chat.static` comes with the entry, `chat.lazy` only when the code asks for it.
 *
 * @typedef {{ widget?: string, chat?: { entry: string, static: string[], lazy: string[] }, console?: { page: string, script: string, styles?: string } }} Manifest
 */

/** Shadow DOM with adoptedStyleSheets, import maps' age: what the widget needs anyway. */
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

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
 * Parts of socket.io's client that our pages do not use, as what remains of them: WebTransport, and messages with
 * binary data. Together they would be 1.3 kB of the chat after gzip.
 */
const UNUSED = [
  { file: /engine\.io-client\/build\/esm\/transports\/webtransport\.js$/, left: 'export class WT {}' },
  {
    file: /socket\.io-parser\/build\/esm\/is-binary\.js$/,
    left: 'export const isBinary = () => false, hasBinary = isBinary;',
  },
  {
    file: /socket\.io-parser\/build\/esm\/binary\.js$/,
    left: 'export const deconstructPacket = undefined, reconstructPacket = undefined;',
  },
];

/** @type {import('esbuild').Plugin} */
const leaveOutUnused = {
  name: 'leave-out-unused',
  setup({ onLoad }) {
    for (const { file, left } of UNUSED) onLoad({ filter: file }, () => ({ contents: left, loader: 'js' }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const BROWSER = {
  ...COMMON,
  outdir: `${DIST}public`,
  minify: true,
  plugins: [leaveOutUnused],
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
  const loader = await bundleLoader(chat.manifest?.entry);
  /** @type {Manifest} */
  const manifest = {
    ...(loader.size > 0 && { widget: 'widget.js' }),
    ...(chat.manifest && { chat: chat.manifest }),
    ...(page.manifest && { console: page.manifest }),
  };
  return new Map([
    ...copyDemo(),
    ...chat.files,
    ...loader,
    ...page.files,
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
 * @param {string | undefined} chat the chat's bundle; reaches the code as CHAT_BUNDLE, a path beside the loader's own
 * @returns {Promise<Files>}
 */
async function bundleLoader(chat = '') {
  const entry = present('widget/loader.ts')[0];
  if (!entry) return new Map();
  const { files } = await compile({
    ...BROWSER,
    entryPoints: [{ in: entry, out: 'widget' }],
    format: 'iife',
    define: { ...BROWSER.define, CHAT_BUNDLE: JSON.stringify(chat) },
  });
  return files;
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
