import type { Log } from './log.ts';
import { describeError } from './refusal.ts';

/** What is needed of the process. */
export interface Ending {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * A failure that nobody caught ends the process, as it would without this; but the log hears its kind and place only.
 * Node would print its message and all that hangs on it, which may quote what a visitor wrote.
 */
export function endOnFailure(process: Ending, log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('process.failed', { error: describeError(error) });
    process.exit(1);
  });
}
