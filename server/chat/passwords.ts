import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { RequestError } from '../request-error.ts';

/** OWASP's setting for scrypt: 128 MiB and about 150 ms of a core. It runs off the main thread. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const KEY_BYTES = 32;
/** Hashes at a time: each takes its memory, and one of the few threads that files wait for too. */
const AT_ONCE = 2;
/** Guessers that may wait; more would wait longer than anybody does. */
const MOST_WAITING = 20;

let free = AT_ONCE;
const waiting: (() => void)[] = [];

/** Waits for a turn; who is known already comes first, and is not turned away because guessers stand in line. */
async function turn(known: boolean): Promise<void> {
  if (free > 0) {
    free -= 1;
    return;
  }
  if (!known && waiting.length >= MOST_WAITING) throw new RequestError('slow-down');
  await new Promise<void>((resolve) => (known ? waiting.unshift(resolve) : waiting.push(resolve)));
}

function nextTurn(): void {
  const next = waiting.shift();
  if (next === undefined) free += 1;
  else next();
}

async function derive(password: string, salt: Buffer, known = false): Promise<Buffer> {
  await turn(known);
  try {
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    nextTurn();
  }
}

/** `scrypt$salt$key`, to be stored. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, true);
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/**
 * Takes as long for a hash that is undefined (an unknown name) as for one that is wrong.
 * @param known Who asks is signed in, or was before in this browser.
 * @throws RequestError `slow-down` when too many strangers wait
 */
export async function checkPassword(
  password: string,
  stored: string | undefined,
  known = false,
): Promise<boolean> {
  const [, salt = '', key = ''] = (stored ?? '').split('$');
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), known);
  return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== undefined;
}
