import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** What is kept in the folder of results: what was learnt, what was laid for it, what was read. */
export type CacheKind = 'trained' | 'ground' | 'knowledge';

/** Files of earlier contents that are kept of each kind, so that going back and forth in the texts costs nothing. */
const KEPT = 4;
/** Bytes of SHA-256. */
const CHECKSUM = 32;

/** Name of a content: of everything that a result follows from. */
export function contentKey(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 40);
}

export function cacheFile(dir: string, kind: CacheKind, key: string): string {
  return join(dir, `${kind}-${key}.bin`);
}

/** Stores a file, complete at once; a folder that cannot be written only means that the work is done again next time. */
export function storeFile(dir: string, kind: CacheKind, key: string, content: Uint8Array): void {
  const file = cacheFile(dir, kind, key);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dir, { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, file);
    prune(dir, kind);
  } catch {
    removeQuietly(temporary);
  }
}

/**
 * Plain data that was stored under this key; undefined when there is none, or it is damaged. Whoever asks knows its
 * type by the kind, and what it was made by from the key.
 */
export function readData(dir: string, kind: CacheKind, key: string): unknown {
  try {
    const file = readFileSync(cacheFile(dir, kind, key));
    const data = file.subarray(CHECKSUM);
    return checksumOf(data).equals(file.subarray(0, CHECKSUM)) ? deserialize(data) : undefined;
  } catch {
    return undefined;
  }
}

/** Stores plain data: Maps, typed arrays and shared references come back as they are. */
export function storeData(dir: string, kind: CacheKind, key: string, value: unknown): void {
  const data = serialize(value);
  storeFile(dir, kind, key, Buffer.concat([checksumOf(data), data]));
}

function checksumOf(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written there is nothing to remove either.
  }
}

function prune(dir: string, kind: CacheKind): void {
  const files = readdirSync(dir)
    .filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.bin'))
    .map((name) => ({ path: join(dir, name), time: statSync(join(dir, name)).mtimeMs }))
    .toSorted((a, b) => b.time - a.time);
  for (const { path } of files.slice(KEPT)) rmSync(path, { force: true });
}
