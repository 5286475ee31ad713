import pg from 'pg';

/**
 * SQLSTATE classes of a database that cannot answer now, but may later: connection lost (08), out of disk, memory or
 * connections (53), shut down or timed out (57, 55P03), disk error (58), a standby that takes no writes (25006).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const TRANSIENT = /^(08|53|57|58)|^(55P03|25006)$/;
/**
 * Two transactions that stood in each other's way; one of them is to be done again. 23503: a row was added to what was
 * just deleted, or kept from being.
 */
const LOST_RACE = ['40001', '40P01', '23503'];

const UNIQUE_VIOLATION = '23505';

/** Whether the database, and not what it was asked, is the reason. Errors without an SQLSTATE come from the line. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return TRANSIENT.test(error.code ?? '');
  return isLineError(error);
}

/** Whether the same transaction would probably succeed if it were run again. */
export function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST_RACE.includes(error.code ?? '');
}

/** Whether a row of that key is there already. */
export function isRepetition(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;
}

const LINE_CODE = /^E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/;
const LINE_MESSAGE = /timeout|Connection terminated|Client was closed|not queryable|Cannot use a pool/i;

function isLineError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return LINE_CODE.test(code) || LINE_MESSAGE.test(error.message);
}
