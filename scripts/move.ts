import { readConfig } from '../server/config.ts';
import { placeOf } from '../server/store/database-url.ts';
import { moveToPostgres } from '../server/store/move.ts';

/** `npm run move -- --to postgres://…`: copies an installation from the embedded database; the server must not run. */
async function main([option, url]: readonly string[]): Promise<void> {
  if (option !== '--to' || url === undefined)
    throw new Error('Say where to: npm run move -- --to postgres://USER:PASSWORD@HOST/DATABASE');
  const { DATA_DIR: dataDir } = readConfig(process.env);
  const copied = await moveToPostgres(dataDir, url);
  const lines = Object.entries(copied).map(([table, rows]) => `  ${table.padEnd(14)} ${rows}`);
  process.stdout.write(
    `${dataDir} was copied to ${placeOf(url)}; rows, counted there:\n${lines.join('\n')}\n` +
      `Start with DATABASE_URL, and with the seal.key of ${dataDir} (or SEAL_KEY) on every machine.\n`,
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
