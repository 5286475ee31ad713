import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { openStore } from '../../../server/store/open.ts';
import type { Store } from '../../../server/store/store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import type { Engine } from '../proof.ts';

/** Where the data of a run lie; plain, so that it can be told to other processes. */
export type Place =
  | { readonly engine: 'sqlite'; readonly dataDir: string }
  | { readonly engine: 'postgres'; readonly dataDir: string; readonly databaseUrl: string };

/** An empty database of one run, on a real file or a real server. */
export interface Ground {
  readonly place: Place;
  /** The PostgreSQL server, when it is one. */
  readonly postgres?: PostgresServer;
  dispose(): Promise<void>;
}

let shared: Promise<PostgresServer> | undefined;

/** One server for all runs of this process that only need a database. */
function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres();
  return shared;
}

/** Ends the server that runs shared, if there was one. */
export async function endShared(): Promise<void> {
  await (await shared)?.dispose();
  shared = undefined;
}

/** @param own The run stops or freezes its PostgreSQL, so it needs one of its own. */
export async function layGround(engine: Engine, own = false): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'proof-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  if (engine === 'sqlite') return { place: { engine, dataDir }, dispose: async () => remove() };
  const postgres = await (own ? startPostgres() : sharedPostgres());
  const databaseUrl = await postgres.createDatabase();
  return {
    place: { engine, dataDir, databaseUrl },
    postgres,
    async dispose() {
      await (own ? postgres.dispose() : postgres.dropDatabase(databaseUrl));
      remove();
    },
  };
}

/** Runs work on an empty database that is gone afterwards. */
export async function onGround<T>(
  { engine, own = false }: { readonly engine: Engine; readonly own?: boolean },
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  const ground = await layGround(engine, own);
  try {
    return await work(ground);
  } finally {
    await ground.dispose();
  }
}

/** Opens the store of a place as the program would. */
export function openPlace(place: Place, failpoint: (name: string) => void = () => {}): Promise<Store> {
  const { dataDir } = place;
  const databaseUrl = place.engine === 'postgres' ? { databaseUrl: place.databaseUrl } : {};
  return openStore({ dataDir, failpoint, ...databaseUrl });
}

/** Runs work with the store of a place, as a process of its own beside the others. */
export async function withStore<T>(place: Place, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openPlace(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** SQL past the store: `$1`, `$2` … stand for the values. */
export interface Sql {
  all(statement: string, ...values: (string | number)[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openSql(place: Place): Promise<Sql> {
  return place.engine === 'sqlite' ? sqliteSql(place.dataDir) : postgresSql(place.databaseUrl);
}

export async function withSql<T>(place: Place, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = await openSql(place);
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

function sqliteSql(dataDir: string): Sql {
  const raw = new Sqlite(join(dataDir, 'lotse.db'), { timeout: 5_000 });
  return {
    async all(statement, ...values) {
      const prepared = raw.prepare(statement.replace(/\$\d+/g, '?'));
      if (prepared.reader) return prepared.all(...values) as Record<string, unknown>[];
      prepared.run(...values);
      return [];
    },
    close: async () => void raw.close(),
  };
}

async function postgresSql(connectionString: string): Promise<Sql> {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on('error', () => {});
  return {
    async all(statement, ...values) {
      return (await pool.query(statement, values)).rows;
    },
    close: () => pool.end(),
  };
}
