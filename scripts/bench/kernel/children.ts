import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { bundleProgram } from '../../bundle-program.mjs';

/** Everything that was started and still runs, so that nothing outlives this process. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** How much of what a child wrote to stderr is kept for the sentence that says why it ended. */
const KEPT_ERRORS = 2_000;

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Rejects when the child ends before anybody asked it to, with what it wrote to stderr. */
  readonly failed: Promise<never>;
  /** Sends the signal and resolves when it has ended. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a JavaScript file as a process of its own with a channel for messages. */
export function startChild(
  file: string,
  args: readonly string[],
  { env = {}, flags = [] }: { env?: Readonly<Record<string, string>>; flags?: readonly string[] } = {},
): Child {
  const child = fork(file, [...args], {
    execArgv: [...flags],
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  running.add(child);
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors = `${errors}${data}`.slice(-KEPT_ERRORS);
  });
  const exited = once(child, 'exit').finally(() => running.delete(child));
  const failed = exited.then(([code, signal]) => {
    throw new Error(`${file} ended with ${code ?? signal}: ${errors}`);
  });
  // Whoever waits for it hears of it; an end that was asked for is no failure.
  failed.catch(() => {});
  return {
    process: child,
    pid: child.pid ?? 0,
    failed,
    async end(signal = 'SIGKILL') {
      child.kill(signal);
      await exited;
    },
  };
}

/** A part of the benchmark that answers calls in a process of its own. */
export interface Worker {
  readonly pid: number;
  /** @throws Error what the worker threw, or why it ended */
  call<Result>(name: string, ...args: readonly unknown[]): Promise<Result>;
  end(): Promise<void>;
}

export interface Call {
  readonly id: number;
  readonly call: string;
  readonly args: readonly unknown[];
}
export type Returned =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Calls what `serveCalls` serves in a child. */
export function workerOf(child: Child): Worker {
  let last = 0;
  const waiting = new Map<number, (returned: Returned) => void>();
  child.process.on('message', (returned: Returned) => {
    waiting.get(returned.id)?.(returned);
    waiting.delete(returned.id);
  });
  return {
    pid: child.pid,
    async call<Result>(name: string, ...args: readonly unknown[]) {
      const id = ++last;
      const answered = new Promise<Returned>((resolve) => waiting.set(id, resolve));
      child.process.send({ id, call: name, args } satisfies Call);
      const returned = await Promise.race([answered, child.failed]);
      if ('error' in returned) throw new Error(returned.error);
      return returned.result as Result;
    },
    end: () => child.end(),
  };
}

/** Bundles a TypeScript file of this folder and starts it. */
export async function startProgram(source: string, args: readonly string[] = []): Promise<Child> {
  return startChild(await bundleProgram(`scripts/bench/${source}`), args);
}
