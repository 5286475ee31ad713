import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import { Unavailable } from '../request-error.ts';
import { StartupError } from '../startup-error.ts';
import { checkDatabaseUrl, placeOf } from './database-url.ts';
import { isTransient } from './postgres-errors.ts';
import type { Database, Tables } from './tables.ts';
import { cleanText } from './text.ts';

/** Connections of one process. Each turn holds one for a few milliseconds. */
const CONNECTIONS = 10;
/** How long a free connection, or a new one, is waited for. */
const CONNECT_MS = 4_000;
/**
 * How long one statement may take, judged by the server, and by us should the server not answer at all. Clients wait
 * for `ACK_TIMEOUT_MS` and are to hear before that what is wrong.
 */
const STATEMENT_MS = 5_000;
const ANSWER_MS = 6_000;
/** After which the server takes a transaction back whose process has fallen silent, so that its locks are free. */
const SILENCE_MS = 10_000;
/** Statements are kept prepared under a name; their number is bounded because lists differ by length. */
const MAX_STATEMENTS = 500;
const INT8 = pg.types.builtins.INT8;

/** An opened PostgreSQL database and what only PostgreSQL can be asked. */
export interface OpenedPostgres {
  readonly db: Database;
  close(): Promise<void>;
}

/** How long a pool's statements may take; without limits as long as they need. */
export type Limits = Pick<
  pg.PoolConfig,
  'statement_timeout' | 'query_timeout' | 'idle_in_transaction_session_timeout'
>;
const LIMITS: Limits = {
  statement_timeout: STATEMENT_MS,
  query_timeout: ANSWER_MS,
  idle_in_transaction_session_timeout: SILENCE_MS,
};

/**
 * Opens a pool of connections to a database.
 * @param connected Called whenever a new connection stands, also after the database was gone.
 * @throws StartupError when it cannot be reached, or would not keep what it acknowledges.
 */
export async function openPostgres(
  url: string,
  log: Log | undefined,
  connected: () => void,
  limits = LIMITS,
): Promise<OpenedPostgres> {
  const pool = new pg.Pool({
    connectionString: checkDatabaseUrl(url),
    application_name: 'lotse',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    ...limits,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without listeners the end of an idle connection, at a restart of the database, would end this process.
  pool.on('error', (error) => log?.warn('database.connection.lost', { code: codeOf(error) }));
  pool.on('connect', (client) => {
    client.on('error', () => {});
    connected();
  });
  try {
    await assertFit(pool, url);
  } catch (error) {
    await pool.end();
    throw postgresStartupError(error, url);
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded(pool) }) });
  return { db, close: () => db.destroy() };
}

/** BIGINT holds times and counters, all far below 2^53; more would be an error in the data. */
function getTypeParser(type: number, format?: 'text' | 'binary') {
  return type === INT8 ? toNumber : pg.types.getTypeParser(type, format);
}

function toNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`The database holds the number ${text}, which this program cannot hold exactly.`);
}

/** The pool with its statements prepared, every text parameter cleaned, and its failures told apart. */
function guarded(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (sql: string) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
  const connect = async () => guardedClient(await pool.connect().catch(rethrow), nameOf);
  return { connect, end: () => pool.end() };
}

function guardedClient(client: pg.PoolClient, nameOf: (sql: string) => string | undefined) {
  let broken: Unavailable | undefined;
  const query = async (text: string, values: readonly unknown[]) => {
    // A connection whose last answer is still awaited would keep the rollback waiting as well.
    if (broken !== undefined) throw broken;
    const name = values.length === 0 ? undefined : nameOf(text);
    try {
      return await client.query({ text, values: values.map(clean), ...(name !== undefined && { name }) });
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (!(error instanceof pg.DatabaseError)) broken = new Unavailable(error);
      throw new Unavailable(error);
    }
  };
  // Kysely's type also knows cursors, which are not used here.
  return { query, release: () => client.release(broken) } as unknown as PostgresPoolClient;
}

function rethrow(error: unknown): never {
  throw isTransient(error) ? new Unavailable(error) : error;
}

function clean(value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}

/** What each setting must not be, since then an acknowledged message could be lost or changed. */
const UNFIT: Record<string, (value: string) => boolean> = {
  server_encoding: (value) => value !== 'UTF8',
  fsync: (value) => value !== 'on',
  full_page_writes: (value) => value !== 'on',
  synchronous_commit: (value) => value === 'off',
  transaction_read_only: (value) => value !== 'off',
};
const FIT: Record<string, string> = { server_encoding: 'UTF8', transaction_read_only: 'off' };

async function assertFit(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [Object.keys(UNFIT)],
  );
  const wrong = rows.find(({ name, value }) => UNFIT[name]?.(value));
  if (wrong === undefined) return;
  const needed = FIT[wrong.name] ?? 'on';
  throw new StartupError(
    `The database ${placeOf(url)} has ${wrong.name}=${wrong.value}; with that, messages could be lost or refused.`,
    wrong.name === 'server_encoding'
      ? "Make a database with the encoding UTF8 (create database … encoding 'UTF8' template template0)."
      : `Set ${wrong.name}=${needed} on the PostgreSQL server that takes the writes, or name that server.`,
  );
}

const REMEDIES: Record<string, string> = {
  '28P01': 'Check user and password in DATABASE_URL.',
  '28000': 'Check user and password in DATABASE_URL, and pg_hba.conf of the server.',
  '3D000': 'Create it (createdb), or name another one in DATABASE_URL.',
  // Migrations have no limit of time, so somebody else holds what a small statement needs.
  '57014': 'Look for locks and load on the PostgreSQL server (pg_stat_activity), then start again.',
  '42501': 'Let the user own the database, so that it may create tables.',
};

/** A failure to open as a sentence with a remedy; anything else stays what it is. */
export function postgresStartupError(error: unknown, url: string): unknown {
  if (error instanceof StartupError || !(error instanceof Error)) return error;
  const cause = error instanceof Unavailable && error.cause instanceof Error ? error.cause : error;
  const code = codeOf(cause);
  const remedy = REMEDIES[code] ?? (isTransient(cause) ? UNREACHABLE : undefined);
  if (remedy === undefined) return error;
  const reason = cause instanceof AggregateError ? code : cause.message;
  return new StartupError(`The database ${placeOf(url)} cannot be used (${reason}).`, remedy, { cause });
}

const UNREACHABLE = 'Start PostgreSQL, or check host and port in DATABASE_URL and the firewall between.';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
