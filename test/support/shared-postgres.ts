import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's one PostgreSQL server is asked for. */
    postgres: string;
  }
}

/**
 * Runs once around the tests. Offers one PostgreSQL server to all of them, started when the first one asks, so that
 * runs without such tests pay nothing.
 */
export async function setup(project: { provide(key: 'postgres', value: string): void }) {
  let server: Promise<PostgresServer> | undefined;
  const door = createServer((_request, response) => {
    server ??= startPostgres();
    server
      .then((postgres) => postgres.createDatabase())
      .then(
        (url) => response.end(url),
        (error) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('postgres', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    await (await server)?.dispose();
  };
}

/** An empty database on the server that all tests of this run share: its `DATABASE_URL`. */
export async function sharedDatabase(): Promise<string> {
  const response = await fetch(inject('postgres'));
  const text = await response.text();
  if (!response.ok) throw new Error(`There is no PostgreSQL for the tests: ${text}`);
  return text;
}
