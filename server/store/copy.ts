import { sql } from 'kysely';
import type { Database, Tables, Trx } from './tables.ts';

/** Rows read at a time. */
const PAGE = 500;
/** Values in one INSERT; databases bound them. */
const MOST_VALUES = 8_000;

type Volatile = 'schema_version' | 'meta' | 'presence' | 'lease';
type Copied = Exclude<keyof Tables, Volatile>;

/** Every table that is moved, with its primary key, in an order in which nothing comes before what it refers to. */
const KEYS: Readonly<Record<Copied, readonly string[]>> = {
  agent: ['id'],
  agent_session: ['token_hash'],
  invitation: ['token_hash'],
  desk_pause: ['id'],
  conversation: ['id'],
  event: ['conversation', 'seq'],
  alarm: ['conversation', 'kind'],
  handoff: ['id'],
  request: ['id'],
  chat_read: ['agent', 'conversation'],
  visitor_read: ['conversation'],
  note: ['id'],
  block: ['id'],
  gap: ['id'],
  usage: ['id'],
  identity: ['conversation'],
  identity_token: ['id'],
  hold: ['conversation'],
  audit: ['id'],
  original: ['conversation', 'seq'],
};

/** How many rows of each table were copied. */
export type Copy = Readonly<Record<string, number>>;

/**
 * Copies all rows into an empty database of the same schema, page by page, and counts them there.
 * @throws Error when the target has another number of rows than the source; then nothing of it holds
 */
export async function copyRows(source: Database, target: Trx): Promise<Copy> {
  const copied: Record<string, number> = {};
  for (const [table, keys] of Object.entries(KEYS)) {
    for await (const rows of pages(source, table, keys)) await insert(target, table, rows);
    copied[table] = await count(target, table);
    const expected = await count(source, table);
    if (copied[table] !== expected)
      throw new Error(`The table ${table} has ${expected} rows, but ${copied[table]} arrived.`);
  }
  const { epoch, inbox_seq } = await source.selectFrom('meta').selectAll().executeTakeFirstOrThrow();
  await target.updateTable('meta').set({ epoch, inbox_seq }).execute();
  return copied;
}

/** The first table that has rows, if any. */
export async function firstFilled(db: Database): Promise<string | undefined> {
  for (const table of Object.keys(KEYS)) if ((await count(db, table)) > 0) return table;
  return undefined;
}

type Row = Record<string, unknown>;

async function* pages(db: Database, table: string, keys: readonly string[]): AsyncGenerator<Row[]> {
  const key = sql.join(keys.map((name) => sql.ref(name)));
  let after = sql`1 = 1`;
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} where ${after} order by ${key} limit ${sql.lit(PAGE)}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = sql`(${key}) > (${sql.join(keys.map((name) => last[name]))})`;
  }
}

async function insert(target: Trx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const step = Math.max(1, Math.floor(MOST_VALUES / columns.length));
  for (let index = 0; index < rows.length; index += step) {
    const values = rows
      .slice(index, index + step)
      .map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(values)}`.execute(target);
  }
}

async function count(db: Database, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
