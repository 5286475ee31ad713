import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { layGroundwork } from './engine.ts';
import type { GroundData } from './ground.ts';
import { storeGround } from './ground-cache.ts';
import type { Risk } from './judgement.ts';
import type { Corpus } from './targets.ts';
import { readTrained, writeTrained } from './trained-cache.ts';
import { type Trained, train } from './training.ts';

/** What the worker is given. */
export interface LearningTask {
  readonly corpus: Corpus;
  readonly risk: Risk;
  /** Folder for what was learnt. */
  readonly cacheDir?: string;
  /** Name of this program's code, under which the groundwork is kept; without it it is not. */
  readonly program?: string;
  /** What is told; whatever is laid and learnt is kept in any case. */
  readonly told: readonly Lesson['kind'][];
}

/** What the worker tells, in this order. */
export type Lesson =
  | { readonly kind: 'ground'; readonly data: GroundData }
  | { readonly kind: 'trained'; readonly trained: Trained };

/** Something that is being learnt. */
export interface Learning {
  /** Resolves when everything was told or it was stopped; rejects when the worker fails. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Lays the groundwork of a corpus, trains unless that was done before, and keeps both. */
export function learn(task: LearningTask, tell: (lesson: Lesson) => void): void {
  const { corpus, risk, cacheDir, program, told } = task;
  const ground = layGroundwork(corpus);
  const keeps = cacheDir !== undefined && program !== undefined;
  if (keeps || told.includes('ground')) {
    const data = ground.data();
    if (told.includes('ground')) tell({ kind: 'ground', data });
    if (keeps) storeGround(cacheDir, program, corpus, data);
  }
  const known = cacheDir === undefined ? undefined : readTrained(cacheDir, ground, risk);
  const trained = known ?? train(ground, risk);
  if (cacheDir !== undefined && known === undefined) writeTrained(cacheDir, ground, risk, trained);
  if (told.includes('trained')) tell({ kind: 'trained', trained });
}

/** The worker as the build puts it beside the program; run from its sources (in tests) the program has none. */
const WORKER = new URL('./training.worker.js', import.meta.url);

/** Learns in a thread of its own, so that the program goes on serving meanwhile. */
export function learnApart(task: LearningTask, told: (lesson: Lesson) => void): Learning {
  if (!existsSync(fileURLToPath(WORKER))) {
    learn(task, told);
    return { done: Promise.resolve(), stop: () => {} };
  }
  const worker = new Worker(WORKER, { workerData: task });
  let stopped = false;
  const done = new Promise<void>((resolve, reject) => {
    worker.on('message', (lesson: Lesson) => {
      if (!stopped) told(lesson);
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 || stopped ? resolve() : reject(new Error(`Learning ended early (exit code ${code}).`)),
    );
  });
  const stop = () => {
    stopped = true;
    void worker.terminate();
  };
  return { done, stop };
}
