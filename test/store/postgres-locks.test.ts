import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { begin, callAgent, NOW, save, visitorSays } from './support.ts';

let store: Store;
let other: pg.Client;
let looking: pg.Client;

beforeEach(async () => {
  const url = await sharedDatabase();
  store = await openStore({ dataDir: '', databaseUrl: url });
  [other, looking] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([other.connect(), looking.connect()]);
});

afterEach(async () => {
  await Promise.all([other.end(), looking.end()]);
  await store.close();
});

/** How many statements of the store wait for somebody's lock. */
async function waiting(): Promise<number> {
  const { rowCount } = await looking.query(
    `select from pg_stat_activity
     where wait_event_type = 'Lock' and datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rowCount ?? 0;
}

describe('a turn in PostgreSQL', () => {
  it('that waits for its alarm keeps nobody else from the inbox', async () => {
    for (const id of ['a', 'b']) {
      await begin(store, id);
      await callAgent(store, id);
      await save(store, id, { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    }
    const writes = (id: string) =>
      save(store, id, {
        events: [visitorSays('Hallo?')],
        alarms: { set: [{ kind: 'idle', dueAt: NOW + 1 }], drop: [] },
      });
    await other.query('begin');
    await other.query("update alarm set due_at = due_at + 1 where conversation = 'a'");
    const stuck = writes('a');
    await expect.poll(waiting).toBe(1);
    expect(await writes('b')).toMatchObject({ kind: 'saved' });
    await other.query('commit');
    expect(await stuck).toMatchObject({ kind: 'saved' });
  });
});
