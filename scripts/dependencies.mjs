import { existsSync, readFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { ROOT } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {{ version: string, license?: string, dev?: boolean }} Locked
 * @typedef {{ name: string, version: string, license: string, dev: boolean }} Dependency
 */

/** Licences under which this program may be passed on with what it needs. */
const RUNTIME_LICENCES = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'WTFPL'];
/** Tools that stay with whoever develops may also ask to have their own changes published. */
const TOOL_LICENCES = [...RUNTIME_LICENCES, 'MPL-2.0'];

/** Old packages that name their licence otherwise; looked up by hand in their LICENSE or README. */
const LOOKED_UP = new Map([
  ['sylvester', 'MIT'],
  ['xmlhttprequest-ssl', 'MIT'],
]);

/** Least versions of what stands at the door; docs/security.md says why. */
export const FLOORS = new Map([
  ['ws', '8.21.0'],
  ['engine.io', '6.6.9'],
  ['socket.io', '4.8.4'],
  ['socket.io-parser', '4.2.7'],
  ['express', '5.3.0'],
  ['body-parser', '2.4.0'],
  ['path-to-regexp', '8.4.2'],
  ['qs', '6.17.1'],
  ['send', '1.2.1'],
  ['cookie', '0.7.2'],
  ['better-sqlite3', '12.11.1'],
]);

/**
 * Every package of a lock file, once for each version.
 *
 * @param {{ packages: Record<string, Locked> }} lock
 * @returns {Dependency[]}
 */
export function listDependencies({ packages }) {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license, dev = false }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, license: license ?? LOOKED_UP.get(name) ?? licenceOnDisk(path), dev };
    });
}

/** @param {string} path */
function licenceOnDisk(path) {
  const file = `${ROOT}${path}/package.json`;
  if (!existsSync(file)) return 'unknown';
  const { license } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof license === 'string' ? license : 'unknown';
}

/**
 * What is wrong with the dependencies, one sentence each: a licence that is not on the list, a version with a known
 * hole.
 *
 * @param {Dependency[]} dependencies
 * @returns {string[]}
 */
export function findFaults(dependencies) {
  const licences = dependencies
    .filter(({ license, dev }) => !isAllowed(license, dev ? TOOL_LICENCES : RUNTIME_LICENCES))
    .map(
      ({ name, version, license }) =>
        `${name} ${version} has the licence ${license}, which is not on the list.`,
    );
  const floors = dependencies
    .filter(({ name, version, dev }) => !dev && isBelow(version, FLOORS.get(name)))
    .map(
      ({ name, version }) =>
        `${name} ${version} is below ${FLOORS.get(name)}, which docs/security.md names as the least.`,
    );
  return [...licences, ...floors];
}

/**
 * Whether one of the choices that an SPDX expression leaves is allowed.
 *
 * @param {string} license
 * @param {readonly string[]} allowed
 */
function isAllowed(license, allowed) {
  const plain = license.replaceAll(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.includes(one)));
}

/**
 * @param {string} version
 * @param {string | undefined} floor
 */
function isBelow(version, floor) {
  if (floor === undefined) return false;
  const [have, need] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  const differing = (have ?? []).findIndex((part, index) => part !== need?.[index]);
  return differing !== -1 && Number(have?.[differing]) < Number(need?.[differing]);
}

/**
 * Prints every package with its licence, offline from the lock file.
 *
 * @throws {SetupError} naming what is not as it must be
 */
export async function licences() {
  const dependencies = listDependencies(JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')));
  for (const { name, version, license, dev } of dependencies)
    process.stdout.write(`${license.padEnd(40)} ${name} ${version}${dev ? ' (development)' : ''}\n`);
  const faults = findFaults(dependencies);
  if (faults.length > 0) throw new SetupError(faults.join('\n'));
}

/**
 * Prints what the program is made of, for scanners (CycloneDX), without the tools of development.
 *
 * @param {string[]} args of `npm sbom` beside ours
 */
export async function sbom(args) {
  process.exitCode = await runChild(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev', ...args],
    { cwd: ROOT },
  );
}
