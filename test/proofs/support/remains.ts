import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, type Sql, withSql } from './ground.ts';

/** Everything that a place holds at a moment, to look for words in. */
export interface Remains {
  /** The tables with a row that has the words in some column. */
  rowsWith(words: string): string[];
  /** The files of the data folder in whose bytes the words stand. */
  filesWith(words: string): string[];
}

/** Reads all rows, past the store, and all bytes of the data folder. */
export async function readRemains(place: Place): Promise<Remains> {
  const rows = await withSql(place, (sql) => rowsOf(place, sql));
  const files = readdirSync(place.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  return {
    rowsWith: (words) => rows.filter(({ text }) => text.includes(words)).map(({ table }) => `table ${table}`),
    filesWith: (words) => files.filter(({ bytes }) => bytes.includes(words)).map(({ name }) => name),
  };
}

const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  postgres: `select table_name as name from information_schema.tables where table_schema = 'public'`,
};

async function rowsOf(place: Place, sql: Sql): Promise<{ table: string; text: string }[]> {
  const tables = (await sql.all(TABLES[place.engine])).map(({ name }) => String(name));
  const read: { table: string; text: string }[] = [];
  for (const table of tables) {
    const rows = await sql.all(`select * from "${table}"`);
    read.push({ table, text: rows.flatMap(Object.values).join('\n') });
  }
  return read;
}
