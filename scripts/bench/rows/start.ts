import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../paths.mjs';
import { startProgram } from '../kernel/children.ts';
import { inFolder } from '../kernel/ground.ts';
import { residentMiB } from '../kernel/machine.ts';
import type { Row } from '../kernel/row.ts';

const ROUNDS = { quick: 3, whole: 5, long: 9 } as const;
/** After this a server that nobody asks anything has come to rest. */
const IDLE_MS = 1_000;

/** How long until it listens, and what it takes then. */
interface Start {
  readonly seconds: number;
  readonly residentMiB: number;
}

export const start: Row = {
  name: 'start',
  title:
    '`npm start` to listening with everything built, and memory at rest; against Node with bare socket.io',
  from: 'quick',
  measure: ({ size }) =>
    inFolder(async (dataDir) => {
      const [ours, bare]: [Start[], Start[]] = [[], []];
      // The first start makes the database, and learns if nobody has before.
      await startProject(dataDir);
      for (let round = 0; round < ROUNDS[size]; round++) {
        ours.push(await startProject(dataDir));
        bare.push(await startBare());
      }
      const yardstick = (of: keyof Start) => ({ what: 'bare socket.io', rounds: bare.map((one) => one[of]) });
      return {
        voided: [],
        figures: [
          {
            what: 'until it listens',
            unit: 's',
            rounds: ours.map(({ seconds }) => seconds),
            yardstick: yardstick('seconds'),
            reach: { of: 'value', most: 1.5 },
          },
          {
            what: 'memory at rest',
            unit: 'MiB',
            rounds: ours.map((one) => one.residentMiB),
            yardstick: yardstick('residentMiB'),
            reach: { of: 'value', most: 140 },
          },
        ],
      };
    }),
};

/** `npm start`, as somebody types it. */
async function startProject(dataDir: string): Promise<Start> {
  const begun = performance.now();
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: dataDir, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(npm, 'exit');
  await says(npm, 'ready');
  const seconds = (performance.now() - begun) / 1_000;
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const server = serverOf(npm.pid ?? 0);
  const memory = residentMiB(server);
  process.kill(server, 'SIGTERM');
  await ended;
  return { seconds, residentMiB: memory };
}

async function startBare(): Promise<Start> {
  const begun = performance.now();
  const child = await startProgram('yardsticks/echo.ts');
  await Promise.race([once(child.process, 'message'), child.failed]);
  const seconds = (performance.now() - begun) / 1_000;
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const memory = residentMiB(child.pid);
  await child.end();
  return { seconds, residentMiB: memory };
}

function says(child: ChildProcess, word: string): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}.`)));
    child.stdout?.on('data', (data) => {
      said += data;
      if (said.includes(word)) resolve();
    });
  });
}

/** The process at the end of the line: npm, perhaps a shell, Node. */
function serverOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return child === undefined ? pid : serverOf(Number(child));
}
