import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Due, NewAudit } from '../../server/store/store.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { postgresSubjects } from './postgres-subject.ts';
import { begin, NOW, type Subject, signUp } from './support.ts';

/* What another process does between a look at a conversation and its deletion. Only PostgreSQL lets it come between. */

const url = sharedDatabase();
const makeStore = postgresSubjects(() => url);
const erased: NewAudit = { id: 'a', at: NOW, action: 'erase', conversation: 'c' };

let subject: Subject;
let other: pg.Client;

beforeEach(async () => {
  subject = await makeStore();
  other = new pg.Client(await url);
  await other.connect();
  await signUp(subject.store, 'anna');
  await begin(subject.store, 'c');
  await other.query('begin');
});
afterEach(async () => {
  await other.end();
  await subject.dispose();
});

/** Lets the other process commit when the deletion stands in front of what it has done. */
async function commitMeanwhile<T>(deletion: Promise<T>): Promise<T> {
  const looker = new pg.Client(await url);
  await looker.connect();
  const waits =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await looker.query(waits)).rowCount === 0) await new Promise(setImmediate);
  await looker.end();
  await other.query('commit');
  return deletion;
}

const hold = () => other.query(`insert into hold (conversation, agent, at) values ('c', 'anna', ${NOW})`);

it.each([
  ['after the look', ''],
  ['before the deletion took the row', "select 1 from conversation where id = 'c' for update"],
])('[P2] what a supervisor begins to keep %s is kept', async (_, first) => {
  await other.query(first);
  await hold();
  expect(await commitMeanwhile(subject.store.eraseConversation('c', erased))).toBe('held');
  expect(await subject.store.isHeld('c')).toBe(true);
  expect(await subject.store.listAudit(undefined, 9)).toEqual([]);
});

it('[P3] what is added while a conversation is deleted goes, too', async () => {
  await other.query("insert into visitor_read (conversation, seq) values ('c', 1)");
  expect(await commitMeanwhile(subject.store.eraseConversation('c', erased))).toBe('erased');
  expect(await subject.store.findConversation('c')).toBeUndefined();
});

it('[P1] what is gone on with just before it would be deleted stays', async () => {
  await other.query(`update conversation set touched_at = ${NOW + 1} where id = 'c'`);
  const due: Due = {
    now: NOW,
    abandoned: NOW,
    conversations: NOW,
    requests: 0,
    gaps: 0,
    audit: 0,
    usageBefore: '2000-01-03',
  };
  expect(await commitMeanwhile(subject.store.eraseDue(due, undefined, 9))).toEqual({ erased: [] });
  expect(await subject.store.findConversation('c')).toBeDefined();
});
