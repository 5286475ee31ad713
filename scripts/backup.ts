import { readConfig } from '../server/config.ts';
import { backUp } from '../server/store/backup.ts';

/** `npm run backup -- FILE`: copies the embedded database into a new file while the server goes on. */
function main([target]: readonly string[]): void {
  const { DATA_DIR: dataDir, DATABASE_URL: url } = readConfig(process.env);
  if (target === undefined) throw new Error('Say where to: npm run backup -- FILE');
  if (url !== undefined)
    throw new Error(
      'DATABASE_URL is set: back PostgreSQL up with its own tools (docs/operations.md, Backup).',
    );
  const begun = performance.now();
  backUp(dataDir, target);
  process.stdout.write(
    `${target} was written in ${Math.round(performance.now() - begun)} ms. Keep it private: it holds what visitors wrote.\n` +
      `Keep ${dataDir}/seal.key with it, in another place.\n`,
  );
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
