import type { UsageRow } from '../../protocol/workbench.ts';
import { weeksUntil } from '../hours/week.ts';
import type { ChatParts } from './parts.ts';

/** How the knowledge was used in the last weeks, this one included: counts by week and article, no words. */
export async function usageFigures(parts: ChatParts, count: number) {
  const { knowledge } = parts.inForce();
  const weeks = weeksUntil(knowledge.hours.zone, parts.clock.now(), count);
  const sums = await parts.store.usageSince(weeks[0]!);
  const rows = sums
    .filter((sum) => sum.count !== 0)
    .map(
      ({ week, measure, source, count }): UsageRow => ({
        week,
        measure,
        count,
        ...(source.startsWith('article:') ? { article: source.slice('article:'.length) } : {}),
      }),
    );
  const titles = rows.flatMap(({ article }) => {
    const found = article === undefined ? undefined : knowledge.articles.get(article);
    return found === undefined ? [] : [[found.id, found.title] as const];
  });
  return { weeks, rows, titles: Object.fromEntries(titles) };
}
