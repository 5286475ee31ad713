import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Copies the longest conversation of a database, with its events, until there are so many. The server must not run.
 */
export function fillConversations(dataDir: string, wanted: number): void {
  const db = new Sqlite(join(dataDir, 'lotse.db'));
  db.pragma('synchronous = off');
  const { id, there } = db
    .prepare(
      'select (select id from conversation order by last_seq desc limit 1) as id, count(*) as there from conversation',
    )
    .get() as { id: string; there: number };
  const copies = Math.max(0, wanted - there);
  const numbers = 'with recursive copy(n) as (select 1 union all select n + 1 from copy where n < @copies)';
  const copy = (table: string, renamed: readonly string[], key: string) => {
    const names = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const values = names.map((name) =>
      renamed.includes(name) ? `${name} || '-' || @run || '-' || n` : name,
    );
    db.prepare(
      `${numbers} insert into ${table} (${names}) select ${values} from copy, ${table} where ${key} = @id order by n`,
    ).run({ id, copies, run: there });
  };
  if (copies > 0)
    db.transaction(() => {
      copy('conversation', ['id', 'token_hash'], 'id');
      copy('event', ['conversation'], 'conversation');
    })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
