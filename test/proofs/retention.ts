import type { ChatParts } from '../../server/chat/parts.ts';
import { createRetention, usualRetention } from '../../server/chat/retention.ts';
import { addDays, instantOf } from '../../server/hours/local-time.ts';
import type { Store } from '../../server/store/store.ts';
import { begin, save, visitorSays } from '../store/support.ts';
import { TestClock } from '../support/clock.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, withSql, withStore } from './support/ground.ts';
import { proofParts, smallKnowledge } from './support/parts.ts';

/**
 * Chats come day by day, of every kind; two processes look each day what is due. After each look exactly those must be
 * there whose time is not over, counted in days of the calendar over every change of the clock (a round is a look).
 */
export const retention: Proof = {
  name: 'retention',
  promise: 'What is kept is gone after its time, to the day, and nothing sooner.',
  saboteur: 'counts days of 24 hours',
  engines: ['sqlite', 'postgres'],
  run: (options) =>
    onGround(options, ({ place }) => withStore(place, (store) => years(store, place, options))),
};

/** Days between two looks, and how many days there are. */
const SPANS = { small: { step: 15, days: 225 }, long: { step: 1, days: 3 * 365 } };
const ZONE = 'Europe/Berlin';
const HOUR_MS = 60 * 60 * 1000;
const FIRST = '2026-11-23';
/** Chats of each kind at a look. */
const AT_ONCE = { small: 3, long: 1 };

interface Kept {
  readonly id: string;
  /** The day of its last entry, counted from the first one. */
  readonly day: number;
  readonly period: number;
}

async function years(
  store: Store,
  place: Parameters<typeof withSql>[0],
  { size, sabotage, rounds }: RunOptions,
): Promise<Outcome> {
  const findings = new Findings();
  const { step, days } = SPANS[size];
  const clock = new TestClock(noon(0));
  const made = proofParts(sabotage ? countingHours(store) : store, paceOf(1), smallKnowledge());
  const parts: ChatParts = { ...made, clock };
  const jobs = [createRetention(parts), createRetention(parts)];
  const { abandoned, conversations } = usualRetention;
  await signUp(store, clock.now());
  const kept: Kept[] = [];
  let erased = 0;
  let looks = 0;
  for (let day = 0; day <= days && looks < (rounds ?? Number.POSITIVE_INFINITY); day += step) {
    clock.moveTo(noon(day));
    for (let nth = 0; nth < AT_ONCE[size]; nth += 1) {
      const id = (kind: string) => `${kind}-${day}-${nth}`;
      for (const kind of ['opened', 'spoken', 'held']) await begin(store, id(kind), [], clock.now());
      const says = { events: [visitorSays('Hilfe')], at: clock.now() };
      for (const kind of ['spoken', 'held']) await save(store, id(kind), says);
      kept.push({ id: id('opened'), day, period: abandoned });
      kept.push({ id: id('spoken'), day, period: conversations });
      // Few are kept by a supervisor; the others are due like any.
      const holds = day % (step * 4) === 0;
      if (holds) await hold(store, id('held'), clock.now());
      kept.push({ id: id('held'), day, period: holds ? Number.POSITIVE_INFINITY : conversations });
    }
    clock.moveTo(noon(day) + HOUR_MS / 2);
    await Promise.all(jobs.map((job) => job.look()));
    looks += 1;
    const there = await withSql(place, (sql) => sql.all('select id from conversation'));
    const found = new Set(there.map(({ id }) => String(id)));
    const expected = kept.filter((one) => day - one.day < one.period);
    erased = kept.length - expected.length;
    for (const { id } of expected) findings.expect(found.delete(id), 'gone too soon', `${id} on day ${day}`);
    for (const id of found) findings.note('kept too long', `${id} on day ${day}`);
  }
  const turns = (await store.listAudit(undefined, 10_000)).filter(({ action }) => action === 'retention');
  findings.expect(turns.length <= looks, 'more turns than days', String(turns.length));
  return {
    figures: {
      days: (looks - 1) * step,
      looks,
      conversations: kept.length,
      erased,
      tooSoon: findings.count('gone too soon'),
      tooLong: findings.count('kept too long'),
    },
    broken: findings.sentences(),
  };
}

/** A day's noon on the wall. */
function noon(day: number): number {
  return instantOf(ZONE, addDays(FIRST, day), 12 * HOUR_MS);
}

async function signUp(store: Store, at: number): Promise<void> {
  await store.createInvitation({ tokenHash: 'first', role: 'supervisor', expiresAt: at + 1 });
  const account = { id: 'sonja', login: 'sonja', name: 'Sonja', passwordHash: '-', capacity: 1, at };
  await store.redeemInvitation('first', account);
}

async function hold(store: Store, conversation: string, at: number): Promise<void> {
  await store.setHold(conversation, true, { id: `hold-${conversation}`, at, action: 'hold', agent: 'sonja' });
}

/** Where the clock changed in between, a day is an hour longer or shorter. */
function countingHours(store: Store): Store {
  const ago = (now: number, days: number) => now - days * 24 * HOUR_MS;
  const { abandoned, conversations } = usualRetention;
  return {
    ...store,
    epoch: store.epoch,
    eraseDue: (due, after, limit) => {
      const times = { abandoned: ago(due.now, abandoned), conversations: ago(due.now, conversations) };
      return store.eraseDue({ ...due, ...times }, after, limit);
    },
  };
}
