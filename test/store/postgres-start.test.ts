import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { openStore } from '../../server/store/open.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { takeMigrationLock } from '../../server/store/postgres-store.ts';
import type { Store } from '../../server/store/store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { begin, load, save, visitorSays } from './support.ts';

const open = (databaseUrl: string) => openStore({ dataDir: '', databaseUrl });

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe('a start on PostgreSQL', () => {
  const refused = async (url: string, sentence: RegExp, remedy: RegExp) => {
    const error = await open(url).then(
      async (store) => {
        await store.close();
        throw new Error('It was opened.');
      },
      (reason) => reason,
    );
    expect(error).toMatchObject({
      name: 'StartupError',
      sentence: expect.stringMatching(sentence),
      remedy: expect.stringMatching(remedy),
    });
    expect(error.message).not.toContain('geheim');
  };

  it('is refused when nobody answers, naming the place but no password', async () => {
    await refused('postgres://lotse:geheim@127.0.0.1:1/chat', /chat at 127\.0\.0\.1:1/, /Start PostgreSQL/);
  });

  it('is refused when the address is none', async () => {
    await refused('mysql://lotse:geheim@localhost/chat', /DATABASE_URL/, /postgres:\/\//);
    await refused('geheim', /DATABASE_URL/, /postgres:\/\//);
  });

  it('is refused when there is no such database', async () => {
    const url = new URL(await sharedDatabase());
    url.pathname = '/nowhere';
    await refused(url.href, /nowhere/, /createdb/);
  });

  it('is refused when commits would not reach the disk', async () => {
    const url = await sharedDatabase();
    const name = new URL(url).pathname.slice(1);
    await run(url, `alter database ${name} set synchronous_commit = off`);
    await refused(url, /synchronous_commit=off/, /synchronous_commit=on/);
  });

  it('is refused where nothing can be written, as on a standby', async () => {
    const url = await sharedDatabase();
    const name = new URL(url).pathname.slice(1);
    await run(url, `alter database ${name} set default_transaction_read_only = on`);
    await refused(url, /transaction_read_only=on/, /takes the writes/);
  });

  it('is refused when texts would not be Unicode', async () => {
    const url = await sharedDatabase();
    const name = `latin_${Date.now()}`;
    await run(url, `create database ${name} encoding 'LATIN1' template template0 locale 'C'`);
    const latin = new URL(url);
    latin.pathname = `/${name}`;
    await refused(latin.href, /server_encoding=LATIN1/, /UTF8/);
  });

  it('lets steps of the schema take as long as they need, other statements 5 s', async () => {
    const url = await sharedDatabase();
    const limits = async (given?: object) => {
      const { db, close } = await openPostgres(url, undefined, () => {}, given);
      const { rows } = await sql`show statement_timeout`.execute(db);
      await close();
      return rows;
    };
    expect(await limits()).toEqual([{ statement_timeout: '5s' }]);
    expect(await limits({})).toEqual([{ statement_timeout: '0' }]);
  });

  it('waits for the process that is at the schema', async () => {
    const url = await sharedDatabase();
    const other = await openPostgres(url, undefined, () => {}, {});
    let opening: Promise<Store> | undefined;
    await other.db.transaction().execute(async (trx) => {
      await takeMigrationLock(trx);
      opening = open(url);
      await until(async () => {
        const waiting = sql`select from pg_locks where locktype = 'advisory' and not granted`;
        return (await waiting.execute(other.db)).rows.length > 0;
      });
    });
    await (await opening)?.close();
    await other.close();
  });

  it('is refused when a newer program wrote the database, and leaves it alone', async () => {
    const url = await sharedDatabase();
    await (await open(url)).close();
    await run(url, 'update schema_version set version = 999');
    await refused(url, /999/, /newer program/);
  });

  it('makes the tables once when several processes start at the same time, and logs each step', async () => {
    const url = await sharedDatabase();
    const lines: string[] = [];
    const log = createLog(
      'json',
      () => 0,
      (line) => lines.push(line),
    );
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ dataDir: '', databaseUrl: url, log })));
    const steps = lines.map((line) => JSON.parse(line)).filter(({ name }) => name === 'database.migrated');
    expect(steps.map(({ count }) => count)).toEqual(steps.map((_, index) => index + 1));
    expect(steps[0]).toMatchObject({ text: 'createAgents' });
    expect(new Set(stores.map((store) => store.epoch)).size).toBe(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('takes a new epoch in a copy of the database, and keeps the old one where it was', async () => {
    const url = await sharedDatabase();
    const store = await open(url);
    await begin(store, 'c');
    await store.close();
    const name = `copy_${Date.now()}`;
    const admin = new URL(url);
    admin.pathname = '/postgres';
    await run(admin.href, `create database ${name} template ${new URL(url).pathname.slice(1)}`);
    const copy = new URL(url);
    copy.pathname = `/${name}`;
    const restored = await open(copy.href);
    expect(restored.epoch).not.toBe(store.epoch);
    expect((await load(restored, 'c')).version).toBe(1);
    await restored.close();
    const again = await open(url);
    expect(again.epoch).toBe(store.epoch);
    await again.close();
  });
});

describe('a PostgreSQL server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'off' });
  });
  afterAll(() => server.dispose());

  it('that does not flush is refused', async () => {
    const url = await server.createDatabase();
    await expect(open(url)).rejects.toMatchObject({ sentence: expect.stringContaining('fsync=off') });
  });
});

describe('a database that fails while the program runs', () => {
  let server: PostgresServer;
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    store = await open(await server.createDatabase());
    await begin(store, 'c');
  });
  afterAll(async () => {
    await store.close();
    await server.dispose();
  });
  const say = async (clientId: string) =>
    save(store, 'c', { command: { sender: 'visitor', clientId }, events: [visitorSays('Frage', clientId)] });
  const unavailable = { name: 'Error', code: 'unavailable' };

  for (const signal of ['SIGINT', 'SIGQUIT'] as const)
    it(`[D9] acknowledges nothing while it is gone (${signal}), and goes on by itself when it is back`, async () => {
      await server.stop(signal);
      await expect(say(`gone-${signal}`)).rejects.toMatchObject(unavailable);
      await expect(store.ping()).rejects.toMatchObject(unavailable);
      await server.start();
      expect((await say(`back-${signal}`)).kind).toBe('saved');
      expect((await say(`back-${signal}`)).kind).toBe('repeated');
    });

  it('[D9] acknowledges nothing while it is frozen, does not wait for ever, and goes on', {
    timeout: 40_000,
  }, async () => {
    const { lastSeq } = await load(store, 'c');
    server.pause();
    await expect(say('frozen-0001')).rejects.toMatchObject(unavailable);
    server.resume();
    const again = await say('frozen-0001');
    expect(['saved', 'repeated']).toContain(again.kind);
    expect((await load(store, 'c')).lastSeq).toBe(lastSeq + 1);
  });
});
