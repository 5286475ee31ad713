import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Groundwork } from './engine.ts';
import { Judgement, type Risk } from './judgement.ts';
import type { Trained } from './training.ts';

/** Raised whenever training changes, so that nothing learnt in another way is read. */
const VERSION = 7;
/** Files of earlier contents that are kept, so that going back and forth in the texts costs no training. */
const KEPT = 4;
const NAME = /^trained-[0-9a-f]{40}\.bin$/;

const Header = z.strictObject({
  checksum: z.string(),
  features: z.int().min(0),
  targets: z.int().min(0),
  judgement: Judgement.optional(),
});

/** What was learnt from exactly this content before; undefined when there is nothing or it is damaged. */
export function readTrained(dir: string, ground: Groundwork, risk: Risk): Trained | undefined {
  try {
    return decode(readFileSync(fileOf(dir, ground, risk)));
  } catch {
    return undefined;
  }
}

/** Stores what was learnt; a folder that cannot be written only means that it is learnt again next time. */
export function writeTrained(dir: string, ground: Groundwork, risk: Risk, trained: Trained): void {
  const file = fileOf(dir, ground, risk);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dir, { recursive: true });
    writeFileSync(temporary, encode(trained));
    renameSync(temporary, file);
    prune(dir);
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written there is nothing to remove either.
  }
}

function fileOf(dir: string, { corpus, space }: Groundwork, risk: Risk): string {
  const content = JSON.stringify([
    VERSION,
    space.fingerprint,
    corpus.targets,
    corpus.phrases,
    [...corpus.synonyms],
    risk,
  ]);
  return join(dir, `trained-${createHash('sha256').update(content).digest('hex').slice(0, 40)}.bin`);
}

/** Layout: length of the header (4 bytes), header (JSON), weights and bias of the classifier (32-bit floats). */
function encode({ classifier, judgement }: Trained): Buffer {
  const numbers = classifier
    ? Buffer.concat([bytesOf(classifier.weights), bytesOf(classifier.bias)])
    : Buffer.alloc(0);
  const header: z.infer<typeof Header> = {
    checksum: checksumOf(numbers),
    features: classifier?.features ?? 0,
    targets: classifier?.targets ?? 0,
    ...(judgement && { judgement }),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, numbers]);
}

function decode(file: Buffer): Trained | undefined {
  const start = 4 + file.readUInt32LE(0);
  const { checksum, features, targets, judgement } = Header.parse(
    JSON.parse(file.toString('utf8', 4, start)),
  );
  const numbers = file.subarray(start);
  if (
    checksumOf(numbers) !== checksum ||
    numbers.length !== 4 * targets * (features + (targets > 0 ? 1 : 0))
  ) {
    return undefined;
  }
  const floats = new Float32Array(
    numbers.buffer.slice(numbers.byteOffset, numbers.byteOffset + numbers.length),
  );
  const split = features * targets;
  return {
    ...(targets > 0 && {
      classifier: { features, targets, weights: floats.slice(0, split), bias: floats.slice(split) },
    }),
    ...(judgement && { judgement }),
  };
}

function bytesOf(numbers: Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function checksumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function prune(dir: string): void {
  const files = readdirSync(dir)
    .filter((name) => NAME.test(name))
    .map((name) => ({ path: join(dir, name), time: statSync(join(dir, name)).mtimeMs }))
    .toSorted((a, b) => b.time - a.time);
  for (const { path } of files.slice(KEPT)) rmSync(path, { force: true });
}
