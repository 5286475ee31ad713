import type { Compilable, CompiledQuery } from 'kysely';
import type { Database } from './tables.ts';

/** Stands for a value that is known only when the query runs. */
class Slot {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** A database's one connection, asked without waiting. */
export interface AtOnce {
  /** Runs a query and returns its rows. */
  readonly ask: (sql: string, parameters: readonly unknown[]) => unknown[];
  /** Whether a transaction is open on the connection. */
  readonly inTransaction: () => boolean;
}

const atOnce = new WeakMap<object, AtOnce>();

/**
 * From now on the database's prepared queries run without Kysely's steps in between, which cost as much as the query:
 * those of a transaction, and others while there is none. Only for a database with one connection: nobody else's
 * query can come in between.
 */
export function askAtOnce(db: Database, connection: AtOnce): void {
  atOnce.set(db.getExecutor().adapter, connection);
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
    const connection = atOnce.get(adapter);
    // What a transaction has not committed is not shown to others: they wait for its end.
    if (connection !== undefined && db.isTransaction === connection.inTransaction())
      return connection.ask(query.sql, parameters) as Row[];
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

function valueFor(params: object, { name }: Slot): unknown {
  return params[name as keyof typeof params];
}
