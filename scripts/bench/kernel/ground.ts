import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../test/support/postgres.ts';

/** Where the data of a row lie. */
export interface Place {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** What is removed even if the run is ended half-way. */
const folders = new Set<string>();
process.on('exit', () => folders.forEach(remove));

function remove(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Runs work with an empty folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  folders.add(folder);
  try {
    return await work(folder);
  } finally {
    remove(folder);
  }
}

/** The same with a PostgreSQL server of its own, which flushes its commits as in earnest. */
export function onPostgres<T>(work: (place: Place) => Promise<T>): Promise<T> {
  return inFolder(async (dataDir) => {
    const server = await startPostgres();
    try {
      return await work({ dataDir, databaseUrl: await server.createDatabase() });
    } finally {
      await server.dispose();
    }
  });
}

/** Ends what was started when the work is done, the last one first. */
export async function withAll<T>(work: (keep: Keep) => Promise<T>): Promise<T> {
  const kept: { end(): Promise<void> }[] = [];
  try {
    return await work(async (starting) => {
      const started = await starting;
      kept.push(started);
      return started;
    });
  } finally {
    for (const one of kept.reverse()) await one.end();
  }
}

export type Keep = <Started extends { end(): Promise<void> }>(starting: Promise<Started>) => Promise<Started>;
