import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureInstalled, isInstalled, isSameTree } from '../../scripts/setup.mjs';
import { makeFolder, put } from './folder.ts';

const STAMP = 'node_modules/.lotse-install.json';
const RECORD = 'node_modules/.package-lock.json';
const LINUX = { os: 'linux', cpu: 'x64', libc: 'glibc' };

const tree = (version: string) => ({
  'node_modules/better-sqlite3': { version, integrity: `sha512-${version}` },
});

function lockfile(version: string): string {
  const project = { dependencies: { 'better-sqlite3': version } };
  return JSON.stringify({ lockfileVersion: 3, packages: { '': project, ...tree(version) } });
}

const record = (version: string) => JSON.stringify({ packages: tree(version) });

/** Files of a checkout after plain `npm ci`, with a stand-in for the native module. */
const installed = (native = 'module.exports = class { close() {} };') => ({
  'package-lock.json': lockfile('1.0.0'),
  [RECORD]: record('1.0.0'),
  'node_modules/better-sqlite3/package.json': '{"main":"index.js"}',
  'node_modules/better-sqlite3/index.js': native,
});

describe('a checkout', () => {
  it('without node_modules is not installed', () => {
    expect(isInstalled(makeFolder({ 'package-lock.json': lockfile('1.0.0') }))).toBe(false);
  });

  it('made by plain npm ci is installed, and stamped so that the next look is quick', () => {
    const root = makeFolder(installed());
    expect(isInstalled(root)).toBe(true);
    rmSync(root + RECORD);
    expect(isInstalled(root)).toBe(true);
  });

  it('whose installation was interrupted is not installed', () => {
    const root = makeFolder(installed());
    rmSync(root + RECORD);
    expect(isInstalled(root)).toBe(false);
  });

  it('with a changed lockfile is not installed', () => {
    const root = makeFolder(installed());
    expect(isInstalled(root)).toBe(true);
    put(`${root}package-lock.json`, lockfile('1.0.1'));
    expect(isInstalled(root)).toBe(false);
  });

  it('with a changed lockfile that npm install has followed is installed', () => {
    const root = makeFolder(installed());
    expect(isInstalled(root)).toBe(true);
    put(`${root}package-lock.json`, lockfile('1.0.1'));
    put(root + RECORD, record('1.0.1'));
    expect(isInstalled(root)).toBe(true);
  });

  it('installed for another ABI of Node is not installed', () => {
    const root = makeFolder(installed());
    expect(isInstalled(root)).toBe(true);
    put(root + STAMP, readFileSync(root + STAMP, 'utf8').replace(process.versions.modules, '1'));
    expect(isInstalled(root)).toBe(false);
  });

  it('whose native module does not load is not installed', () => {
    expect(isInstalled(makeFolder(installed('throw new Error("other ABI")')))).toBe(false);
    expect(isInstalled(makeFolder(installed('process.abort()')))).toBe(false);
  });

  it('that has lost a package is not installed', () => {
    const root = makeFolder(installed());
    expect(isInstalled(root)).toBe(true);
    rmSync(`${root}node_modules/better-sqlite3`, { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });

  it('without a lockfile is told what is missing', () => {
    expect(() => isInstalled(makeFolder())).toThrow(/package-lock\.json cannot be read/);
  });
});

describe('an installed tree', () => {
  const want = (...packages: object[]) =>
    Object.fromEntries(packages.map((entry, at) => [`node_modules/${at}`, entry]));
  const lacks = (entry: object) => isSameTree(want(entry), {}, LINUX);

  it('may lack what is optional and for another platform', () => {
    expect(lacks({ optional: true, os: ['darwin'] })).toBe(true);
    expect(lacks({ optional: true, os: ['linux'], cpu: ['arm64'] })).toBe(true);
    expect(lacks({ optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] })).toBe(true);
    expect(lacks({ optional: true, os: ['!linux'] })).toBe(true);
    // What only a package for another platform needs names no platform itself.
    expect(lacks({ optional: true })).toBe(true);
  });

  it('must hold everything else', () => {
    expect(lacks({})).toBe(false);
    expect(lacks({ os: ['darwin'] })).toBe(false);
    expect(lacks({ optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] })).toBe(false);
    expect(lacks({ optional: true, os: ['!win32'] })).toBe(false);
  });

  it('must hold it in the same version with the same content', () => {
    const package1 = { version: '1.0.0', integrity: 'a' };
    expect(isSameTree(want(package1), want(package1), LINUX)).toBe(true);
    expect(isSameTree(want(package1), want({ ...package1, version: '1.0.1' }), LINUX)).toBe(false);
    expect(isSameTree(want(package1), want({ ...package1, integrity: 'b' }), LINUX)).toBe(false);
  });

  it('may hold more', () => {
    expect(isSameTree({}, want({ version: '1.0.0' }), LINUX)).toBe(true);
  });
});

describe('installing', () => {
  /** A stand-in for npm that notes its arguments and then does as told. */
  const standIn = (then: string) => `
    const fs = require('node:fs');
    fs.appendFileSync('calls', JSON.stringify(process.argv.slice(2)) + '\\n');
    ${then}`;
  let npm: string;
  beforeEach(() => {
    npm = makeFolder();
    vi.stubEnv('npm_execpath', `${npm}npm-cli.js`);
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    return () => {
      vi.unstubAllEnvs();
      quiet.mockRestore();
    };
  });

  it('happens when it is needed, once, with what the build needs', async () => {
    put(
      `${npm}npm-cli.js`,
      standIn(
        "fs.mkdirSync('node_modules/better-sqlite3', { recursive: true }); fs.writeFileSync('node_modules/better-sqlite3/package.json', '{}')",
      ),
    );
    const root = makeFolder({ 'package-lock.json': lockfile('1.0.0') });
    await ensureInstalled(root);
    await ensureInstalled(root);
    const calls = readFileSync(`${root}calls`, 'utf8').trim().split('\n');
    expect(calls).toHaveLength(1);
    expect(JSON.parse(calls[0]!)).toEqual(expect.arrayContaining(['ci', '--include=dev']));
  });

  it('that fails is told in one sentence and tried again next time', async () => {
    put(`${npm}npm-cli.js`, standIn('process.exitCode = 7'));
    const root = makeFolder({ 'package-lock.json': lockfile('1.0.0') });
    await expect(ensureInstalled(root)).rejects.toThrow(/npm ci, exit code 7/);
    expect(existsSync(root + STAMP)).toBe(false);
    await expect(ensureInstalled(root)).rejects.toThrow(/npm ci, exit code 7/);
  });
});
