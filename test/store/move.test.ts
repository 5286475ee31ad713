import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveToPostgres } from '../../server/store/move.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import {
  accept,
  allEvents,
  begin,
  countTo,
  leaveRequest,
  load,
  NOW,
  save,
  signUp,
  visitorSays,
  waiting,
} from './support.ts';

describe('moving an installation to PostgreSQL', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'move-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  /** Something in every table that a day at the desk fills; more events than are copied at once. */
  async function fill(store: Store): Promise<void> {
    await signUp(store, 'anna', { name: 'Änne O’Brien' });
    await store.createSession({ tokenHash: 't', agent: 'anna', csrf: 'x', at: NOW, expiresAt: NOW + 1 });
    await begin(
      store,
      'long',
      countTo(1_203).map((n) => visitorSays(`Nachricht ${n} 😀`)),
    );
    for (const n of countTo(12)) await begin(store, `c${n}`, [visitorSays('Grüße')]);
    await waiting(store, 'owned');
    await accept(store, 'owned', 'anna');
    await waiting(store, 'queued');
    await save(store, 'queued', { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    await leaveRequest(store, 'r');
    await store.markRead('anna', 'owned', 1);
    await store.setPause({ until: NOW + 1, notice: 'kurz' }, 'anna', NOW);
    await store.noteVisitorRead('owned', 1);
    await store.proveVisitor('c1', { subject: 'kunde-1' }, NOW);
    await store.useIdentityToken('token-1', NOW + 1, NOW);
    const beside = { id: 'x', agent: 'anna', text: 'ruft zurück', at: NOW };
    await store.addNote({ ...beside, conversation: 'owned', clientId: 'client-0001', kind: 'note' });
    const hold = { id: 'h', at: NOW, action: 'hold', agent: 'anna', conversation: 'c3' } as const;
    await store.setHold('c3', true, hold);
    await save(store, 'c3', { events: [visitorSays('•••', 'client-0009')], original: 'sealed' });
    await save(store, 'c2', {
      block: { id: 'b', agent: 'anna', until: NOW + 1 },
      gap: { id: 'g', kind: 'unanswered', question: 'Möbel?', revision: '0123456789ab' },
      usage: { week: '2026-11-23', counts: [{ measure: 'asked', source: '', count: 2 }] },
    });
  }

  async function everything(store: Store) {
    const ids = ['long', 'owned', 'queued', 'of-r', ...countTo(12).map((n) => `c${n}`)];
    return {
      epoch: store.epoch,
      inboxSeq: await store.inboxSeq(),
      conversations: await Promise.all(ids.map((id) => load(store, id))),
      events: await Promise.all(ids.map((id) => allEvents(store, id))),
      chats: await store.listChats('anna'),
      requests: await store.listRequests(0),
      alarms: await store.dueAlarms(NOW, 100),
      pause: await store.currentPause(NOW),
      session: await store.findSession('t', NOW),
      password: await store.findPassword('anna'),
      identity: await store.findIdentity('c1'),
      notes: await store.listNotes('owned'),
      blocks: await store.listBlocks(NOW),
      gaps: await store.listGaps(0, 9),
      usage: await store.usageSince('2026-01-01'),
      held: await store.isHeld('c3'),
      audit: await store.listAudit(undefined, 9),
      file: await store.readFile('c3'),
    };
  }

  it('takes everything along, epoch and counters too, so that clients just go on', async () => {
    const databaseUrl = await sharedDatabase();
    const source = await openStore({ dataDir });
    await fill(source);
    const before = await everything(source);
    await source.close();
    const copied = await moveToPostgres(dataDir, databaseUrl);
    expect(copied).toMatchObject({
      agent: 1,
      event: 1_216,
      conversation: 16,
      handoff: 2,
      request: 1,
      alarm: 1,
    });
    // A table of which nothing is filled in here would prove nothing.
    expect(Object.entries(copied).filter(([, rows]) => rows === 0)).toEqual([]);
    const target = await openStore({ dataDir, databaseUrl });
    expect(await everything(target)).toEqual(before);
    expect((await save(target, 'queued', { events: [visitorSays('weiter')] })).kind).toBe('saved');
    await target.close();
  });

  it('knows every table', async () => {
    await (await openStore({ dataDir })).close();
    const copied = await moveToPostgres(dataDir, await sharedDatabase());
    const raw = new Sqlite(join(dataDir, 'lotse.db'), { readonly: true });
    const tables = raw
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .pluck()
      .all();
    raw.close();
    // Versions and leases belong to a database, not to what is in it.
    const own = ['lease', 'meta', 'presence', 'schema_version'];
    expect([...Object.keys(copied), ...own].sort()).toEqual(tables);
  });

  it('refuses a database that is not empty, and changes nothing', async () => {
    const databaseUrl = await sharedDatabase();
    const target = await openStore({ dataDir, databaseUrl });
    await begin(target, 'theirs');
    const source = await openStore({ dataDir });
    await begin(source, 'ours');
    await source.close();
    await expect(moveToPostgres(dataDir, databaseUrl)).rejects.toThrow(/not empty: the table conversation/);
    expect(await target.findConversation('ours')).toBeUndefined();
    await target.close();
  });

  it('refuses while a server has the source open', async () => {
    const source = await openStore({ dataDir });
    await begin(source, 'c');
    await expect(moveToPostgres(dataDir, await sharedDatabase())).rejects.toThrow(
      /locked by another program/,
    );
    await source.close();
  });

  it('says when there is nothing to move, or no such server', async () => {
    await expect(moveToPostgres(dataDir, 'postgres://localhost/x')).rejects.toThrow(/no database/);
    await (await openStore({ dataDir })).close();
    await expect(moveToPostgres(dataDir, 'postgres://127.0.0.1:1/x')).rejects.toThrow(/x at 127.0.0.1:1/);
  });
});
