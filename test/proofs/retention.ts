import type { ChatParts } from '../../server/chat/parts.ts';
import { createRetention, usualRetention } from '../../server/chat/retention.ts';
import { addDays, instantOf } from '../../server/hours/local-time.ts';
import type { Store } from '../../server/store/store.ts';
import { begin, request, save, visitorSays } from '../store/support.ts';
import { TestClock } from '../support/clock.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, type Sql, withSql, withStore } from './support/ground.ts';
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

const TABLES = ['conversation', 'request', 'gap'] as const;

interface Kept {
  readonly table: (typeof TABLES)[number];
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
  const { abandoned, conversations, requests, gaps } = usualRetention;
  await signUp(store, clock.now());
  const kept: Kept[] = [];
  let erased = 0;
  let looks = 0;
  for (let day = 0; day <= days && looks < (rounds ?? Number.POSITIVE_INFINITY); day += step) {
    clock.moveTo(noon(day));
    for (let nth = 0; nth < AT_ONCE[size]; nth += 1) {
      const id = (kind: string) => `${kind}-${day}-${nth}`;
      const keep = (table: Kept['table'], kind: string, period: number) =>
        kept.push({ table, id: id(kind), day, period });
      for (const kind of ['opened', 'spoken', 'held']) await begin(store, id(kind), [], clock.now());
      keep('conversation', 'opened', abandoned);
      // Few are kept by a supervisor; the others are due like any.
      const holds = day % (step * 4) === 0;
      if (holds) await hold(store, id('held'), clock.now());
      for (const kind of ['spoken', 'held']) {
        await leave(store, id(kind), clock.now());
        const periods = { conversation: conversations, request: requests, gap: gaps };
        for (const table of TABLES)
          keep(table, kind, holds && kind === 'held' ? Number.POSITIVE_INFINITY : periods[table]);
      }
    }
    clock.moveTo(noon(day) + HOUR_MS / 2);
    await Promise.all(jobs.map((job) => job.look()));
    looks += 1;
    const found = await withSql(place, thereNow);
    const expected = kept.filter((one) => day - one.day < one.period);
    erased = kept.length - expected.length;
    for (const one of expected)
      findings.expect(found.delete(nameOf(one)), 'gone too soon', `${nameOf(one)} on day ${day}`);
    for (const one of found) findings.note('kept too long', `${one} on day ${day}`);
  }
  const turns = (await store.listAudit(undefined, 10_000)).filter(({ action }) => action === 'retention');
  findings.expect(turns.length <= looks, 'more turns than days', String(turns.length));
  return {
    figures: {
      days: (looks - 1) * step,
      looks,
      rows: kept.length,
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

const nameOf = ({ table, id }: Pick<Kept, 'table' | 'id'>) => `${table} ${id}`;

/** The rows that are there, by table and id. */
async function thereNow(sql: Sql): Promise<Set<string>> {
  const names = new Set<string>();
  for (const table of TABLES)
    for (const { id } of await sql.all(`select id from "${table}"`))
      names.add(nameOf({ table, id: String(id) }));
  return names;
}

/** A question without an answer, and a request that is done at once. */
async function leave(store: Store, id: string, at: number): Promise<void> {
  const gap = { id, kind: 'unanswered', question: 'Hilfe', revision: 'r' } as const;
  await save(store, id, { events: [visitorSays('Hilfe')], at, gap, request: request(id) });
  await store.takeRequest(id, 'sonja', at);
  await store.finishRequest(id, 'sonja', at);
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
