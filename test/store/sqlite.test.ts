import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { registerStoreContract } from './contract.ts';
import { sqliteSubject } from './sqlite-subject.ts';
import {
  accept,
  allEvents,
  begin,
  changeHandoff,
  command,
  load,
  NOW,
  save,
  signUp,
  visitorSays,
  waiting,
} from './support.ts';

registerStoreContract('SQLite', sqliteSubject);

describe('the SQLite database', () => {
  let dataDir: string;
  const stores: Store[] = [];
  const open = async (failpoint?: (name: string) => void) => {
    const store = await openStore({ dataDir, ...(failpoint && { failpoint }) });
    stores.push(store);
    return store;
  };
  /** The same file through another connection. */
  const file = () => new Sqlite(join(dataDir, 'lotse.db'));

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'store-'));
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close().catch(() => {})));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('creates its folder', async () => {
    dataDir = join(dataDir, 'deep', 'down');
    const store = await open();
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it('finds what belongs to a conversation by an index, in every table', async () => {
    await open();
    const database = file();
    const columnOf = (index: string) => database.pragma(`index_info(${index})`) as { name: string | null }[];
    const slow = (
      database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[]
    )
      .filter((table) =>
        (database.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[]).some(
          (key) => key.table === 'conversation' && key.from === 'conversation',
        ),
      )
      .filter((table) => {
        const indexes = database.pragma(`index_list(${table})`) as { name: string; partial: number }[];
        return !indexes.some(
          ({ name, partial }) => partial === 0 && columnOf(name)[0]?.name === 'conversation',
        );
      });
    database.close();
    expect(slow).toEqual([]);
  });

  it('gives every database an epoch of its own', async () => {
    const first = await open();
    const second = await openStore({ dataDir: ':memory:' });
    stores.push(second);
    expect(first.epoch).not.toBe(second.epoch);
  });

  it('names the folder that cannot be written, and what to do', async () => {
    const blocked = join(dataDir, 'file');
    writeFileSync(blocked, '');
    await expect(openStore({ dataDir: blocked })).rejects.toMatchObject({
      name: 'StartupError',
      sentence: expect.stringContaining(blocked),
      remedy: expect.stringContaining('folder'),
    });
  });

  it('names a file that is no database', async () => {
    writeFileSync(
      join(dataDir, 'lotse.db'),
      'This is not a database, but it is long enough to look like one. '.repeat(100),
    );
    const rejected = {
      name: 'StartupError',
      sentence: expect.stringContaining('damaged'),
      remedy: expect.stringContaining('backup'),
    };
    await expect(open()).rejects.toMatchObject(rejected);
  });

  it('refuses a database whose pages are damaged', async () => {
    const store = await open();
    await begin(
      store,
      'c',
      Array.from({ length: 200 }, () => visitorSays('x'.repeat(200))),
    );
    await store.close();
    damage(join(dataDir, 'lotse.db'));
    await expect(open()).rejects.toMatchObject({
      name: 'StartupError',
      sentence: expect.stringContaining('damaged'),
    });
  });

  it('refuses a database of a newer program and leaves it alone', async () => {
    await (await open()).close();
    const raw = file();
    raw.exec('update schema_version set version = 999');
    raw.close();
    await expect(open()).rejects.toMatchObject({
      name: 'StartupError',
      sentence: expect.stringContaining('999'),
      remedy: expect.stringContaining('newer program'),
    });
  });

  it('refuses a second open handoff, a seq and a command twice even to those who go around it (2, 3, 4)', async () => {
    const store = await open();
    await waiting(store, 'c');
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('eins'));
    const raw = file();
    const copy =
      'insert into handoff (id, conversation, status, epoch, reason, question, queued_at) select ?, conversation, status, epoch, reason, question, queued_at from handoff';
    const event = 'insert into event select conversation, ?, at, type, sender, ?, body from event';
    expect(() => raw.prepare(copy).run('second')).toThrow(/UNIQUE/);
    expect(() => raw.prepare(event).run(1, 'client-0002')).toThrow(/event.seq/);
    expect(() => raw.prepare(event).run(2, 'client-0001')).toThrow(/event.client_id/);
    raw.close();
  });

  it('counts an agent’s chats exactly (6)', async () => {
    const store = await open();
    await signUp(store, 'anna', { capacity: 9 });
    for (const id of ['a', 'b', 'c', 'd']) {
      await waiting(store, id);
      await accept(store, id, 'anna');
    }
    await changeHandoff(store, 'a', { do: 'close', id: 'handoff-a', epoch: 2, reason: 'solved' });
    await changeHandoff(store, 'b', { do: 'requeue', id: 'handoff-b', epoch: 2 });
    const raw = file();
    expect(raw.prepare('select active from agent').get()).toEqual({ active: 2 });
    raw.close();
  });

  it('keeps no sessions that are over', async () => {
    const store = await open();
    await signUp(store, 'anna');
    const session = { agent: 'anna', csrf: 'x', at: NOW, expiresAt: NOW + 1 };
    await store.createSession({ ...session, tokenHash: 'over' });
    await store.createSession({ ...session, tokenHash: 'next', at: NOW + 1, expiresAt: NOW + 2 });
    const raw = file();
    expect(raw.prepare('select token_hash from agent_session').all()).toEqual([{ token_hash: 'next' }]);
    raw.close();
  });

  it('commits turns that arrive together at once, and answers after the commit (1)', async () => {
    const passed: string[] = [];
    const store = await open((name) => passed.push(name));
    for (const id of ['a', 'b', 'c']) await begin(store, id);
    passed.length = 0;
    const saves = ['a', 'b', 'c'].map(async (id) => {
      await save(store, id, { events: [visitorSays('Hallo')] });
      passed.push(`answered ${id}`);
    });
    await Promise.all(saves);
    expect(passed).toEqual([
      'turn.before_commit',
      'turn.after_commit',
      'answered a',
      'answered b',
      'answered c',
    ]);
  });

  it('rejects every write of a commit that fails, keeps none, and goes on (1)', async () => {
    const failing = { now: false };
    const store = await open((name) => {
      if (failing.now && name === 'turn.before_commit') throw new Error('The disk is full.');
    });
    for (const id of ['a', 'b']) await begin(store, id);
    failing.now = true;
    const saves = ['a', 'b'].map((id) => save(store, id, { events: [visitorSays('verloren')] }));
    expect((await Promise.allSettled(saves)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing.now = false;
    expect([await allEvents(store, 'a'), await allEvents(store, 'b')]).toEqual([[], []]);
    expect((await save(store, 'a', { events: [visitorSays('weiter')] })).kind).toBe('saved');
  });

  it('rejects every write when the database itself takes the commit back, naming the reason (1)', async () => {
    const store = await open();
    for (const id of ['a', 'b']) await begin(store, id);
    const raw = file();
    // What SQLite does by itself when the disk is full.
    raw.exec("create trigger full before insert on event begin select raise(rollback, 'disk full'); end");
    const saves = [save(store, 'a', {}), save(store, 'b', { events: [visitorSays('verloren')] })];
    const outcomes = await Promise.allSettled(saves);
    const lost = { status: 'rejected', reason: expect.objectContaining({ message: 'disk full' }) };
    expect(outcomes).toEqual([lost, lost]);
    raw.exec('drop trigger full');
    raw.close();
    expect((await save(store, 'b', { expectedVersion: 1, events: [visitorSays('weiter')] })).kind).toBe(
      'saved',
    );
    expect((await load(store, 'a')).version).toBe(1);
  });

  it('repeats a command whose answer got lost after the commit (1, 3)', async () => {
    const failing = { now: false };
    const store = await open((name) => {
      if (failing.now && name === 'turn.after_commit') throw new Error('The answer is lost.');
    });
    await begin(store, 'c');
    const keyed = { command: { sender: 'visitor', clientId: 'client-0001' }, events: [visitorSays('Frage')] };
    failing.now = true;
    await expect(save(store, 'c', keyed)).rejects.toThrow('lost');
    failing.now = false;
    expect((await save(store, 'c', keyed)).kind).toBe('repeated');
    expect((await load(store, 'c')).lastSeq).toBe(1);
  });

  it('flushes every commit to the disk (1)', async () => {
    await (await open()).close();
    const { db, close } = openSqlite(dataDir);
    await sql`update meta set inbox_seq = inbox_seq`.execute(db);
    const modes =
      await sql`select * from pragma_journal_mode, pragma_synchronous, pragma_foreign_keys`.execute(db);
    await close();
    expect(modes.rows).toEqual([{ journal_mode: 'wal', synchronous: 2, foreign_keys: 1 }]);
  });

  it('leaves no trace of what it deletes', async () => {
    const store = await open();
    await signUp(store, 'anna');
    await store.createSession({ tokenHash: 'CANARY', agent: 'anna', csrf: 'x', at: NOW, expiresAt: NOW + 1 });
    await store.deleteSession('CANARY');
    await store.close();
    const bytes = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'));
    expect(bytes.join()).not.toContain('CANARY');
  });

  it('writes nothing beside its folder: what a large deletion needs meanwhile is in memory', async () => {
    const { db, close } = openSqlite(dataDir);
    const { rows } = await sql`select * from pragma_temp_store, pragma_secure_delete`.execute(db);
    await close();
    expect(rows).toEqual([{ temp_store: 2, secure_delete: 1 }]);
  });

  it('refuses rows that belong to nothing', async () => {
    const store = await open();
    await signUp(store, 'anna');
    await expect(store.markRead('anna', 'missing', 1)).rejects.toThrow(/FOREIGN KEY/);
  });
});

/** Overwrites the last pages, which hold events: nothing that opening alone would read. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, bytes.length - 8 * 4096);
  writeFileSync(path, bytes);
}
