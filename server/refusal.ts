import { randomBytes } from 'node:crypto';
import type { Refusal } from '../protocol/requests.ts';
import type { Log } from './log.ts';
import { RequestError, Unavailable } from './request-error.ts';

/**
 * An error as a client may see it: a code of the closed list and a reference to the log line. What went wrong
 * inside stays inside.
 */
export function refusalOf(error: unknown, log: Log, event: string): Refusal {
  const ref = randomBytes(4).toString('hex');
  if (!(error instanceof RequestError)) {
    log.error('request.failed', { ref, event, error: describeError(error) });
    return { code: 'internal', ref };
  }
  if (error instanceof Unavailable)
    log.error('database.unavailable', { ref, event, error: describeError(error.cause) });
  else if (error.code !== 'slow-down') log.info('request.refused', { ref, event, code: error.code });
  const { code, field, by } = error;
  return { code, ref, ...(field === undefined ? {} : { field }), ...(by === undefined ? {} : { by }) };
}

/** Kind and place of a failure, never its message: that may quote what a visitor wrote. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return `${error.name} ${placeOf(error)}`.trimEnd();
}

/** A line of a stack that names a file, a line and a column. */
const FRAME = /^\s+at .+:\d+:\d+\)?$/;

/** The first place of the stack. The message stands before it, and may have lines that look like one. */
function placeOf({ message, stack = '' }: Error): string {
  const begins = stack.indexOf(message);
  const below = begins < 0 ? stack : stack.slice(begins + message.length);
  return (below.split('\n').find((line) => FRAME.test(line)) ?? '').trim();
}
