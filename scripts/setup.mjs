import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { withLock } from './lock.mjs';
import { ROOT } from './paths.mjs';
import { report, SetupError } from './setup-error.mjs';

/**
 * What a finished installation was made for. A module that is compiled for one ABI of Node does not load in another.
 *
 * @typedef {{ lock: string, abi: string }} Stamp
 */

/**
 * A package as package-lock.json and npm's copy of it inside node_modules describe it.
 *
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Package
 * @typedef {Record<string, Package>} Packages keyed by path, the project itself under ''
 * @typedef {{ os: string, cpu: string, libc: string | undefined }} Platform
 */

/**
 * Installs what package-lock.json names, unless that is done already.
 *
 * @param {string} [root] folder of package-lock.json, ending in a slash
 */
export async function ensureInstalled(root = ROOT) {
  if (isInstalled(root)) return;
  await withLock(
    `${root}.cache/install.lock`,
    async () => {
      if (!isInstalled(root)) await install(root);
    },
    (owner) => report(`waiting for process ${owner}, which is installing packages …`),
  );
}

/**
 * Whether node_modules holds what package-lock.json names, loadable by this Node. A stamp answers at once; without a
 * fitting one npm's own record is compared, which knows a tree made by plain `npm ci` or `npm install`.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const lockText = readLock(root);
  const wanted = { lock: sha256(lockText), abi: process.versions.modules };
  const stamp = /** @type {Stamp | undefined} */ (readJson(stampFile(root)));
  const { packages } = /** @type {{ packages: Packages }} */ (JSON.parse(lockText));
  if (!hasDirectDependencies(root, packages)) return false;
  if (stamp && stamp.abi !== wanted.abi) return false;
  if (stamp && stamp.lock === wanted.lock) return true;
  const record = /** @type {{ packages: Packages } | undefined} */ (
    readJson(`${root}node_modules/.package-lock.json`)
  );
  if (!record || !isSameTree(packages, record.packages, thisPlatform()) || !loadsNativeModule(root))
    return false;
  writeStamp(root, wanted);
  return true;
}

/**
 * Whether an installed tree holds every package of a lockfile in its version. Optional packages may be missing when
 * they are for another platform; npm leaves those out, and with them what only they need.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 * @param {Platform} platform
 */
export function isSameTree(wanted, installed, platform) {
  return Object.entries(wanted).every(([path, want]) => {
    if (path === '') return true;
    const have = installed[path];
    if (!have) return Boolean(want.optional) && !isMeantFor(want, platform);
    return have.version === want.version && have.integrity === want.integrity;
  });
}

/**
 * @param {Package} want
 * @param {Platform} platform
 */
function isMeantFor(want, platform) {
  const namesPlatform = Boolean(want.os ?? want.cpu ?? want.libc);
  return (
    namesPlatform &&
    admits(want.os, platform.os) &&
    admits(want.cpu, platform.cpu) &&
    admits(want.libc, platform.libc)
  );
}

/**
 * npm's rule for `os`, `cpu` and `libc`: a list of names, or of names with `!` that are excluded.
 *
 * @param {string[] | undefined} list
 * @param {string | undefined} name
 */
function admits(list, name) {
  if (!list) return true;
  if (list.includes(`!${name}`)) return false;
  return list.every((entry) => entry.startsWith('!')) || list.includes(String(name));
}

/** @returns {Platform} */
function thisPlatform() {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const libc = header.glibcVersionRuntime ? 'glibc' : 'musl';
  return { os: process.platform, cpu: process.arch, libc: process.platform === 'linux' ? libc : undefined };
}

/**
 * @param {string} root
 * @param {Packages} packages
 */
function hasDirectDependencies(root, packages) {
  const project = /** @type {{ dependencies?: object, devDependencies?: object }} */ (packages['']);
  const names = Object.keys({ ...project.dependencies, ...project.devDependencies });
  return names.every((name) => existsSync(`${root}node_modules/${name}/package.json`));
}

/**
 * In a process of its own: a module for another ABI may not only fail to load.
 *
 * @param {string} root
 */
function loadsNativeModule(root) {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0;
}

/** @param {string} root */
async function install(root) {
  report('installing packages (npm ci); this can take a few minutes …');
  // NODE_ENV=production and omit=dev would leave out esbuild; -s would hide why npm failed.
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=warn', '--no-audit', '--no-fund'];
  const [file, ...prefix] = npmCommand();
  const code = await runChild(file, [...prefix, ...args], { cwd: root, stdio: ['ignore', 2, 2] }).catch(
    () => {
      throw new SetupError('Cannot run npm: install npm (it comes with Node.js) and try again.');
    },
  );
  if (code !== 0) {
    throw new SetupError(
      `Installing packages failed (npm ci, exit code ${code}): see npm's messages above, then try again.`,
    );
  }
  writeStamp(root, { lock: sha256(readLock(root)), abi: process.versions.modules });
  report('packages installed.');
}

/**
 * The npm that started this, run by this very Node, since npm compiles for the Node it runs on.
 *
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
}

/** @param {string} root */
function readLock(root) {
  try {
    return readFileSync(`${root}package-lock.json`, 'utf8');
  } catch {
    throw new SetupError(
      `${root}package-lock.json cannot be read: get it from the repository and try again.`,
    );
  }
}

/** @param {string} root */
function stampFile(root) {
  return `${root}node_modules/.lotse-install.json`;
}

/**
 * @param {string} root
 * @param {Stamp} stamp
 */
function writeStamp(root, stamp) {
  try {
    writeFileSync(stampFile(root), JSON.stringify(stamp));
  } catch {
    // A tree that is only readable is fine: it is compared again at the next start.
  }
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
