import { isLostRace, isRepetition } from './postgres-errors.ts';
import type { Failpoint } from './store.ts';
import type { Database } from './tables.ts';
import { type Statement, Undone, type Work, type Write, type WriteLabel } from './write.ts';

/** How often a transaction that stood in another's way is run again. */
const ATTEMPTS = 6;
/** Longest pause before it is; its half is chance, so that two do not meet again. */
const PAUSE_MS = 20;

/**
 * One transaction for each write, with row locks between them. PostgreSQL flushes commits that arrive together
 * together by itself; several writes in one transaction would hold each other's rows across processes.
 */
export class Transactions {
  readonly #db: Database;
  readonly #failpoint: Failpoint;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(db: Database, failpoint: Failpoint) {
    this.#db = db;
    this.#failpoint = failpoint;
  }

  readonly write: Write = async (label, work, statement) => {
    if (this.#closed) throw new Error('The store is closed; nothing can be written any more.');
    const running = this.#shortest(label, work, statement);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  };

  /** Refuses further writes and resolves when those under way are settled. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  async #shortest<T>(label: WriteLabel, work: Work<T>, statement?: Statement<T>): Promise<T> {
    const result = statement && (await this.#atOnce(label, statement));
    return result ?? this.#repeatedly(label, work);
  }

  /** Who stood in the way is for the transaction to find out. */
  async #atOnce<T>(label: WriteLabel, statement: Statement<T>): Promise<T | undefined> {
    this.#failpoint(`${label}.before_commit`);
    const result = await statement(this.#db).catch((error) => {
      if (isLostRace(error) || isRepetition(error)) return undefined;
      throw error;
    });
    if (result !== undefined) this.#failpoint(`${label}.after_commit`);
    return result;
  }

  async #repeatedly<T>(label: WriteLabel, work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(label, work);
      } catch (error) {
        if (!isLostRace(error) || attempt === ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (1 + Math.random()) * 0.5));
      }
    }
  }

  async #once<T>(label: WriteLabel, work: Work<T>): Promise<T> {
    try {
      const result = await this.#db.transaction().execute(async (trx) => {
        const outcome = await work(trx);
        if (outcome instanceof Undone) throw new TakenBack(outcome.result);
        this.#failpoint(`${label}.before_commit`);
        return outcome;
      });
      this.#failpoint(`${label}.after_commit`);
      return result;
    } catch (error) {
      if (error instanceof TakenBack) return error.result as T;
      throw error;
    }
  }
}

/** Carries a result out of a transaction that is rolled back. */
class TakenBack extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('The transaction is taken back, as its work asked for.');
    this.result = result;
  }
}
