import { type Place, withSql } from './ground.ts';

/** What the database finds wrong in its own files, looked at page by page and index by index; `ok` when nothing. */
export function integrityOf(place: Place): Promise<string> {
  return place.engine === 'sqlite' ? ofSqlite(place) : ofPostgres(place);
}

function ofSqlite(place: Place): Promise<string> {
  return withSql(place, async (sql) => {
    const [row] = await sql.all('pragma integrity_check');
    return String(row?.integrity_check);
  });
}

/** Every row of each table, and whether each index has exactly these: PostgreSQL's own module amcheck. */
function ofPostgres(place: Place): Promise<string> {
  return withSql(place, async (sql) => {
    await sql.all('create extension if not exists amcheck');
    const [table] = await sql.all(
      `select c.relname, checked.msg from pg_class c, verify_heapam(c.oid) checked where ${OURS} and c.relkind = 'r'`,
    );
    if (table !== undefined) return `${table.relname}: ${table.msg}`;
    try {
      await sql.all(
        `select bt_index_check(c.oid, true, i.indisunique) from pg_class c join pg_index i on i.indexrelid = c.oid where ${OURS}`,
      );
      return 'ok';
    } catch (error) {
      return String(error);
    }
  });
}

const OURS = "c.relnamespace = 'public'::regnamespace";
