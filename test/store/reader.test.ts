import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundleProgram } from '../../scripts/bundle-program.mjs';
import { conversationsBetween } from '../../server/store/figures.ts';
import { openStore } from '../../server/store/open.ts';
import { openReader, type Reader } from '../../server/store/reader.ts';
import { databaseFile } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { begin, command, NOW, visitorSays } from './support.ts';

let worker: URL;
let dataDir: string;
let store: Store;
let reader: Reader;

beforeAll(async () => {
  worker = pathToFileURL(await bundleProgram('server/store/reader.worker.ts'));
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'reader-'));
  store = await openStore({ dataDir });
  const opened = openReader(databaseFile(dataDir), worker);
  if (opened === undefined) throw new Error('There is no worker.');
  reader = opened;
});
afterEach(async () => {
  await reader.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Counts for a while, in the database. */
const long = sql<{ count: number }>`
  with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 2000000)
  select count(*) as count from numbers`;

it('reads what was committed before, as the store itself does', async () => {
  await begin(store, 'chat');
  expect(await conversationsBetween(reader.db, NOW, NOW + 1)).toEqual([]);
  await command(store, 'chat', 'visitor', 'client-0001', visitorSays('Hallo'));
  const read = await conversationsBetween(reader.db, NOW, NOW + 1);
  expect(read).toHaveLength(1);
  expect(read).toEqual(await store.conversationsBetween(NOW, NOW + 1));
});

it('keeps nobody waiting meanwhile', async () => {
  await begin(store, 'chat');
  let done = false;
  const counted = long.execute(reader.db).finally(() => {
    done = true;
  });
  await command(store, 'chat', 'visitor', 'client-0001', visitorSays('Hallo'));
  expect(done).toBe(false);
  expect((await counted).rows).toEqual([{ count: 2_000_000 }]);
});

it('writes nothing, and says what is wrong', async () => {
  await expect(sql`delete from meta`.execute(reader.db)).rejects.toThrow(/readonly|does not return data/);
  await expect(sql`select * from nowhere`.execute(reader.db)).rejects.toThrow('no such table: nowhere');
  expect((await sql`select 1 as one`.execute(reader.db)).rows).toEqual([{ one: 1 }]);
});

it('answers what was asked before it closes, and nothing later', async () => {
  const counted = long.execute(reader.db);
  // By then it was asked.
  await new Promise(setImmediate);
  await reader.close();
  expect((await counted).rows).toHaveLength(1);
  await expect(long.execute(reader.db)).rejects.toThrow('closed');
});

it('is left out where the worker is not built', () => {
  const nowhere = pathToFileURL(join(dataDir, 'reader.worker.js'));
  expect(openReader(databaseFile(dataDir), nowhere)).toBeUndefined();
});
