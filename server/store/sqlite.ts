import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Unavailable } from '../request-error.ts';
import { StartupError } from '../startup-error.ts';
import { askAtOnce } from './prepared.ts';
import type { Database, Tables } from './tables.ts';
import { cleanText } from './text.ts';

/** Keeps the data in memory, for tests: nothing survives the close. */
export const IN_MEMORY = ':memory:';
const FILE_NAME = 'lotse.db';
/** Before it, two connections could corrupt a WAL database (https://sqlite.org/wal.html#walresetbug). */
const OLDEST_SQLITE = [3, 51, 3];
/** How long a statement waits for another process's transaction. */
const BUSY_MS = 5_000;
/** `PRAGMA synchronous` when every commit is flushed to the disk. */
const FULL = 2;
/** To this the log of changes is cut back once a long reader, such as a backup, has let it grow. */
const LOG_BYTES = 16 * 1024 * 1024;
/** Statements are kept compiled; their number is bounded because inserts of many rows differ by length. */
const MAX_STATEMENTS = 500;

/** An opened SQLite database and what only SQLite can be asked. */
export interface OpenedSqlite {
  readonly db: Database;
  /** Checks what can only be known after the first write: that commits reach the disk. */
  assertDurable(): void;
  /**
   * Empties the log of changes, in which deleted rows would stay. False while somebody else reads it. Not inside a
   * transaction.
   */
  scrub(): boolean;
  /** Moves everything into the main file and closes it. */
  close(): Promise<void>;
}

/**
 * Opens, or creates, the database file in a folder.
 * @throws StartupError when the folder or the file cannot be used.
 */
export function openSqlite(dataDir: string): OpenedSqlite {
  const raw = openFile(dataDir);
  try {
    configure(raw);
  } catch (error) {
    raw.close();
    throw sqliteStartupError(error, dataDir);
  }
  const statements = cached(raw);
  const db = new Kysely<Tables>({ dialect: dialectOver(raw, statements) });
  askAtOnce(db, {
    ask: (sql, parameters) => runNow(statements.prepare(sql), parameters),
    inTransaction: () => raw.inTransaction,
  });
  return {
    db,
    assertDurable: () => assertDurable(raw),
    scrub: () => scrub(raw),
    close: async () => {
      raw.pragma('wal_checkpoint(TRUNCATE)');
      await db.destroy();
    },
  };
}

/** Everybody waits for this process meanwhile, so it does not wait for readers. */
function scrub(raw: Sqlite.Database): boolean {
  raw.pragma('busy_timeout = 0');
  try {
    const [outcome] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return outcome?.busy === 0;
  } finally {
    raw.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

/** The database file of a data folder. */
export function databaseFile(dataDir: string): string {
  return dataDir === IN_MEMORY ? IN_MEMORY : join(dataDir, FILE_NAME);
}

/**
 * Looks whether this process is the only one with the database open; one that a crash left in its log is folded in.
 * @throws StartupError when another program has it open
 */
export function withoutOthers(file: string): void {
  const raw = new Sqlite(file, { timeout: 500 });
  try {
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.exec('begin exclusive; commit');
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    throw sqliteStartupError(error, dirname(file));
  } finally {
    raw.close();
  }
}

function openFile(dataDir: string): Sqlite.Database {
  try {
    if (dataDir !== IN_MEMORY) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return new Sqlite(databaseFile(dataDir), { timeout: BUSY_MS });
  } catch (error) {
    throw sqliteStartupError(error, dataDir);
  }
}

function configure(raw: Sqlite.Database): void {
  assertVersion(raw);
  raw.pragma('journal_mode = WAL');
  // better-sqlite3 is built with DEFAULT_WAL_SYNCHRONOUS=1 (NORMAL), which loses commits at a power cut.
  raw.pragma('synchronous = FULL');
  raw.pragma(`journal_size_limit = ${LOG_BYTES}`);
  raw.pragma('foreign_keys = ON');
  raw.pragma('secure_delete = ON');
  // A deletion of many rows keeps what it deletes until it is done: from 64 kB on in a file of its own, never overwritten.
  raw.pragma('temp_store = MEMORY');
  const [health] = raw.pragma('quick_check(1)') as { quick_check: string }[];
  if (health?.quick_check !== 'ok') throw new DamagedError(health?.quick_check);
}

function assertVersion(raw: Sqlite.Database): void {
  const { version } = raw.prepare('select sqlite_version() as version').get() as { version: string };
  const parts = version.split('.').map(Number);
  const differing = OLDEST_SQLITE.findIndex((part, index) => part !== parts[index]);
  if (differing === -1 || (parts[differing] ?? 0) > (OLDEST_SQLITE[differing] ?? 0)) return;
  throw new StartupError(
    `SQLite ${version} can damage the database; ${OLDEST_SQLITE.join('.')} is the oldest safe version.`,
    'Install the dependencies again (npm ci), so that better-sqlite3 brings its own SQLite.',
  );
}

function assertDurable(raw: Sqlite.Database): void {
  if (raw.memory) return;
  const mode = raw.pragma('journal_mode', { simple: true });
  const synchronous = raw.pragma('synchronous', { simple: true });
  if (mode === 'wal' && synchronous === FULL) return;
  throw new StartupError(
    `The database file would not survive a power cut (journal_mode=${mode}, synchronous=${synchronous}).`,
    'Put the data folder on a local disk; network file systems do not support what SQLite needs.',
  );
}

class DamagedError extends Error {
  readonly code = 'SQLITE_CORRUPT';
}

/** A failure to open as a sentence with a remedy; anything else stays what it is. */
export function sqliteStartupError(error: unknown, dataDir: string): unknown {
  if (error instanceof Unavailable) return sqliteStartupError(error.cause, dataDir);
  if (error instanceof StartupError || !(error instanceof Error)) return error;
  const file = databaseFile(dataDir);
  const code = 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new StartupError(
      `The database ${file} is damaged (${error.message}).`,
      'Move it away and restore the latest backup.',
      { cause: error },
    );
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return new StartupError(
      `The database ${file} is locked by another program.`,
      'End that program (a server that runs?); SQLite serves one server process.',
      { cause: error },
    );
  if (/^SQLITE_(FULL|IOERR)/.test(code) || code === 'ENOSPC')
    return new StartupError(
      `The database ${file} cannot be written (${error.message}).`,
      'Check the disk and its free space.',
      { cause: error },
    );
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS|EEXIST|ENOTDIR|ENOENT)/.test(code))
    return new StartupError(
      `The data folder ${dataDir} cannot be written (${code}).`,
      'Name a folder that the server may write to, or change the rights of this one.',
      { cause: error },
    );
  return error;
}

/** Kysely's SQLite, but a transaction takes the write lock at its begin, so it can never fail half-way for it. */
class ImmediateDriver extends SqliteDriver {
  readonly #raw: Sqlite.Database;

  constructor(raw: Sqlite.Database, database: SqliteDatabase) {
    super({ database });
    this.#raw = raw;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#raw.inTransaction) await super.rollbackTransaction(connection);
  }
}

function dialectOver(raw: Sqlite.Database, statements: SqliteDatabase) {
  return {
    createDriver: () => new ImmediateDriver(raw, statements),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

/** The connection with its statements kept compiled and every text parameter cleaned. */
function cached(raw: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      const statement = cleaning(raw.prepare(text));
      statements.set(text, statement);
      return statement;
    },
    close: () => raw.close(),
  };
}

function runNow(statement: ReturnType<SqliteDatabase['prepare']>, parameters: readonly unknown[]): unknown[] {
  if (statement.reader) return statement.all(parameters);
  statement.run(parameters);
  return [];
}

function cleaning(statement: Sqlite.Statement): ReturnType<SqliteDatabase['prepare']> {
  return {
    reader: statement.reader,
    all: (parameters) => told(() => statement.all(parameters.map(clean))),
    run: (parameters) => told(() => statement.run(parameters.map(clean))),
    iterate: (parameters) => statement.iterate(parameters.map(clean)),
  };
}

/** A full or failing disk is not the fault of what was asked: the same may succeed later. */
const TRANSIENT = /^(SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|NOMEM)|ENOSPC)/;

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toldApart(error);
  }
}

/** What may pass by itself as `Unavailable`, anything else as it is. */
export function toldApart(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TRANSIENT.test(code) ? new Unavailable(error) : error;
}

function clean(parameter: unknown): unknown {
  return typeof parameter === 'string' ? cleanText(parameter) : parameter;
}
