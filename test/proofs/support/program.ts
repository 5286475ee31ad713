import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { bundleProgram } from '../../../scripts/bundle-program.mjs';
import type { SaboteurName } from '../saboteurs.ts';
import type { Pace } from './fast-clock.ts';
import type { Place } from './ground.ts';

export interface ProgramOptions {
  readonly place: Place;
  readonly pace: Pace;
  readonly saboteur?: SaboteurName;
  /** How many proxies it takes to stand in front, so that a test may come from any address. */
  readonly trustProxy?: number;
  /** Its log goes to stderr. */
  readonly verbose?: boolean;
}

/** What the process is told, and what it tells. */
export type Ask = { readonly listen: number } | { readonly arm: string | null };
export type Told = { readonly warm: true } | { readonly listening: number };

/** The program under test in a process of its own, which can be killed and started again on its port. */
export interface Program {
  readonly port: number;
  /** Its process, while it runs. */
  readonly pid: number | undefined;
  /** It kills itself when it next passes this point of the code; `null` takes that back. */
  arm(point: string | null): void;
  /** Resolves when the process has ended, with the signal that ended it. */
  died(): Promise<NodeJS.Signals | null>;
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Starts it again, on the same port. */
  revive(): Promise<void>;
  end(): Promise<void>;
}

/** @param env Environment beside the test's own, such as LD_PRELOAD. */
export async function startProgram(
  options: ProgramOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const file = await bundleProgram('test/proofs/workers/server.ts');
  const warmUp = () => warm(file, options, env);
  // The next process is always ready, so that a restart takes as long as opening the database, not as starting Node.
  let spare = warmUp();
  let current: ChildProcess | undefined;
  let exited: Promise<[number | null, NodeJS.Signals | null]>;
  let port = 0;
  const revive = async () => {
    const child = await spare;
    current = child;
    exited = once(child, 'exit') as typeof exited;
    spare = warmUp();
    const told = heard(child);
    child.send({ listen: port } satisfies Ask);
    const answer = await told;
    if ('listening' in answer) port = answer.listening;
  };
  const signal = async (name: NodeJS.Signals) => {
    current?.kill(name);
    const [code] = await exited;
    current = undefined;
    return code;
  };
  await revive();
  return {
    get port() {
      return port;
    },
    get pid() {
      return current?.pid;
    },
    arm: (point) => void current?.send({ arm: point } satisfies Ask),
    died: async () => (await exited)[1],
    kill: async () => void (await signal('SIGKILL')),
    stop: () => signal('SIGTERM'),
    revive,
    async end() {
      (await spare).kill('SIGKILL');
      if (current?.exitCode === null && current.signalCode === null) await signal('SIGKILL');
    },
  };
}

async function warm(file: string, options: ProgramOptions, env: Readonly<Record<string, string>>) {
  const child = fork(file, [JSON.stringify(options)], { env: { ...process.env, ...env } });
  await heard(child);
  return child;
}

function heard(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The server under test ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (told: Told) => {
      child.off('exit', ended);
      resolve(told);
    });
  });
}

/** Resident memory of a process in MB; 0 where the system does not tell. */
export function memoryOf({ pid }: Program): number {
  try {
    const [, resident] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(resident) / 1024;
  } catch {
    return 0;
  }
}
