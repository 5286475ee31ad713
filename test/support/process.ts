import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/build.mjs';

const MAIN = new URL('../../dist/server/main.js', import.meta.url).pathname;

/** A folder that is gone after the test. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'lotse-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The built program as its own process. */
export interface ServerProcess {
  readonly url: string;
  /** The port it listens on, to start it there again. */
  readonly port: number;
  /** Everything it has printed to standard output. */
  readonly output: () => string;
  /** Sends the signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What a process printed and how it ended, for starts that fail. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Starts the program and resolves when it says that it is ready. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const { child, printed, ended } = await launch(env);
  await Promise.race([
    new Promise<void>((resolve) =>
      child.stdout?.on('data', () => printed().output.includes('ready') && resolve()),
    ),
    ended.then((end) => {
      throw new Error(`the server ended with ${end.code}: ${end.errors}`);
    }),
  ]);
  const url = /http:\/\/localhost:(\d+)/.exec(printed().output);
  if (url === null) throw new Error(`no address in: ${printed().output}`);
  return {
    url: url[0],
    port: Number(url[1]),
    output: () => printed().output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await ended).code;
    },
  };
}

/** Starts the program and resolves when it has ended by itself. */
export async function runServer(env: Record<string, string>): Promise<Ended> {
  return (await launch(env)).ended;
}

async function launch(env: Record<string, string>) {
  await ensureBuilt();
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const printed = () => ({ output, errors });
  return { child, printed, ended: endOf(child, printed) };
}

function endOf(child: ChildProcess, printed: () => { output: string; errors: string }): Promise<Ended> {
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...printed() })));
}
