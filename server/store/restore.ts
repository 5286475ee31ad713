import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { StartupError } from '../startup-error.ts';
import { databaseFile, withoutOthers } from './sqlite.ts';

/**
 * Puts a backup in the place of the embedded database. The database that was there is kept beside it.
 * @returns Where the database that was there is now; undefined when there was none.
 * @throws StartupError when the backup is damaged or missing, or a server has the database open.
 */
export function restore(backup: string, dataDir: string, now: number): string | undefined {
  checkBackup(backup);
  const file = databaseFile(dataDir);
  const aside = existsSync(file)
    ? `${file}.before-${new Date(now).toISOString().replaceAll(':', '-')}`
    : undefined;
  if (aside !== undefined) withoutOthers(file);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fresh = `${file}.restored`;
  copyFileSync(backup, fresh);
  flush(fresh);
  if (aside !== undefined) renameSync(file, aside);
  // What is left of the old database's log must never be read into the new one.
  for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true });
  renameSync(fresh, file);
  flush(dirname(file));
  return aside;
}

function checkBackup(backup: string): void {
  if (!existsSync(backup))
    throw new StartupError(`There is no file ${backup}.`, 'Name a file that npm run backup has written.');
  const health = withReadOnly(backup, (raw) => {
    raw.prepare('select epoch from meta').get();
    return raw.pragma('quick_check(1)', { simple: true });
  });
  if (health === 'ok') return;
  throw new StartupError(`The file ${backup} is no sound backup (${health}).`, 'Take an earlier one.');
}

function withReadOnly(file: string, look: (raw: Sqlite.Database) => unknown): unknown {
  try {
    const raw = new Sqlite(file, { readonly: true });
    try {
      return look(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
