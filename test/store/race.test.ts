import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import type { Store, TurnResult } from '../../server/store/store.ts';
import { allEvents, countTo, openHandoff, signUp, waiting } from './support.ts';
import { bundleWorker } from './workers/bundle.ts';
import type { Round } from './workers/race-worker.ts';

const ROUNDS = 200;
/** From the word to the start, so that both are there when it comes. */
const RUN_UP_NS = 1_500_000n;
const AGENTS = ['anna', 'bela'] as const;
const TIME_LIMIT = 60_000;

describe('two processes on one database', () => {
  const worker = bundleWorker('race-worker');
  let dataDir: string;
  let store: Store;

  afterAll(() => rmSync(worker));
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'race-'));
    store = await openStore({ dataDir });
    for (const agent of AGENTS) await signUp(store, agent, { capacity: ROUNDS });
    await Promise.all(conversations().map((id) => waiting(store, id)));
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('give every chat to one agent and tell the other who has it (5)', { timeout: TIME_LIMIT }, async () => {
    const rounds = await race(worker, dataDir, 'store');
    for (const [index, results] of rounds.entries()) {
      const winner = AGENTS[results.findIndex(({ kind }) => kind === 'saved')];
      const told = results.filter(({ kind }) => kind !== 'saved');
      expect(told).toEqual([{ kind: 'refused', code: 'taken', by: winner }]);
      const id = `c${index + 1}`;
      expect(await openHandoff(store, id)).toMatchObject({ agent: winner, epoch: 2 });
      expect(await allEvents(store, id)).toHaveLength(1);
    }
  });

  it('would both win with check-then-act: the race is real', { timeout: TIME_LIMIT }, async () => {
    const rounds = await race(worker, dataDir, 'saboteur');
    const both = rounds.filter((results) => results.every(({ kind }) => kind === 'saved'));
    expect(both.length).toBeGreaterThan(0);
  });
});

function conversations(): string[] {
  return countTo(ROUNDS).map((n) => `c${n}`);
}

/** Lets both agents accept every conversation, each at the same instant. */
async function race(worker: string, dataDir: string, kind: 'store' | 'saboteur'): Promise<TurnResult[][]> {
  const racers = await Promise.all(AGENTS.map((agent) => start(worker, [dataDir, agent, kind])));
  const rounds: TurnResult[][] = [];
  for (const conversation of conversations()) {
    const round: Round = { conversation, at: String(process.hrtime.bigint() + RUN_UP_NS) };
    rounds.push(await Promise.all(racers.map((racer) => answer(racer, round))));
  }
  await Promise.all(racers.map(end));
  return rounds;
}

async function start(worker: string, args: string[]): Promise<ChildProcess> {
  const racer = fork(worker, args);
  await nextMessage(racer);
  return racer;
}

function answer(racer: ChildProcess, round: Round): Promise<TurnResult> {
  racer.send(round);
  return nextMessage(racer) as Promise<TurnResult>;
}

function nextMessage(racer: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A racer ended with code ${code}.`));
    racer.once('exit', ended);
    racer.once('message', (message) => {
      racer.off('exit', ended);
      resolve(message);
    });
  });
}

/** A racer that is let go closes its store and ends. */
async function end(racer: ChildProcess): Promise<void> {
  const exited = once(racer, 'exit');
  racer.disconnect();
  await exited;
}
