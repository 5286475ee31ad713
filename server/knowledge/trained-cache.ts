import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { cacheFile, contentKey, storeFile } from './cache-file.ts';
import type { Ground } from './ground.ts';
import { Judgement, type Risk } from './judgement.ts';
import type { Trained } from './training.ts';

/** Raised whenever training changes, so that nothing learnt in another way is read. */
const VERSION = 9;

const Header = z.strictObject({
  checksum: z.string(),
  features: z.int().min(0),
  targets: z.int().min(0),
  judgement: Judgement.optional(),
});

/** What was learnt from exactly this content before; undefined when there is nothing or it is damaged. */
export function readTrained(dir: string, ground: Ground, risk: Risk): Trained | undefined {
  try {
    return decode(readFileSync(cacheFile(dir, 'trained', keyOf(ground, risk))));
  } catch {
    return undefined;
  }
}

/** Stores what was learnt; a folder that cannot be written only means that it is learnt again next time. */
export function writeTrained(dir: string, ground: Ground, risk: Risk, trained: Trained): void {
  storeFile(dir, 'trained', keyOf(ground, risk), encode(trained));
}

function keyOf({ corpus, space }: Ground, risk: Risk): string {
  const { targets, phrases, synonyms } = corpus;
  return contentKey(JSON.stringify([VERSION, space.data.fingerprint, targets, phrases, [...synonyms], risk]));
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
