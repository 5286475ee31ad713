import { mkdirSync, writeFileSync } from 'node:fs';
import { ROOT } from '../paths.mjs';
import { ChoiceError, readChoice } from './kernel/choice.ts';
import { describeMachine } from './kernel/machine.ts';
import { type Report, type ReportedRow, reportFigure, tableOf } from './kernel/report.ts';
import type { Row, RowOptions } from './kernel/row.ts';
import { rows } from './rows/index.ts';

/** Where the last run's figures lie. */
const RESULTS = `${ROOT}.cache/bench.json`;

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run bench -- [--quick | --long] [--json] [--seed N] [--list] [NAME …]` */
async function main(): Promise<void> {
  const choice = readChoice(process.argv.slice(2), rows, () => Date.now() % 2 ** 31);
  if (choice.list)
    return void process.stdout.write(rows.map(({ name, title }) => `${name.padEnd(14)}${title}\n`).join(''));
  const { size, seed } = choice;
  const machine = describeMachine();
  tell(`seed ${seed}, load ${machine.load}`);
  const reported: ReportedRow[] = [];
  for (const row of choice.rows) reported.push(await reportRow(row, { size, seed, note: tell }));
  const report: Report = { at: new Date().toISOString(), size, seed, machine, rows: reported };
  const json = JSON.stringify(report, undefined, 2);
  mkdirSync(`${ROOT}.cache`, { recursive: true });
  writeFileSync(RESULTS, `${json}\n`);
  process.stdout.write(choice.json ? `${json}\n` : tableOf(reported));
  tell(`All numbers: ${RESULTS}`);
}

async function reportRow(row: Row, options: RowOptions): Promise<ReportedRow> {
  const { name, title } = row;
  options.note(`${name}: ${title} …`);
  const begun = performance.now();
  const { figures, voided } = await row.measure(options);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const late = voided.length > 0 ? `, ${voided.length} rounds void since the generator lagged` : '';
  options.note(`${name}: ${seconds} s${late}`);
  return { name, title, seconds, voided, figures: figures.map(reportFigure) };
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
