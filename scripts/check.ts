import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { localTime } from '../server/hours/local-time.ts';
import { checkKnowledge, checkKnowledgeAndSearch } from '../server/knowledge/check.ts';
import { trainUnderstanding } from '../server/knowledge/understanding.ts';
import { nearLines, nearPairs } from './support/near.ts';
import { openKnowledge } from './support/open.ts';

/** The folder that ships with the program; npm runs its scripts in the project's root. */
const SHIPPED = 'knowledge';
/** What was learnt, shared with the server. */
const CACHE = '.cache';
const USAGE = 'Aufruf: npm run check -- [Ordner] [--search] [--near] [--json]';

/**
 * `npm run check -- [folder] [--search] [--near] [--json]`: prints what is wrong in a knowledge folder, and fails when there is
 * an error. With `--search` also what only shows when questions are asked; with `--near` which articles and flows take
 * each other's example questions, and which to move.
 */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      search: { type: 'boolean', default: false },
      near: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (positionals.length > 1) throw new TypeError('More than one folder.');
  const dir = folder(positionals[0]);
  if (values.near) return showNear(dir, values.json);
  const options = {
    today: localTime('Europe/Berlin', Date.now()).date,
    defaultsDir: SHIPPED,
    json: values.json,
  };
  const { lines, exitCode } = values.search
    ? await checkKnowledgeAndSearch(dir, options, (knowledge) =>
        trainUnderstanding(knowledge, { cacheDir: CACHE }),
      )
    : checkKnowledge(dir, options);
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

function showNear(dir: string, json: boolean): void {
  const pairs = nearPairs(openKnowledge(dir));
  const lines = json ? pairs.map((pair) => JSON.stringify(pair)) : nearLines(pairs);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The folder named on the command line, seen from where npm was called; else the setting, else the shipped one. */
function folder(named: string | undefined): string {
  if (named === undefined) return process.env.KNOWLEDGE_DIR ?? SHIPPED;
  return resolve(process.env.INIT_CWD ?? '.', named);
}

process.stdout.on('error', () => process.exit(0));

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isCall = error instanceof TypeError;
  const words = isCall
    ? `„${process.argv.slice(2).join(' ')}“ ist nicht verständlich. ${USAGE}`
    : `${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${words}\n`);
  process.exitCode = isCall ? 2 : 1;
}
