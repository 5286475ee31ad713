import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import { countTo } from './support.ts';
import { bundleWorker } from './workers/bundle.ts';
import type { Acknowledged, Progress } from './workers/crash-worker.ts';

const KILLS = 5;
const TIME_LIMIT = 60_000;

describe('a process that is killed while it writes', () => {
  const worker = bundleWorker('crash-worker');
  let dataDir: string;

  afterAll(() => rmSync(worker));
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('[D1] has kept every acknowledged message, once (1, 2, 3)', { timeout: TIME_LIMIT }, async () => {
    const acknowledged = await writeAndKill(worker, dataDir, 'store');
    expect(await lookInto(dataDir, acknowledged)).toEqual({ integrity: 'ok', missing: [], disorder: [] });
  });

  it('would have lost some by acknowledging before the commit', { timeout: TIME_LIMIT }, async () => {
    const acknowledged = await writeAndKill(worker, dataDir, 'saboteur');
    expect((await lookInto(dataDir, acknowledged)).missing).not.toEqual([]);
  });
});

/** Lets three visitors write, killing their server again and again; they know only what was acknowledged. */
async function writeAndKill(worker: string, dataDir: string, kind: string): Promise<Progress> {
  let progress: Progress = { c1: 0, c2: 0, c3: 0 };
  for (const _kill of countTo(KILLS)) {
    const some = 40 + Math.floor(Math.random() * 80);
    progress = await killAfter(some, worker, [dataDir, kind, JSON.stringify(progress)], progress);
  }
  return progress;
}

/** Starts a server and kills it after a number of acknowledgements, counting also those still on their way. */
async function killAfter(some: number, worker: string, args: string[], before: Progress): Promise<Progress> {
  const progress: Record<string, number> = { ...before };
  let heard = 0;
  const server = fork(worker, args);
  server.on('message', ({ conversation, message }: Acknowledged) => {
    progress[conversation] = message;
    heard += 1;
    if (heard === some) server.kill('SIGKILL');
  });
  const [[, signal]] = await Promise.all([once(server, 'exit'), once(server, 'disconnect')]);
  if (signal !== 'SIGKILL') throw new Error(`The server ended by itself after ${heard} messages.`);
  return progress;
}

/** Compares what is stored with what was acknowledged. */
async function lookInto(dataDir: string, acknowledged: Progress) {
  const integrity = checkIntegrity(dataDir);
  const store = await openStore({ dataDir });
  const missing: string[] = [];
  const disorder: string[] = [];
  for (const [conversation, count] of Object.entries(acknowledged)) {
    const events = await store.listEvents(conversation, 0, 10_000);
    const ids = events.map((event) => ('clientId' in event ? event.clientId : undefined));
    const expected = countTo(count).map((n) => `message-${n}`);
    missing.push(...expected.filter((id) => !ids.includes(id)));
    if (events.some((event, index) => event.seq !== index + 1)) disorder.push(`${conversation}: a gap`);
    if (new Set(ids).size !== ids.length) disorder.push(`${conversation}: a message twice`);
  }
  await store.close();
  return { integrity, missing, disorder };
}

function checkIntegrity(dataDir: string): unknown {
  const raw = new Sqlite(join(dataDir, 'lotse.db'));
  const result = raw.pragma('integrity_check', { simple: true });
  raw.close();
  return result;
}
