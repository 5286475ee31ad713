import type { Compilable, CompiledQuery } from 'kysely';
import type { Database } from './tables.ts';

/** Stands for a value that is known only when the query runs. */
class Slot {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Runs a query at once and returns its rows. */
export type AskAtOnce = (sql: string, parameters: readonly unknown[]) => unknown[];

const atOnce = new WeakMap<object, AskAtOnce>();

/**
 * From now on prepared queries inside the database's transactions run without Kysely's steps in between, which cost as
 * much as the query. Only for a database with one connection: it is the transaction's alone while that runs.
 */
export function askAtOnce(db: Database, ask: AskAtOnce): void {
  atOnce.set(db.getExecutor().adapter, ask);
}

/**
 * A query that Kysely builds once per database and that later runs only fill with values: building costs several
 * times what SQLite needs to run it. For the queries that every message makes.
 * @param build Must hand its parameters on to the query as they are; they are no values yet.
 */
export function prepared<Params extends object, Row>(
  build: (db: Database, params: Params) => Compilable<Row>,
): (db: Database, params: Params) => Promise<Row[]> {
  const slots = new Proxy({}, { get: (_target, name) => new Slot(name) }) as Params;
  // One adapter per database, shared by its transactions.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return async (db, params) => {
    const { adapter } = db.getExecutor();
    const query = compiled.get(adapter) ?? build(db, slots).compile();
    compiled.set(adapter, query);
    const parameters = query.parameters.map((part) => (part instanceof Slot ? valueFor(params, part) : part));
    const ask = db.isTransaction ? atOnce.get(adapter) : undefined;
    if (ask !== undefined) return ask(query.sql, parameters) as Row[];
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

function valueFor(params: object, { name }: Slot): unknown {
  return params[name as keyof typeof params];
}
