import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { localTime } from '../server/hours/local-time.ts';
import { openKnowledge } from '../server/live-knowledge.ts';
import { createLog } from '../server/log.ts';
import { knowledgeFolder } from './support/open.ts';
import { startPreview } from './support/preview.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

/** `npm run preview`: the real widget on the working copy, every reply with why it was given and the file to open. */
async function main(): Promise<void> {
  const log = createLog('human', Date.now, (line) => process.stderr.write(line));
  const live = openKnowledge({
    dir: knowledgeFolder(),
    defaultsDir: join(PROJECT, 'knowledge'),
    cacheDir: join(PROJECT, '.cache'),
    today: () => localTime('Europe/Berlin', Date.now()).date,
    now: Date.now,
    log,
  });
  const { PORT: port } = readConfig(process.env);
  const preview = await startPreview({ live, log, port, publicDir: join(PROJECT, 'dist', 'public') });
  process.stdout.write(`Vorschau: http://localhost:${preview.port}/preview (Ende mit Strg-C)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      live.close();
      void preview.close().then(() => process.exit(0));
    });
}

main().catch((error: unknown) => {
  const { sentence, remedy } = error as { sentence?: string; remedy?: string };
  process.stderr.write(`${sentence === undefined ? String(error) : `${sentence}\n${remedy}`}\n`);
  process.exit(1);
});
