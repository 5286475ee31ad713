import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES } from './chat/seal.ts';
import { StartupError } from './startup-error.ts';

const FILE_NAME = 'seal.key';

/**
 * The key that seals sensitive answers: made at the first start, kept in the data folder, readable by its owner only.
 * Without it what was sealed cannot be read again, so it belongs into the backup.
 * @throws StartupError when the file is there but is no such key
 */
export function readSealKey(dataDir: string): Buffer {
  const file = join(dataDir, FILE_NAME);
  try {
    writeFileSync(file, randomBytes(KEY_BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new StartupError(
    `${file} is no key of this program.`,
    'Put the file back from the backup; without it sealed answers cannot be read.',
  );
}
