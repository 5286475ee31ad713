import { systemClock } from '../server/clock.ts';
import { readConfig } from '../server/config.ts';
import { restore } from '../server/store/restore.ts';

/** `npm run restore -- FILE`: puts a backup in the place of the embedded database; the server must not run. */
function main([backup]: readonly string[]): void {
  const { DATA_DIR: dataDir, DATABASE_URL: url } = readConfig(process.env);
  if (backup === undefined) throw new Error('Say from where: npm run restore -- FILE');
  if (url !== undefined)
    throw new Error(
      'DATABASE_URL is set: restore PostgreSQL with its own tools (docs/operations.md, Backup).',
    );
  const aside = restore(backup, dataDir, systemClock().now());
  process.stdout.write(`${dataDir} has the database of ${backup} now.\n`);
  if (aside !== undefined) process.stdout.write(`The one before is ${aside}: delete it when all is well.\n`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
