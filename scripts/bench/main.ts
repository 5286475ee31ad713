import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { ROOT } from '../paths.mjs';
import { ChoiceError, readChoice } from './kernel/choice.ts';
import { tableOf } from './kernel/report.ts';
import { runRows } from './kernel/run.ts';
import { rows } from './rows/index.ts';

/** Where the last run's figures lie. */
const RESULTS = `${ROOT}.cache/bench.json`;

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run bench -- [--quick | --long] [--json] [--seed N] [--list] [NAME …]` */
async function main(): Promise<void> {
  const { size, seed, json, list, rows: chosen } = readChoice(process.argv.slice(2), rows, newSeed);
  if (list)
    return void process.stdout.write(rows.map(({ name, title }) => `${name.padEnd(17)}${title}\n`).join(''));
  tell(`seed ${seed}; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  const report = await runRows(chosen, { size, seed, note: tell });
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  mkdirSync(`${ROOT}.cache`, { recursive: true });
  writeFileSync(RESULTS, text);
  process.stdout.write(json ? text : tableOf(report.rows));
  tell(`All numbers: ${RESULTS}`);
}

function newSeed(): number {
  return Date.now() % 2 ** 31;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof ChoiceError;
    tell(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
