import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cluster, News } from '../../server/cluster/cluster.ts';
import { createPostgresCluster } from '../../server/cluster/postgres.ts';
import { createLog } from '../../server/log.ts';
import { openStore } from '../../server/store/open.ts';
import { TestClock } from '../support/clock.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { registerClusterContract } from './contract.ts';

const NOW = '2026-11-24T09:00:00Z';
const quiet = createLog(
  'json',
  () => 0,
  () => {},
);

async function migrated(url: string): Promise<string> {
  await (await openStore({ dataDir: '', databaseUrl: url })).close();
  return url;
}

let shared: Promise<string> | undefined;

registerClusterContract('PostgreSQL', async () => {
  shared ??= sharedDatabase().then(migrated);
  const url = await shared;
  const join = () => createPostgresCluster({ url, clock: new TestClock(NOW), log: quiet });
  const processes = [await join(), await join(), await join()] as const;
  return {
    processes,
    async dispose() {
      for (const process of processes) await process.close();
    },
  };
});

describe('processes on a PostgreSQL that fails', () => {
  let server: PostgresServer;
  let url: string;
  let clock: TestClock;
  let one: Cluster;
  let two: Cluster;
  let heard: News[];

  beforeAll(async () => {
    server = await startPostgres();
    url = await migrated(await server.createDatabase());
  });
  afterAll(() => server.dispose());
  beforeEach(async () => {
    clock = new TestClock(NOW);
    one = await createPostgresCluster({ url, clock, log: quiet });
    two = await createPostgresCluster({ url, clock, log: quiet });
    heard = [];
    two.subscribe((news) => heard.push(news));
  });
  afterEach(async () => {
    await one.close();
    await two.close();
  });
  /** Says it again and again until it is heard, as heartbeats and further turns do. */
  const heardAgain = () =>
    expect
      .poll(
        () => {
          one.publish({ type: 'status', conversation: 'again' });
          return heard.some((news) => news.type === 'status' && news.conversation === 'again');
        },
        { timeout: 15_000, interval: 50 },
      )
      .toBe(true);

  for (const signal of ['SIGINT', 'SIGQUIT'] as const)
    it(`hear each other again after it was ended by ${signal} and started anew`, async () => {
      one.visitorCame('v');
      await expect.poll(() => two.visitorsOnline(['v'])).toEqual(new Set(['v']));
      await server.stop(signal);
      one.publish({ type: 'status', conversation: 'lost' });
      expect(await two.visitorsOnline(['v'])).toEqual(new Set());
      await server.start();
      await heardAgain();
      expect(heard).toContainEqual({ type: 'missed' });
      await expect.poll(() => two.visitorsOnline(['v'])).toEqual(new Set(['v']));
    });

  it('hear each other again after it was frozen so long that they gave up', { timeout: 40_000 }, async () => {
    server.pause();
    // Answers are waited for 4 s; then the line counts as dead, although nobody has ended it.
    const lost = one.visitorsOnline(['v']);
    const also = two.visitorsOnline(['v']);
    expect(await lost).toEqual(new Set());
    expect(await also).toEqual(new Set());
    server.resume();
    await heardAgain();
  });

  const asAdmin = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  it('let the others catch up on what a process said while only its own line was down', async () => {
    await asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lotse-news'
       and datname = current_database() order by backend_start limit 1`,
    );
    await expect.poll(() => heard, { timeout: 15_000 }).toContainEqual({ type: 'missed' });
  });

  it('do not wait for ever where the database takes no further connection', async () => {
    await asAdmin('create role crowded login connection limit 0');
    const refused = new URL(url);
    refused.username = 'crowded';
    const join = createPostgresCluster({ url: refused.href, clock, log: quiet });
    await expect(join).rejects.toThrow(/takes no connection for the news .* connection limit/);
  });

  it('forget the visitors of a process that died, and tell the inbox', async () => {
    const dying = await createPostgresCluster({ url, clock: new TestClock(NOW), log: quiet });
    dying.visitorCame('v');
    await expect.poll(() => two.visitorsOnline(['v'])).toEqual(new Set(['v']));
    heard.length = 0;
    clock.advance(29_000);
    expect(await two.visitorsOnline(['v'])).toEqual(new Set(['v']));
    clock.advance(2_000);
    expect(await two.visitorsOnline(['v'])).toEqual(new Set());
    clock.advance(10_000);
    await expect.poll(() => heard).toContainEqual({ type: 'inbox' });
    await dying.close();
  });

  it('bring back the visitors of a process that was only slow', async () => {
    const slowClock = new TestClock(NOW);
    const slow = await createPostgresCluster({ url, clock: slowClock, log: quiet });
    slow.visitorCame('v');
    await expect.poll(() => two.visitorsOnline(['v'])).toEqual(new Set(['v']));
    clock.advance(45_000);
    await expect.poll(() => heard).toContainEqual({ type: 'inbox' });
    slowClock.advance(45_000);
    await expect.poll(() => two.visitorsOnline(['v'])).toEqual(new Set(['v']));
    await slow.close();
  });
});
