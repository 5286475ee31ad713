import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES } from './chat/seal.ts';
import { StartupError } from './startup-error.ts';
import type { Store } from './store/store.ts';

const FILE_NAME = 'seal.key';

/**
 * The key that seals sensitive answers: the given one, or the one in the data folder, which is made at the first
 * start and readable by its owner only. Without it what was sealed cannot be read again, so it belongs into the
 * backup.
 * @param given The setting SEAL_KEY, which all processes on one database share.
 * @throws StartupError when the setting or the file is no such key
 */
export function readSealKey(dataDir: string, given?: string): Buffer {
  if (given !== undefined)
    return checkKey(given, 'SEAL_KEY', 'Give all processes the same 32 bytes as base64url.');
  const file = join(dataDir, FILE_NAME);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(KEY_BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const remedy = 'Put the file back from the backup; without it sealed answers cannot be read.';
  return checkKey(readFileSync(file, 'utf8').trim(), file, remedy);
}

/**
 * Keys that were used before this one.
 * @param given The setting SEAL_KEY_OLD: keys separated by commas.
 * @throws StartupError when one of them is no key
 */
export function readEarlierKeys(given: string | undefined): Buffer[] {
  const texts = (given ?? '').split(',').map((text) => text.trim());
  const remedy = 'Give the earlier keys as base64url, separated by commas.';
  return texts.filter((text) => text !== '').map((text) => checkKey(text, 'SEAL_KEY_OLD', remedy));
}

function checkKey(text: string, place: string, remedy: string): Buffer {
  const key = Buffer.from(text, 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new StartupError(`${place} is no key of this program.`, remedy);
}

/**
 * Makes sure that all processes on one database seal with one key: the first one's.
 * @param earlier A new key takes the place of one of these.
 * @throws StartupError when this process has another one
 */
export async function assertSharedKey(
  key: Buffer,
  earlier: readonly Buffer[],
  store: Store,
  now: number,
): Promise<void> {
  for (const one of earlier) await store.dropLease('seal-key', markOf(one));
  const mark = markOf(key);
  if (await store.takeLease('seal-key', mark, now, Number.MAX_SAFE_INTEGER)) return;
  throw new StartupError(
    'This process has another seal key than the one that the database was used with.',
    'Set SEAL_KEY to the content of seal.key of the first process, or copy that file into DATA_DIR.',
  );
}

function markOf(key: Buffer): string {
  return createHash('sha256').update('seal key').update(key).digest('base64url');
}
