import { expect, it } from 'vitest';
import { checkPassword, hashPassword } from '../../server/chat/passwords.ts';

const PASSWORD = 'ein langes Kennwort';

it('[S9] a password is hashed with a salt of its own, beside the main thread', async () => {
  let turns = 0;
  let hashing = true;
  const count = () => {
    turns += 1;
    if (hashing) setImmediate(count);
  };
  setImmediate(count);
  const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
  hashing = false;
  // A hash on the main thread would let one turn pass, or two.
  expect(turns).toBeGreaterThan(20);
  expect(one).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect(await checkPassword(PASSWORD, one)).toBe(true);
  expect(await checkPassword(PASSWORD.normalize('NFD'), one)).toBe(true);
  expect(await checkPassword('ein langes Kennwort ', one)).toBe(false);
  expect(await checkPassword(PASSWORD, undefined)).toBe(false);
  expect(await checkPassword('', '')).toBe(false);
});
