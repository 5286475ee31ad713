import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type GapGroup, readGaps } from '../server/chat/gaps.ts';
import { readConfig } from '../server/config.ts';
import { localTime } from '../server/hours/local-time.ts';
import { openStore } from '../server/store/open.ts';
import { editFor } from './support/gap-edit.ts';
import { effectOf } from './support/gap-effect.ts';
import { gapLines } from './support/gap-lines.ts';
import { knowledgeFolder, openKnowledge, openUnderstanding } from './support/open.ts';
import { unifiedDiff } from './support/unified-diff.ts';

const USAGE = 'Aufruf: npm run gaps -- [--all] [--diff NUMMER [--out DATEI]]';

/**
 * `npm run gaps`: what visitors asked and the knowledge lacks, alike questions together. `--diff N` writes a change of
 * the knowledge that would close the N-th gap, and shows what it would do to all test questions.
 */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { all: { type: 'boolean', default: false }, diff: { type: 'string' }, out: { type: 'string' } },
  });
  const { groups, cut } = await read();
  if (values.diff !== undefined) return propose(groups, values.diff, values.out);
  const shown = values.all ? groups : groups.filter((group) => group.shown.status !== 'done');
  print(gapLines(shown, cut));
}

async function read() {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = readConfig(process.env);
  const store = await openStore({ dataDir, databaseUrl });
  try {
    return await readGaps(store, openKnowledge(), Date.now());
  } finally {
    await store.close();
  }
}

async function propose(
  groups: readonly GapGroup[],
  number: string,
  out = `luecke-${number}.diff`,
): Promise<void> {
  const group = groups[Number(number) - 1];
  if (group === undefined)
    throw new Error(
      `Eine Lücke ${number} gibt es nicht; „npm run gaps“ zählt sie auf, von 1 bis ${groups.length}.`,
    );
  const dir = knowledgeFolder();
  const now = await openUnderstanding(dir);
  const edit = editFor(group.wordings, now.knowledge, dir, localTime('Europe/Berlin', Date.now()).date);
  writeFileSync(out, unifiedDiff(edit.path, edit.before, edit.after));
  print([
    edit.before === undefined
      ? `${resolve(out)}: ein neuer Artikel, ${edit.path}. Schreiben Sie die Antwort unter den Kopf; ohne sie wird er nicht veröffentlicht.`
      : `${resolve(out)}: ${edit.added.length} Beispielfragen mehr in ${edit.path}.`,
    `Anwenden: patch -p1 -d ${dir} < ${out}`,
    '',
    'Wirkung auf alle Prüffragen, die Startfragen der Abläufe und die Fragen der Lücke: jetzt und danach',
    '',
    ...(await effectOf(edit, dir, now, openUnderstanding)),
  ]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.stdout.on('error', () => process.exit(0));

try {
  await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof TypeError ? `\n${USAGE}` : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${usage}\n`);
  process.exitCode = 1;
}
