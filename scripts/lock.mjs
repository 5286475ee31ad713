import { lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './setup-error.mjs';

/** A process id may have been given to another program since; no set-up takes as long as this (milliseconds). */
const LONGEST = 20 * 60_000;

/**
 * Runs `act` while no other process holds the lock `file`. The lock is a symbolic link whose target is the owner's
 * process id: made in one step with its content, and readable by those who wait. A dead owner's lock is taken away.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} act
 * @param {(owner: number) => void} [onWait] called once if somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(file, act, onWait = () => {}) {
  makeFolder(dirname(file));
  let told = false;
  while (!take(file)) {
    const owner = ownerOf(file);
    if (owner === undefined) continue;
    if (isLeftOver(file, owner)) discard(file, owner);
    else {
      if (!told) onWait(owner);
      told = true;
      await delay(50);
    }
  }
  try {
    return await act();
  } finally {
    unlinkSync(file);
  }
}

/** @param {string} file */
function take(file) {
  try {
    symlinkSync(String(process.pid), file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function ownerOf(file) {
  try {
    return Number(readlinkSync(file));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {number} owner
 */
function isLeftOver(file, owner) {
  if (owner === process.pid) return true;
  try {
    process.kill(owner, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return true;
  }
  const made = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > LONGEST;
}

/**
 * Renaming first and looking second: of two that find the same dead owner, the slower one gives a fresh lock back.
 *
 * @param {string} file
 * @param {number} owner
 */
function discard(file, owner) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) !== owner) renameSync(aside, file);
    else unlinkSync(aside);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new SetupError(`Cannot write to ${folder} (${code}): make the folder writable and try again.`);
  }
}
