import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isTemporary } from './files.ts';

/** A save comes as several events; this long after the last one it is taken to be complete. */
const SETTLE_MS = 100;
/** Reported by then even while events keep coming. */
const AT_LATEST_MS = 500;

/**
 * Reports changes in a knowledge folder, once per save and at most half a second after it, by calling `onChange`,
 * which then reads the folder. Folders are watched, not files, so that an editor may write in place as well as
 * put a new file under the old name, and the whole folder may be replaced.
 * @returns stops the watching; `onChange` is not called after that
 * @throws Error of the file system when the folder cannot be watched, such as ENOSPC for want of watchers
 */
export function watchKnowledge(dir: string, onChange: () => void): () => void {
  const root = resolve(dir);
  let watchers: FSWatcher[] = [];
  let settled: NodeJS.Timeout | undefined;
  let firstEvent: number | undefined;

  const heard = () => {
    const now = performance.now();
    firstEvent ??= now;
    clearTimeout(settled);
    settled = setTimeout(report, Math.min(SETTLE_MS, firstEvent + AT_LATEST_MS - now));
  };
  const watchAgain = () => {
    const former = watchers;
    watchers = [...watchFolders(root, heard), ...watchName(root, heard)];
    for (const watcher of former) watcher.close();
  };
  const report = () => {
    firstEvent = undefined;
    // Before the reading, so that whatever is saved after it is heard, in new folders too.
    try {
      watchAgain();
    } catch {
      // No more watchers to be had: those at hand still hear the folders that they know.
    }
    onChange();
  };

  watchAgain();
  return () => {
    clearTimeout(settled);
    for (const watcher of watchers) watcher.close();
  };
}

/** Watches the folder and all folders in it. */
function watchFolders(root: string, heard: () => void): FSWatcher[] {
  return foldersIn(root).flatMap((folder) =>
    tryWatch(folder, (name) => name === null || !isTemporary(name), heard),
  );
}

/** Watches for the folder itself being replaced. */
function watchName(root: string, heard: () => void): FSWatcher[] {
  return tryWatch(dirname(root), (name) => name === null || name === basename(root), heard);
}

function tryWatch(folder: string, matters: (name: string | null) => boolean, heard: () => void): FSWatcher[] {
  try {
    const watcher = watch(folder, (_, name) => {
      if (matters(name)) heard();
    });
    // A folder that goes away is an error on some systems; that it went is heard from the one above.
    watcher.on('error', heard);
    return [watcher];
  } catch (error) {
    // Gone since it was listed: heard from the folder above, too.
    if (isMissing(error)) return [];
    throw error;
  }
}

function foldersIn(root: string): string[] {
  try {
    const below = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [root, ...below.flatMap(({ name }) => foldersIn(join(root, name)))];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
