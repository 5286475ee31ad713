import { inFolder } from '../kernel/ground.ts';
import type { Plot, Series } from '../kernel/plot.ts';
import type { RowOptions } from '../kernel/row.ts';
import { askRounds, inSearchWorker, type Loaded, loadBoth, withSearchers } from '../kernel/search-worker.ts';

const ARTICLES = { quick: [30, 100], whole: [30, 100, 300, 1_000, 3_000, 10_000] } as const;
const LOADS = 3;

/** The same shape at every size: two example questions and five sentences in each article, the index alone. */
export async function articlesGrowth(options: RowOptions): Promise<Record<string, Plot>> {
  const ask: Record<'p50' | 'p99' | 'plainP50', Series['points'][number][]> = {
    p50: [],
    p99: [],
    plainP50: [],
  };
  const load: Record<'seconds' | 'plain', Series['points'][number][]> = { seconds: [], plain: [] };
  for (const articles of ARTICLES[options.size === 'quick' ? 'quick' : 'whole']) {
    options.note(`growth: ${articles} articles …`);
    await inFolder(async (folder) => {
      const shape = { articles, questions: 2, sentences: 5 };
      await inSearchWorker((worker) => worker.call('write', folder, shape));
      const loads: Loaded[] = [];
      for (let round = 1; round < LOADS; round++)
        loads.push(await withSearchers((searchers) => loadBoth(searchers, folder)));
      await withSearchers(async (searchers) => {
        loads.push(await loadBoth(searchers, folder));
        const rounds = await askRounds(searchers, options, Math.min(1, 1_000 / articles));
        for (const name of ['p50', 'p99', 'plainP50'] as const)
          ask[name].push({ x: articles, rounds: rounds.map((round) => round[name]) });
      });
      load.seconds.push({
        x: articles,
        rounds: loads.map(({ readMs, indexMs }) => (readMs + indexMs) / 1_000),
      });
      load.plain.push({ x: articles, rounds: loads.map(({ plainMs }) => plainMs / 1_000) });
    });
  }
  return {
    articles: {
      title: 'What to answer',
      x: 'articles',
      y: 'ms',
      series: [
        { name: 'p50', points: ask.p50 },
        { name: 'p99', points: ask.p99 },
        { name: 'plain MiniSearch p50', points: ask.plainP50 },
      ],
    },
    load: {
      title: 'Reading and indexing the articles',
      x: 'articles',
      y: 's',
      series: [
        { name: 'all', points: load.seconds },
        { name: 'plain MiniSearch', points: load.plain },
      ],
    },
  };
}
