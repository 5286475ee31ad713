import { composeStore } from './compose.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { IN_MEMORY, openSqlite, sqliteStartupError } from './sqlite.ts';
import type { Failpoint, Store } from './store.ts';
import type { Database } from './tables.ts';

export { IN_MEMORY };

export interface StoreOptions {
  /** The folder of the database file, created when missing; `:memory:` keeps nothing. */
  readonly dataDir: string;
  readonly failpoint?: Failpoint;
}

/**
 * Opens the embedded database and brings it to this program's schema.
 * @throws StartupError with a remedy when folder or file cannot be used.
 */
export async function openStore({ dataDir, failpoint = () => {} }: StoreOptions): Promise<Store> {
  const sqlite = openSqlite(dataDir);
  const commits = new GroupCommit(sqlite.db, failpoint);
  try {
    await migrate(sqlite.db);
    const epoch = await firstWrite(sqlite.db);
    sqlite.assertDurable();
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= commits.close().then(sqlite.close);
      return closing;
    };
    return composeStore({ db: sqlite.db, write: commits.write, epoch, close });
  } catch (error) {
    await sqlite.close();
    throw sqliteStartupError(error, dataDir);
  }
}

/** Reads the database's identity by a write, so that a file that cannot be written shows now, not at a message. */
async function firstWrite(db: Database): Promise<string> {
  const meta = await db
    .updateTable('meta')
    .set((eb) => ({ inbox_seq: eb.ref('inbox_seq') }))
    .returning('epoch')
    .executeTakeFirstOrThrow();
  return meta.epoch;
}
