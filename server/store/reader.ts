import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Unavailable } from '../request-error.ts';
import { toldApart } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

/** What the worker is asked, and what it answers. */
export interface Question {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly failed: string; readonly code: string };

/** A second way to a SQLite file, for reads that take long: nobody else waits for them. */
export interface Reader {
  readonly db: Database;
  close(): Promise<void>;
}

/** The worker as the build puts it beside the program; run from its sources (in tests) the program has none. */
const WORKER = new URL('./reader.worker.js', import.meta.url);

/**
 * Reads a database file in a thread of its own, started at the first read. What was committed before is seen.
 * @param worker Where the worker lies.
 * @returns undefined where there is no worker, so that everything is read on one connection.
 */
export function openReader(file: string, worker: URL = WORKER): Reader | undefined {
  if (!existsSync(fileURLToPath(worker))) return undefined;
  const thread = new ReadingThread(file, worker);
  const db = new Kysely<Tables>({
    dialect: {
      createDriver: () => new ReadingDriver(thread),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (own) => new SqliteIntrospector(own),
    },
  });
  return { db, close: () => thread.close() };
}

interface Asker {
  resolve(rows: readonly unknown[]): void;
  reject(error: unknown): void;
}

class ReadingThread {
  readonly #file: string;
  readonly #code: URL;
  readonly #asked = new Map<number, Asker>();
  #worker: Worker | undefined;
  #questions = 0;
  #closed = false;

  constructor(file: string, code: URL) {
    this.#file = file;
    this.#code = code;
  }

  ask({ sql, parameters }: CompiledQuery): Promise<readonly unknown[]> {
    if (this.#closed) throw new Error('The store is closed; nothing can be read any more.');
    this.#worker ??= this.#start();
    this.#questions += 1;
    const question: Question = { id: this.#questions, sql, parameters };
    return new Promise((resolve, reject) => {
      this.#asked.set(question.id, { resolve, reject });
      this.#worker?.postMessage(question);
    });
  }

  /** Lets what was asked be answered. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close');
    await ended;
  }

  #start(): Worker {
    const worker = new Worker(this.#code, { workerData: this.#file });
    worker.on('message', (answer: Answer) => {
      const asker = this.#asked.get(answer.id);
      this.#asked.delete(answer.id);
      if ('failed' in answer) asker?.reject(failure(answer));
      else asker?.resolve(answer.rows);
    });
    let cause = new Error('The thread that reads has ended.');
    worker.once('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => this.#lost(cause));
    return worker;
  }

  /** Whoever waits is told; the next question starts another thread. */
  #lost(cause: Error): void {
    this.#worker = undefined;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(new Unavailable(cause));
  }
}

function failure({ failed, code }: Extract<Answer, { failed: string }>): unknown {
  return toldApart(Object.assign(new Error(failed), { code }));
}

/** Kysely's statements, handed on. There are no transactions: each statement reads what is there. */
class ReadingDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(thread: ReadingThread) {
    this.#connection = {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => ({
        rows: (await thread.ask(query)) as R[],
      }),
      streamQuery: () => onlyReads(),
    };
  }

  async init(): Promise<void> {}
  acquireConnection = async () => this.#connection;
  beginTransaction = async () => onlyReads();
  commitTransaction = async () => onlyReads();
  rollbackTransaction = async () => onlyReads();
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

function onlyReads(): never {
  throw new Error('This connection is for single reads only.');
}
