import type { UsageMeasure, UsageRow } from '../protocol/workbench.ts';

/** In the order of columns. */
export const MEASURES: readonly UsageMeasure[] = [
  'asked',
  'answered',
  'chosen',
  'unanswered',
  'helpful',
  'unhelpful',
  'handed-off',
];

/** Those that belong to an article. */
export const ARTICLE_MEASURES: readonly UsageMeasure[] = [
  'answered',
  'chosen',
  'helpful',
  'unhelpful',
  'handed-off',
];

/** One line of a table: what it is about, and its counts by measure. */
export type UsageLine = {
  readonly key: string;
  readonly counts: Readonly<Partial<Record<UsageMeasure, number>>>;
};

/** Every week with its counts, also those in which nothing happened. */
export function byWeek(weeks: readonly string[], rows: readonly UsageRow[]): UsageLine[] {
  const lines = group(rows, ({ week }) => week);
  return weeks.map((key) => ({ key, counts: lines.get(key) ?? {} }));
}

/** Every article that was used, the most used first. */
export function byArticle(rows: readonly UsageRow[]): UsageLine[] {
  const lines = group(
    rows.filter(({ article }) => article !== undefined),
    ({ article }) => article!,
  );
  const used = ({ counts }: UsageLine) => (counts.answered ?? 0) + (counts.chosen ?? 0);
  return [...lines]
    .map(([key, counts]) => ({ key, counts }))
    .sort((a, b) => used(b) - used(a) || (a.key < b.key ? -1 : 1));
}

function group(rows: readonly UsageRow[], keyOf: (row: UsageRow) => string) {
  const lines = new Map<string, Partial<Record<UsageMeasure, number>>>();
  for (const row of rows) {
    const counts = lines.get(keyOf(row)) ?? {};
    counts[row.measure] = (counts[row.measure] ?? 0) + row.count;
    lines.set(keyOf(row), counts);
  }
  return lines;
}
