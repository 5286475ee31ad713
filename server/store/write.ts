import type { Trx } from './tables.ts';

/** What a write came to when it shall leave no trace: the result is delivered, the changes are taken back. */
export class Undone<T> {
  readonly result: T;

  constructor(result: T) {
    this.result = result;
  }
}

/**
 * Runs work in a transaction and resolves after the commit. Inside, only `trx` may be awaited: anything else
 * would hold everybody's write lock.
 * @param label Names the kind of write at the failpoints `LABEL.before_commit` and `LABEL.after_commit`.
 */
export type Write = <T>(label: WriteLabel, work: (trx: Trx) => Promise<T | Undone<T>>) => Promise<T>;
export type WriteLabel = 'conversation' | 'turn' | 'desk' | 'account' | 'privacy';
