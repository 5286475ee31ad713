import { existsSync } from 'node:fs';
import { StartupError } from '../startup-error.ts';
import { type Copy, copyRows, firstFilled } from './copy.ts';
import { placeOf } from './database-url.ts';
import { migrate } from './migrations.ts';
import { openPostgres, postgresStartupError } from './postgres.ts';
import { settle, takeMigrationLock } from './postgres-store.ts';
import { databaseFile, openSqlite, withoutOthers } from './sqlite.ts';

/**
 * Copies everything from the embedded database of a folder into an empty PostgreSQL database, in one transaction.
 * The source stays as it is, brought to this program's schema.
 * @throws StartupError when a server has the source open, or the target is not empty or cannot be used.
 */
export async function moveToPostgres(dataDir: string, url: string): Promise<Copy> {
  const file = databaseFile(dataDir);
  if (!existsSync(file))
    throw new StartupError(`There is no database in ${dataDir}.`, 'Set DATA_DIR to the data folder to move.');
  withoutOthers(file);
  const target = await openPostgres(url, undefined, () => {});
  const source = openSqlite(dataDir);
  try {
    await migrate(source.db);
    await migrate(target.db, { lock: takeMigrationLock });
    await settle(target.db);
    // Inside a transaction of the source too, so that a server that starts meanwhile cannot write there.
    return await source.db.transaction().execute((from) =>
      target.db.transaction().execute(async (to) => {
        const filled = await firstFilled(to);
        if (filled !== undefined) throw notEmpty(url, filled);
        return copyRows(from, to);
      }),
    );
  } catch (error) {
    throw postgresStartupError(error, url);
  } finally {
    await source.close();
    await target.close();
  }
}

function notEmpty(url: string, table: string): StartupError {
  return new StartupError(
    `The database ${placeOf(url)} is not empty: the table ${table} has rows.`,
    'Name an empty database (createdb); nothing was changed.',
  );
}
