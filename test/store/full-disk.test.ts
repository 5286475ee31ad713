import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeStore } from '../../server/store/compose.ts';
import { GroupCommit } from '../../server/store/group-commit.ts';
import { migrate } from '../../server/store/migrations.ts';
import { openStore } from '../../server/store/open.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { allEvents, begin, countTo, load, save, visitorSays } from './support.ts';

describe('a disk', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'disk-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('[D9] that is full loses nothing acknowledged, acknowledges nothing else, and is used again when it has room', async () => {
    const { db, close } = openSqlite(dataDir);
    await migrate(db);
    const commits = new GroupCommit(db, () => {});
    const store = composeStore({ db, write: commits.write, epoch: () => 'here', close });
    const limit = (pages: number) => sql`pragma max_page_count = ${sql.raw(String(pages))}`.execute(db);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await begin(store, 'c');
    await limit(pages.rows[0]!.page_count + 20);
    const outcomes = [];
    for (const n of countTo(40)) {
      const text = `${n} ${'ä'.repeat(4_000)}`;
      const turn = { command: { sender: 'visitor', clientId: `client-${n}` }, events: [visitorSays(text)] };
      outcomes.push(
        await save(store, 'c', turn).then(
          ({ kind }) => kind,
          ({ code }) => code,
        ),
      );
    }
    expect(outcomes[0]).toBe('saved');
    expect(outcomes.at(-1)).toBe('unavailable');
    const saved = outcomes.filter((outcome) => outcome === 'saved').length;
    expect(await allEvents(store, 'c')).toHaveLength(saved);
    expect((await load(store, 'c')).lastSeq).toBe(saved);
    await limit(1_000_000);
    expect((await save(store, 'c', { events: [visitorSays('weiter')] })).kind).toBe('saved');
    await store.close();
    const raw = new Sqlite(join(dataDir, 'lotse.db'));
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    raw.close();
  });

  it('is given back the log that a long reader let grow', async () => {
    const store = await openStore({ dataDir });
    await begin(store, 'c');
    const reader = new Sqlite(join(dataDir, 'lotse.db'), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from event').get();
    const size = () => statSync(join(dataDir, 'lotse.db-wal')).size;
    const write = async (times: number) => {
      for (const _turn of countTo(times))
        await save(store, 'c', { events: countTo(40).map(() => visitorSays('ä'.repeat(4_000))) });
    };
    await write(80);
    expect(size()).toBeGreaterThan(20 * 1024 * 1024);
    reader.close();
    await write(20);
    expect(size()).toBeLessThanOrEqual(16 * 1024 * 1024);
    await store.close();
  });
});
