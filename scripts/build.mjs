import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundle } from './bundle.mjs';
import { listFiles } from './files.mjs';
import { withLock } from './lock.mjs';
import { DIST, ROOT } from './paths.mjs';
import { report } from './setup-error.mjs';

/** What a build depends on; knowledge/ is not among it, since the server reads that at run time. */
const SOURCES = [
  'protocol',
  'server',
  'widget',
  'console',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** How many replaced bundles stay, so that pages that were loaded before an update still find theirs. */
const RETIRED = 6;

/**
 * Written last: the sources that a build was made from, and what it consists of.
 *
 * @typedef {{ sources: string, files: string[], retired: string[] }} Stamp
 */

/** Builds what is stale into dist/. Several processes may ask at once: one builds, the others wait for it. */
export async function ensureBuilt() {
  if (!isStale(ROOT, DIST)) return;
  await withLock(
    `${ROOT}.cache/build.lock`,
    async () => {
      if (isStale(ROOT, DIST)) await build();
    },
    (owner) => report(`waiting for process ${owner}, which is building …`),
  );
}

/**
 * Whether dist/ was made from other sources than there are now, or is incomplete.
 *
 * @param {string} root ends in a slash, like `dist`
 * @param {string} dist
 */
export function isStale(root, dist) {
  const stamp = readStamp(dist);
  if (!stamp || stamp.sources !== fingerprint(root)) return true;
  return stamp.files.some((file) => !existsSync(dist + file));
}

/**
 * Changes with every source file that is added, removed, renamed or written. Looks at sizes and times only, because
 * every start waits for it.
 *
 * @param {string} root
 * @param {readonly string[]} [sources]
 */
export function fingerprint(root, sources = SOURCES) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => listFiles(root, source))) {
    const { size, mtimeMs } = statSync(root + file, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: -1 };
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function build() {
  const begun = performance.now();
  // Before reading any source: what changes during the build is built by the next one.
  const sources = fingerprint(ROOT);
  const files = await bundle();
  publish(files, sources, DIST);
  report(`built in ${Math.round(performance.now() - begun)} ms.`);
}

/**
 * Puts a build into `dist` file by file, each complete at once, so that a running server or a second process never
 * meets half a build. `files` is in such an order that nothing comes before what it refers to.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files path below `dist` → content
 * @param {string} sources fingerprint of what they were made from
 * @param {string} dist ends in a slash
 */
export function publish(files, sources, dist) {
  const before = readStamp(dist);
  for (const [file, content] of files) replace(dist + file, content);
  const replaced = [...(before?.retired ?? []), ...(before?.files ?? [])].filter(
    (file) => isHashed(file) && !files.has(file) && existsSync(dist + file),
  );
  const bundles = new Set([...new Set(replaced.map(bundleOf))].slice(-RETIRED));
  const retired = replaced.filter((file) => bundles.has(bundleOf(file)));
  /** @type {Stamp} */
  const stamp = { sources, files: [...files.keys()], retired };
  replace(stampFile(dist), new TextEncoder().encode(JSON.stringify(stamp)));
  const kept = new Set([...stamp.files, ...retired]);
  for (const file of listFiles(dist, '')) {
    if (!kept.has(file) && dist + file !== stampFile(dist)) rmSync(dist + file, { force: true });
  }
}

/**
 * A bundle lies there as it is and compressed.
 *
 * @param {string} file
 */
function bundleOf(file) {
  return file.replace(/\.(br|gz)$/, '');
}

/** @param {string} file */
function isHashed(file) {
  return /-[A-Z0-9]{8}\.(js|css)(\.(br|gz))?$/.test(file);
}

/**
 * @param {string} file
 * @param {Uint8Array} content
 */
function replace(file, content) {
  if (existsSync(file) && readFileSync(file).equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, file);
}

/** @param {string} dist */
function stampFile(dist) {
  return `${dist}.stamp.json`;
}

/**
 * @param {string} dist
 * @returns {Stamp | undefined}
 */
function readStamp(dist) {
  try {
    return JSON.parse(readFileSync(stampFile(dist), 'utf8'));
  } catch {
    return undefined;
  }
}
