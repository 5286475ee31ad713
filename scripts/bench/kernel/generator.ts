import type { loads } from '../loads/index.ts';
import { startProgram, type Worker, workerOf } from './children.ts';
import type { Round } from './rounds.ts';

export type LoadName = keyof typeof loads;

/** Makes one kind of load from a process of its own, and watches itself. */
export interface Generator extends Worker {
  /** Makes the load once more. */
  round(): Promise<Round>;
}

/** Starts it and lets it get ready: clients come, chats are accepted. */
export async function startGenerator(load: LoadName, options: object): Promise<Generator> {
  const worker = workerOf(await startProgram('generate.ts'));
  await worker.call('open', load, options);
  return { ...worker, round: () => worker.call<Round>('round') };
}
