import { StartupError } from '../startup-error.ts';

/** @throws StartupError when it is not the address of a PostgreSQL database */
export function checkDatabaseUrl(url: string): string {
  if (/^postgres(ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) return url;
  throw new StartupError(
    'DATABASE_URL is not the address of a PostgreSQL database.',
    'Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE, or leave it out for the embedded database.',
  );
}

/** Database and host without user and password: those belong into no log. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1))} at ${host || 'localhost'}`;
}
