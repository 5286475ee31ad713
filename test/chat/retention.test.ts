import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatParts } from '../../server/chat/parts.ts';
import { createRetention, type RetentionJob } from '../../server/chat/retention.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { proofParts, smallKnowledge } from '../proofs/support/parts.ts';
import { begin, NOW, save, visitorSays } from '../store/support.ts';
import { TestClock } from '../support/clock.ts';

const DAY = 24 * 60 * 60 * 1000;

let store: Store;
let clock: TestClock;
let parts: ChatParts;
let job: RetentionJob;
let log: string[];

beforeEach(async () => {
  store = await openStore({ dataDir: IN_MEMORY });
  clock = new TestClock(NOW);
  log = [];
  const pace = { begun: 0, start: 0, speed: 1, haste: 1 };
  const made = proofParts(store, pace, smallKnowledge(), (line) => void log.push(line));
  parts = { ...made, clock };
  job = createRetention(parts);
});
afterEach(() => store.close());

/** The turn of a day, counted from the start. */
async function onDay(day: number): Promise<void> {
  clock.moveTo(NOW + day * DAY);
  await job.look();
}

const left = async (...ids: string[]) => {
  const found = await Promise.all(ids.map((id) => store.findConversation(id)));
  return ids.filter((_, index) => found[index] !== undefined);
};

describe('[P1] what is kept long enough is deleted', () => {
  it('by its kind, in days after the last entry', async () => {
    for (const id of ['opened', 'spoken', 'later']) await begin(store, id);
    await save(store, 'spoken', { events: [visitorSays('Hilfe')], at: NOW });
    await save(store, 'later', { events: [visitorSays('Hilfe')], at: NOW + 10 * DAY });
    await onDay(29);
    expect(await left('opened', 'spoken', 'later')).toEqual(['opened', 'spoken', 'later']);
    await onDay(31);
    expect(await left('opened', 'spoken', 'later')).toEqual(['spoken', 'later']);
    await onDay(179);
    expect(await left('spoken', 'later')).toEqual(['spoken', 'later']);
    await onDay(181);
    expect(await left('spoken', 'later')).toEqual(['later']);
    await onDay(191);
    expect(await left('later')).toEqual([]);
    expect((await store.listAudit(undefined, 9)).map(({ action, count }) => [action, count])).toEqual([
      ['retention', 1],
      ['retention', 1],
      ['retention', 1],
    ]);
  });

  it('[P2] unless a supervisor keeps it', async () => {
    await store.createInvitation({ tokenHash: 'i', role: 'supervisor', expiresAt: NOW + 1 });
    const account = { id: 'sonja', login: 'sonja', name: 'Sonja', passwordHash: 'x', capacity: 1, at: NOW };
    await store.redeemInvitation('i', account);
    await begin(store, 'held');
    await store.setHold('held', true, { id: 'h', at: NOW, action: 'hold', agent: 'sonja' });
    await onDay(200);
    expect(await left('held')).toEqual(['held']);
  });

  it('in batches, however many there are, and says so to open windows', async () => {
    for (let n = 0; n < 250; n += 1) await begin(store, `c${n}`);
    const told: string[] = [];
    parts.cluster.subscribe((news) => news.type === 'erased' && told.push(news.conversation));
    clock.advance(31 * DAY);
    await job.look();
    expect(told).toHaveLength(250);
    expect(await left('c0', 'c249')).toEqual([]);
  });

  it('once a day, by one process', async () => {
    await begin(store, 'first');
    clock.advance(31 * DAY);
    const other = createRetention(parts);
    await Promise.all([job.look(), other.look()]);
    expect(log.filter((line) => line.includes('retention.done'))).toHaveLength(1);
    await begin(store, 'second');
    await store.setHold('second', false, { id: 'x', at: NOW, action: 'release' });
    await other.look();
    expect(log.filter((line) => line.includes('retention.done'))).toHaveLength(1);
    // Tuesday 10:00 is the start; the next turn is due at three in the morning.
    clock.advance(17 * 60 * 60 * 1000 - 1);
    await other.look();
    expect(await left('second')).toEqual(['second']);
    clock.advance(1);
    await other.look();
    expect(await left('second')).toEqual([]);
  });

  it('by somebody else when the process that began has died', async () => {
    await begin(store, 'c');
    clock.advance(31 * DAY);
    await store.takeLease('retention', 'the dead one', clock.now(), clock.now() + 10 * 60_000);
    await job.look();
    expect(await left('c')).toEqual(['c']);
    clock.advance(10 * 60_000);
    await job.look();
    expect(await left('c')).toEqual([]);
  });

  it('is tried again when the database was away', async () => {
    await begin(store, 'c');
    clock.advance(31 * DAY);
    const { eraseDue } = store;
    let fails = true;
    const flaky: Store = {
      ...store,
      epoch: store.epoch,
      eraseDue: (...args) => (fails ? Promise.reject(new Error('gone')) : eraseDue(...args)),
    };
    const careful = createRetention({ ...parts, store: flaky });
    await careful.look();
    expect(log.some((line) => line.includes('retention.failed'))).toBe(true);
    fails = false;
    clock.advance(10 * 60_000);
    await careful.look();
    expect(await left('c')).toEqual([]);
  });
});
