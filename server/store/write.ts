import type { Database, Trx } from './tables.ts';

/** What a write came to when it shall leave no trace: the result is delivered, the changes are taken back. */
export class Undone<T> {
  readonly result: T;

  constructor(result: T) {
    this.result = result;
  }
}

export type Work<T> = (trx: Trx) => Promise<T | Undone<T>>;
export type Statement<T> = (db: Database) => Promise<T | undefined>;

/**
 * Runs work in a transaction and resolves after the commit. Inside, only `trx` may be awaited: anything else
 * would hold everybody's write lock.
 * @param label Names the kind of write at the failpoints `LABEL.before_commit` (for a statement: before it is sent) and
 * `LABEL.after_commit`.
 * @param statement The same in one statement of PostgreSQL, where there is one: a transaction of its own that is tried
 * first. Undefined when it did nothing, since something does not stand as it takes for granted.
 */
export type Write = <T>(label: WriteLabel, work: Work<T>, statement?: Statement<T>) => Promise<T>;
export type WriteLabel = 'conversation' | 'turn' | 'desk' | 'account' | 'privacy';
