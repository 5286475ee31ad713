import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt, fingerprint } from './build.mjs';
import { DIST, ROOT } from './paths.mjs';
import { report, SetupError } from './setup-error.mjs';

/** Between two looks at the sources, in milliseconds; one look costs a few. */
const PAUSE = 300;

/** Runs the server and, after every change of the sources, builds and starts it anew, until SIGINT or SIGTERM. */
export async function dev() {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort()).on('SIGTERM', () => stop.abort());
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server;
  while (!stop.signal.aborted) {
    const seen = fingerprint(ROOT);
    if (await builds()) {
      await end(server);
      server = spawn(process.execPath, [`${DIST}server/main.js`], {
        cwd: ROOT,
        stdio: 'inherit',
        detached: true,
      });
    }
    while (!stop.signal.aborted && fingerprint(ROOT) === seen) await delay(PAUSE);
  }
  await end(server);
}

async function builds() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    report(`${error.message}\nThe server keeps running as it was; waiting for the next change.`);
    return false;
  }
}

/**
 * Lets the server drain. It is in a process group of its own, so Ctrl-C reaches it once, from here.
 *
 * @param {import('node:child_process').ChildProcess | undefined} server
 */
async function end(server) {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
