import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { composeStore } from './compose.ts';
import { type Committed, GroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { openReader } from './reader.ts';
import { databaseFile, IN_MEMORY, openSqlite, sqliteStartupError } from './sqlite.ts';
import type { Failpoint, Store } from './store.ts';
import type { Database } from './tables.ts';

export { IN_MEMORY };

export interface StoreOptions {
  /** The folder of the database file, created when missing; `:memory:` keeps nothing. */
  readonly dataDir: string;
  /** A PostgreSQL database (`postgres://…`) instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly failpoint?: Failpoint;
  /** Hears of migrations, and of connections that were lost. */
  readonly log?: Log;
  /** Hears of every commit of the embedded database: how many writes shared it, and its time in milliseconds. */
  readonly committed?: Committed;
}

/**
 * Opens the database and brings it to this program's schema.
 * @throws StartupError with a remedy when it cannot be used, or would not keep what it acknowledges.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, ...rest } = options;
  if (databaseUrl === undefined) return openEmbedded(rest);
  // Most installations never need its client.
  const { openPostgresStore } = await import('./postgres-store.ts');
  return openPostgresStore({ ...rest, databaseUrl });
}

async function openEmbedded({ dataDir, failpoint = () => {}, log, committed }: StoreOptions): Promise<Store> {
  const sqlite = openSqlite(dataDir);
  const commits = new GroupCommit(sqlite.db, failpoint, committed);
  try {
    await migrate(sqlite.db, {
      made: (version, what) => log?.info('database.migrated', { count: version, text: what }),
    });
    const epoch = await firstWrite(sqlite.db);
    sqlite.assertDurable();
    const reader = dataDir === IN_MEMORY ? undefined : openReader(databaseFile(dataDir));
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= Promise.all([commits.close(), reader?.close()]).then(sqlite.close);
      return closing;
    };
    return composeStore({
      db: sqlite.db,
      ...(reader && { longReads: reader.db }),
      write: commits.write,
      epoch: () => epoch,
      scrub: () => commits.between(sqlite.scrub),
      close,
    });
  } catch (error) {
    await sqlite.close();
    throw sqliteStartupError(error, dataDir);
  }
}

/**
 * Reads the database's identity by a write, so that a file that cannot be written shows now, not at a message. A
 * backup comes without one: it takes a new one whenever it is put in place.
 */
async function firstWrite(db: Database): Promise<string> {
  const meta = await db
    .updateTable('meta')
    .set((eb) => ({ epoch: eb.case().when('epoch', '=', '').then(randomUUID()).else(eb.ref('epoch')).end() }))
    .returning('epoch')
    .executeTakeFirstOrThrow();
  return meta.epoch;
}
