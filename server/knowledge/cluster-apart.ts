import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Asked, type Cluster, clusterQuestions, languageOf, type OwnLanguage } from './clusters.ts';
import type { Knowledge } from './knowledge.ts';

/** What the worker is given. */
export interface ClusterTask {
  readonly questions: readonly Asked[];
  readonly language: OwnLanguage;
}

/** The worker as the build puts it beside the program; run from its sources (in tests) the program has none. */
const WORKER = new URL('./clusters.worker.js', import.meta.url);

/**
 * As `clusterQuestions`, in a thread of its own: hundreds of questions would keep everybody waiting for a second.
 * @param worker where the worker lies
 */
export async function clusterApart(
  questions: readonly Asked[],
  knowledge: Knowledge,
  worker = WORKER,
): Promise<readonly Cluster[]> {
  const task: ClusterTask = { questions, language: languageOf(knowledge) };
  if (!existsSync(fileURLToPath(worker))) return clusterQuestions(questions, task.language);
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: task });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`Clustering ended early (exit code ${code}).`)));
  });
}
