import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Groundwork } from './engine.ts';
import type { Risk } from './judgement.ts';
import type { Corpus } from './targets.ts';
import { type Trained, train } from './training.ts';

/** What the worker is given. */
export interface TrainingTask {
  readonly corpus: Corpus;
  readonly risk: Risk;
}

/** The worker as the build puts it beside the program; run from its sources (in tests) the program has none. */
const WORKER = new URL('./training.worker.js', import.meta.url);

/** Trains in a thread of its own, so that the program goes on serving meanwhile. */
export function trainApart(ground: Groundwork, risk: Risk): Promise<Trained> {
  if (!existsSync(fileURLToPath(WORKER))) return Promise.resolve(train(ground, risk));
  const task: TrainingTask = { corpus: ground.corpus, risk };
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`Training ended early (exit code ${code}).`)));
  });
}
