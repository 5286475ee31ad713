import { describeMachine } from './machine.ts';
import { type Report, type ReportedRow, reportFigure } from './report.ts';
import type { Row, RowOptions } from './row.ts';

/** Measures the rows one after the other, so that none disturbs another. */
export async function runRows(rows: readonly Row[], options: RowOptions): Promise<Report> {
  const { size, seed } = options;
  const machine = describeMachine();
  const reported: ReportedRow[] = [];
  for (const row of rows) reported.push(await runRow(row, options));
  return { at: new Date().toISOString(), size, seed, machine, rows: reported };
}

async function runRow({ name, title, measure }: Row, options: RowOptions): Promise<ReportedRow> {
  options.note(`${name}: ${title} …`);
  const begun = performance.now();
  const { figures, voided } = await measure(options);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const late = voided.length > 0 ? `, ${voided.length} rounds void since the generator lagged` : '';
  options.note(`${name}: ${seconds} s${late}`);
  return { name, title, seconds, voided, figures: figures.map(reportFigure) };
}
