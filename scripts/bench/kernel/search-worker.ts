import { chance, shuffled } from './chance.ts';
import { startProgram, type Worker, workerOf } from './children.ts';
import type { RowOptions } from './row.ts';
import { percentile } from './statistics.ts';

/** Questions in a round, and in a turn of one of the two. */
const TIMES = { quick: 120, whole: 1_000, long: 4_000 } as const;
const TURN = 20;
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
  readonly residentMiB: number;
  readonly plainMs: number;
}

/** Two processes that do nothing but search, each in its own way. */
export interface Searchers {
  readonly ours: Worker;
  readonly plain: Worker;
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

/** Runs work with ours and the plain one, both fresh. */
export function withSearchers<T>(work: (searchers: Searchers) => Promise<T>): Promise<T> {
  return inSearchWorker((ours) => inSearchWorker((plain) => work({ ours, plain })));
}

export async function loadBoth({ ours, plain }: Searchers, folder: string): Promise<Loaded> {
  const loaded = await ours.call<Omit<Loaded, 'plainMs'>>('load', folder);
  return { ...loaded, plainMs: await plain.call<number>('loadPlain', folder) };
}

/** Asks in rounds, after one that does not count. @param share Of the usual questions, where each one takes long. */
export async function askRounds(
  searchers: Searchers,
  { size, seed }: RowOptions,
  share = 1,
): Promise<Asked[]> {
  const turns = Math.ceil((TIMES[size] * share) / TURN);
  await askRound(searchers, turns, seed);
  const rounds: Asked[] = [];
  for (let round = 1; round <= ROUNDS; round++)
    rounds.push(await askRound(searchers, turns, seed + round * turns));
  return rounds;
}

/** Both are asked the same, in turns whose order is chance. */
async function askRound(searchers: Searchers, turns: number, seed: number): Promise<Asked> {
  const random = chance(seed);
  const times = { ours: [] as number[], plain: [] as number[] };
  for (let turn = 0; turn < turns; turn++)
    for (const who of shuffled(['ours', 'plain'] as const, random))
      times[who].push(...(await searchers[who].call<number[]>('ask', TURN, seed + turn)));
  return {
    p50: percentile(times.ours, 0.5),
    p99: percentile(times.ours, 0.99),
    plainP50: percentile(times.plain, 0.5),
    plainP99: percentile(times.plain, 0.99),
  };
}
