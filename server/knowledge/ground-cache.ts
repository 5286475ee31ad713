import { contentKey, readData, storeData } from './cache-file.ts';
import { type Ground, type GroundData, openGround } from './ground.ts';
import type { Corpus } from './targets.ts';

/** The ground of exactly this corpus as exactly this program laid it before; undefined when there is none. */
export function readGround(dir: string, program: string, corpus: Corpus): Ground | undefined {
  const data = readData(dir, 'ground', keyOf(program, corpus));
  return data === undefined ? undefined : openGround(corpus, data as GroundData);
}

/** Keeps the ground of a corpus; a folder that cannot be written only means that it is laid again. */
export function storeGround(dir: string, program: string, corpus: Corpus, data: GroundData): void {
  storeData(dir, 'ground', keyOf(program, corpus), data);
}

function keyOf(program: string, { targets, phrases, synonyms }: Corpus): string {
  return contentKey(JSON.stringify([program, targets, phrases, [...synonyms]]));
}
