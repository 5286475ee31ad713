import pg from 'pg';
import { openStore } from '../../server/store/open.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import type { Subject } from './support.ts';

/**
 * Makes stores over a real PostgreSQL, one after the other in the same database: each finds it empty.
 * @param database Its address, when it is not to be a new one on the server that all tests share.
 */
export function postgresSubjects(database: () => Promise<string> = sharedDatabase): () => Promise<Subject> {
  let made: Promise<string> | undefined;
  return async () => {
    made ??= database();
    const databaseUrl = await made;
    await empty(databaseUrl);
    const open = () => openStore({ dataDir: '', databaseUrl });
    const subject: Subject = {
      store: await open(),
      reopen: async () => {
        await subject.store.close();
        subject.store = await open();
      },
      dispose: () => subject.store.close(),
    };
    return subject;
  };
}

/** Takes out all rows but those that a new database has. */
async function empty(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(EMPTY);
  await client.end();
}

/** Constraints sleep meanwhile, so the order of the tables does not matter. */
const EMPTY = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables
    where schemaname = 'public' and tablename not in ('schema_version', 'meta') loop
    execute format('delete from %I', name);
  end loop;
  if to_regclass('meta') is not null then update meta set inbox_seq = 0, home = null; end if;
end $$`;
