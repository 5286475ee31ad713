import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashToken } from '../../server/ids.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';

const SCRIPT = new URL('../../dist/scripts/reset.js', import.meta.url).pathname;

let folder: string;
let store: Store;

/** The command as `npm run reset` runs it, beside a program that has the same database open. */
const reset = (...args: string[]) =>
  promisify(execFile)(process.execPath, [SCRIPT, ...args], {
    env: { ...process.env, DATA_DIR: folder, PORT: '3000' },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reset-'));
  store = await openStore({ dataDir: folder });
  await store.addInvitation({ tokenHash: 'i', role: 'supervisor', expiresAt: Number.MAX_SAFE_INTEGER });
  const account = { id: 'mia', login: 'mia', name: 'Mia', passwordHash: 'lost', capacity: 3, at: 1 };
  await store.redeemInvitation('i', account);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

it('[T7] prints a link that works once for the last supervisor, while the program runs', async () => {
  const { stdout } = await reset('MIA');
  const token = /\/console#passwort=(\S+)/.exec(stdout)?.[1] ?? '';
  const now = Date.now();
  expect(await store.findReset(hashToken(token), now)).toMatchObject({ login: 'mia' });
  expect(await store.redeemReset(hashToken(token), 'new', now)).toBe('mia');
  expect(await store.redeemReset(hashToken(token), 'newer', now)).toBeUndefined();
});

it('[T7] names the supervisors when there is no such account, and asks for a name', async () => {
  await expect(reset('ole')).rejects.toMatchObject({
    code: 1,
    stderr: 'There is no account "ole"; supervisors are mia.\n',
  });
  await expect(reset()).rejects.toMatchObject({
    code: 1,
    stderr: 'Say whose password: npm run reset -- LOGIN\n',
  });
});
