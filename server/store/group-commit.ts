import { CompiledQuery } from 'kysely';
import type { Failpoint } from './store.ts';
import type { Database, Trx } from './tables.ts';
import { Undone, type Write, type WriteLabel } from './write.ts';

/** Writes per commit. Bounds how long the event loop is busy before sockets are served again. */
const MAX_GROUP = 100;

export type Committed = (writes: number, ms: number) => void;

interface Job {
  readonly label: WriteLabel;
  /** Does the work and returns what to tell the caller once it is on disk. */
  readonly run: (trx: Trx) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Commits writes that arrive together in one transaction, so that they share the one flush to the disk that
 * makes a commit expensive. Each stands under a savepoint of its own and fails alone; nobody is answered before
 * the commit.
 */
export class GroupCommit {
  readonly #db: Database;
  readonly #failpoint: Failpoint;
  readonly #committed: Committed;
  #waiting: Job[] = [];
  #between: (() => void)[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  /** @param committed hears of every commit: how many writes shared it, and how long it took in milliseconds */
  constructor(db: Database, failpoint: Failpoint, committed: Committed = () => {}) {
    this.#db = db;
    this.#failpoint = failpoint;
    this.#committed = committed;
  }

  readonly write: Write = (label, work) =>
    new Promise((resolve, reject) => {
      if (this.#closed) return reject(new Error('The store is closed; nothing can be written any more.'));
      const run = async (trx: Trx) => {
        const outcome = await inSavepoint(trx, () => work(trx));
        return () => resolve(outcome instanceof Undone ? outcome.result : outcome);
      };
      this.#waiting.push({ label, run, fail: reject });
      this.#draining ??= this.#drain();
    });

  /** Does work that must not fall into a transaction of this connection. */
  readonly between = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      this.#between.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
      this.#draining ??= this.#drain();
    });

  /** Refuses further writes and resolves when those under way are settled. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 || this.#between.length > 0) {
      // Everything that this turn of the event loop brings shares the commit.
      await new Promise(setImmediate);
      for (const work of this.#between.splice(0)) work();
      if (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MAX_GROUP));
    }
    this.#draining = undefined;
  }

  async #commit(group: readonly Job[]): Promise<void> {
    const labels = new Set(group.map((job) => job.label));
    const begun = performance.now();
    try {
      const answers = await this.#db.transaction().execute(async (trx) => {
        const prepared = [];
        for (const job of group) prepared.push(await runAlone(trx, job));
        for (const label of labels) this.#failpoint(`${label}.before_commit`);
        return prepared;
      });
      for (const label of labels) this.#failpoint(`${label}.after_commit`);
      this.#committed(group.length, performance.now() - begun);
      for (const answer of answers) answer();
    } catch (error) {
      for (const job of group) job.fail(error);
    }
  }
}

async function runAlone(trx: Trx, job: Job): Promise<() => void> {
  try {
    return await job.run(trx);
  } catch (error) {
    if (error instanceof LostTransaction) throw error.cause;
    return () => job.fail(error);
  }
}

/** The database itself took the whole transaction back (a full disk, for instance): no write of the group holds. */
class LostTransaction extends Error {}

const SAVEPOINT = CompiledQuery.raw('savepoint write_alone');
const ROLLBACK = CompiledQuery.raw('rollback to savepoint write_alone');
const RELEASE = CompiledQuery.raw('release savepoint write_alone');

async function inSavepoint<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await trx.executeQuery(SAVEPOINT);
  try {
    const outcome = await work();
    if (outcome instanceof Undone) await trx.executeQuery(ROLLBACK);
    await trx.executeQuery(RELEASE);
    return outcome;
  } catch (error) {
    await undo(trx, error);
    throw error;
  }
}

async function undo(trx: Trx, cause: unknown): Promise<void> {
  try {
    await trx.executeQuery(ROLLBACK);
    await trx.executeQuery(RELEASE);
  } catch {
    throw new LostTransaction('The transaction is gone', { cause });
  }
}
