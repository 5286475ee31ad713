import { startProgram, type Worker, workerOf } from './children.ts';
import type { RowOptions } from './row.ts';

/** Questions in a round. */
const TIMES = { quick: 200, whole: 1_000, long: 4_000 } as const;
const ROUNDS = 3;

/** What a round of questions came to, in ms. */
export interface Asked {
  readonly p50: number;
  readonly p99: number;
  readonly plainP50: number;
  readonly plainP99: number;
}

/** What reading and indexing a folder took. */
export interface Loaded {
  readonly readMs: number;
  readonly indexMs: number;
  readonly plainMs: number;
  readonly residentMiB: number;
}

/** Runs work with a fresh process that does nothing but search. */
export async function inSearchWorker<T>(work: (worker: Worker) => Promise<T>): Promise<T> {
  const worker = workerOf(await startProgram('search.ts'));
  try {
    return await work(worker);
  } finally {
    await worker.end();
  }
}

/** Asks in rounds, after one that does not count. @param share Of the usual questions, where each one takes long. */
export async function askRounds(worker: Worker, { size, seed }: RowOptions, share = 1): Promise<Asked[]> {
  const times = Math.ceil(TIMES[size] * share);
  await worker.call('ask', times, seed);
  const rounds: Asked[] = [];
  for (let round = 1; round <= ROUNDS; round++)
    rounds.push(await worker.call<Asked>('ask', times, seed + round));
  return rounds;
}
