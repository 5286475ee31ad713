import { LEAST_ROUNDS } from './rounds.ts';
import type { Figure, Measured, Reach } from './row.ts';
import { median } from './statistics.ts';

/** A number over its rounds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: readonly number[];
}

/** `void`: too few rounds in which the generator kept up. `none`: nothing to reach was set. */
export type Verdict = 'met' | 'missed' | 'void' | 'none';

export interface ReportedFigure {
  readonly what: string;
  readonly unit: string;
  readonly value: Spread;
  readonly yardstick?: { readonly what: string; readonly value: Spread };
  readonly ratio?: Spread;
  readonly reach?: Reach;
  readonly verdict: Verdict;
}

export interface ReportedRow {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly voided: Measured['voided'];
  readonly figures: readonly ReportedFigure[];
}

/** Everything that a run says; what `--json` prints. */
export interface Report {
  readonly at: string;
  readonly size: string;
  readonly seed: number;
  readonly machine: Readonly<Record<string, string | number | readonly number[]>>;
  readonly rows: readonly ReportedRow[];
}

/** A figure with its medians, its ratio to the yardstick round by round, and whether it reaches what it should. */
export function reportFigure({ what, unit, rounds, yardstick, reach }: Figure): ReportedFigure {
  const value = spreadOf(rounds);
  const ratio =
    yardstick && spreadOf(rounds.map((number, round) => number / (yardstick.rounds[round] ?? Number.NaN)));
  return {
    what,
    unit,
    value,
    ...(yardstick && { yardstick: { what: yardstick.what, value: spreadOf(yardstick.rounds) } }),
    ...(ratio && { ratio }),
    ...(reach && { reach }),
    verdict: verdictOf(value, ratio, reach),
  };
}

function spreadOf(rounds: readonly number[]): Spread {
  return { median: median(rounds), least: Math.min(...rounds), most: Math.max(...rounds), rounds };
}

function verdictOf(value: Spread, ratio: Spread | undefined, reach: Reach | undefined): Verdict {
  if (value.rounds.length < LEAST_ROUNDS) return 'void';
  if (reach === undefined) return 'none';
  const number = (reach.of === 'ratio' ? ratio : value)?.median ?? Number.NaN;
  return number <= (reach.most ?? Infinity) && number >= (reach.least ?? -Infinity) ? 'met' : 'missed';
}

const HEAD = ['what', 'median (least – most)', 'yardstick', 'ratio', 'reach', ''];
const SIGNS: Record<Verdict, string> = { met: 'met', missed: 'MISSED', void: 'void', none: '' };

/** The rows as a Markdown table that also reads well in a terminal. */
export function tableOf(rows: readonly ReportedRow[]): string {
  const lines = rows.flatMap(({ name, figures }) =>
    figures.map((figure) => [
      `${name}: ${figure.what}`,
      spreadText(figure.value, figure.unit),
      figure.yardstick ? `${figure.yardstick.what} ${spreadText(figure.yardstick.value, figure.unit)}` : '–',
      figure.ratio ? `${spreadText(figure.ratio, '×')}` : '–',
      figure.reach ? reachText(figure.reach, figure.unit) : '–',
      SIGNS[figure.verdict],
    ]),
  );
  const widths = HEAD.map((title, column) =>
    Math.max(3, title.length, ...lines.map((cells) => cells[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
  return line(HEAD) + line(widths.map((width) => '-'.repeat(width))) + lines.map(line).join('');
}

function spreadText({ median: middle, least, most, rounds }: Spread, unit: string): string {
  if (rounds.length === 0) return '–';
  const tail = rounds.length > 1 && least !== most ? ` (${numberText(least)} – ${numberText(most)})` : '';
  return `${numberText(middle)} ${unit}`.trim() + tail;
}

function reachText({ of, most, least }: Reach, unit: string): string {
  const sign = of === 'ratio' ? '×' : unit;
  return (
    most === undefined ? `≥ ${numberText(least ?? 0)} ${sign}` : `≤ ${numberText(most)} ${sign}`
  ).trim();
}

/** Three significant digits, thousands apart. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(3, digits) });
}
