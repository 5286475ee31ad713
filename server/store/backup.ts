import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { StartupError } from '../startup-error.ts';
import { databaseFile } from './sqlite.ts';

/**
 * Copies the database into a new file as it stands at this instant, while a server may go on writing it. Blocks
 * its own process, so it belongs into one of its own. The copy gets an epoch of its own: clients of a restored
 * database must not take its lower seqs for old news.
 * @throws StartupError when there is no database or the target exists.
 */
export function backUp(dataDir: string, target: string): void {
  const source = databaseFile(dataDir);
  if (!existsSync(source))
    throw new StartupError(`There is no database in ${dataDir}.`, 'Name the data folder of a server.');
  if (existsSync(target))
    throw new StartupError(
      `The file ${target} exists already.`,
      'Name a new file, or move the old one away.',
    );
  withDatabase(source, (live) => live.prepare('vacuum into ?').run(target));
  withDatabase(target, (copy) => copy.prepare('update meta set epoch = ?').run(randomUUID()));
}

function withDatabase(file: string, use: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    use(database);
  } finally {
    database.close();
  }
}
