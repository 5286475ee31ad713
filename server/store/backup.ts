import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { StartupError } from '../startup-error.ts';
import { databaseFile } from './sqlite.ts';

/**
 * Copies the database into a new file as it stands at this instant, while a server may go on writing it. Blocks
 * its own process, so it belongs into one of its own. The copy has no epoch: wherever and however often it is put in
 * place, it takes a new one then, so that clients do not take its lower seqs for old news.
 * @throws StartupError when there is no database or the target exists.
 */
export function backUp(dataDir: string, target: string): void {
  const source = databaseFile(dataDir);
  if (!existsSync(source))
    throw new StartupError(
      `There is no database in ${dataDir}.`,
      'Set DATA_DIR to the data folder of the server.',
    );
  if (existsSync(target))
    throw new StartupError(
      `The file ${target} exists already.`,
      'Name a new file, or move the old one away.',
    );
  // Under another name until it is whole, so that nobody takes a torn copy for a backup.
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  // Made empty beforehand, so that nobody else may read it for a moment.
  writeFileSync(unfinished, '', { mode: 0o600 });
  withDatabase(source, (live) => live.prepare('vacuum into ?').run(unfinished));
  withDatabase(unfinished, (copy) => {
    copy.pragma('synchronous = FULL');
    copy.prepare("update meta set epoch = ''").run();
  });
  renameSync(unfinished, target);
}

function withDatabase(file: string, use: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    use(database);
  } finally {
    database.close();
  }
}
