import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '../log.ts';
import { composeStore } from './compose.ts';
import { migrate } from './migrations.ts';
import { openPostgres, postgresStartupError } from './postgres.ts';
import type { Failpoint, Store } from './store.ts';
import type { Database, Trx } from './tables.ts';
import { Transactions } from './transactions.ts';

/** Key of the advisory lock under which processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 0x6c6f747365;

/**
 * Opens a PostgreSQL database, which any number of processes may share.
 * @throws StartupError with a remedy when it cannot be used, or would not keep what it acknowledges.
 */
export async function openPostgresStore(options: {
  readonly databaseUrl: string;
  readonly failpoint?: Failpoint;
  readonly log?: Log;
}): Promise<Store> {
  const { databaseUrl, failpoint = () => {}, log } = options;
  let reconnected = () => {};
  const { db, close } = await openPostgres(databaseUrl, log, () => reconnected());
  const transactions = new Transactions(db, failpoint);
  try {
    await migratePatiently(databaseUrl, log);
    let epoch = await settle(db);
    reconnected = oneAtATime(async () => {
      epoch = await settle(db).catch(() => epoch);
    });
    let closing: Promise<void> | undefined;
    return composeStore({
      db,
      write: transactions.write,
      epoch: () => epoch,
      close: () => {
        closing ??= transactions.close().then(close);
        return closing;
      },
    });
  } catch (error) {
    await close();
    throw postgresStartupError(error, databaseUrl);
  }
}

/** On connections of their own: a step may take minutes in a large database, and others wait for who makes it. */
async function migratePatiently(url: string, log: Log | undefined): Promise<void> {
  const { db, close } = await openPostgres(url, log, () => {}, {});
  try {
    await migrate(db, {
      lock: takeMigrationLock,
      made: (version, what) => log?.info('database.migrated', { count: version, text: what }),
    });
  } finally {
    await close();
  }
}

export async function takeMigrationLock(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx);
}

/**
 * The epoch of the database. It changes when the same rows are found somewhere else: in another database, another
 * server, or on another timeline, as after a restore or after a standby took over. Clients then read everything anew
 * instead of taking lower seqs for old news.
 */
export async function settle(db: Database): Promise<string> {
  const home = await whereabouts(db);
  await db
    .updateTable('meta')
    .set({ home, epoch: randomUUID() })
    .where('home', 'is distinct from', home)
    .execute();
  const { epoch } = await db.selectFrom('meta').select('epoch').executeTakeFirstOrThrow();
  return epoch;
}

async function whereabouts(db: Database): Promise<string> {
  const { rows } = await sql<{ home: string }>`
    select concat_ws('/', system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), oid) as home
    from pg_control_system(), pg_database where datname = current_database()`.execute(db);
  return rows[0]?.home ?? '';
}

/** Runs the work unless it is running. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    void work().finally(() => {
      running = false;
    });
  };
}
