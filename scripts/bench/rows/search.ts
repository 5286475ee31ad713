import type { Shape } from '../kernel/articles.ts';
import type { Worker } from '../kernel/children.ts';
import { inFolder } from '../kernel/ground.ts';
import { joined } from '../kernel/rounds.ts';
import type { Figure, Measured, Row, RowOptions } from '../kernel/row.ts';
import {
  type Asked,
  askRounds,
  inSearchWorker,
  type Loaded,
  loadBoth,
  type Searchers,
  withSearchers,
} from '../kernel/search-worker.ts';

/** As editors are asked to write them, and many short ones. */
const THOUSAND: Shape = { articles: 1_000, questions: 12, sentences: 5 };
const TEN_THOUSAND: Shape = { articles: 10_000, questions: 2, sentences: 5 };
const ROUNDS = 3;
/** Of the questions: plain MiniSearch takes some fifty times as long over ten thousand articles as over the shipped. */
const FEWER = 0.2;

export const search: Row = {
  name: 'search',
  title:
    'What to answer, without any socket, and reading the articles; against plain MiniSearch over the same texts',
  from: 'quick',
  async measure(options) {
    const { size, note } = options;
    const shipped = await withSearchers(async (searchers) => {
      await searchers.ours.call('openShipped');
      await searchers.plain.call('openShippedPlain');
      return asked(searchers, options, 'the shipped articles', 1);
    });
    note('search: 1,000 articles …');
    const thousand = await inFolder((folder) => invented(folder, THOUSAND, options, 3));
    if (size === 'quick') return joined(shipped, thousand);
    note('search: 10,000 articles …');
    return joined(shipped, thousand, await inFolder((folder) => invented(folder, TEN_THOUSAND, options, 15)));
  },
};

async function asked(
  searchers: Searchers,
  options: RowOptions,
  of: string,
  mostMs: number,
  share = 1,
): Promise<Measured> {
  const rounds = await askRounds(searchers, options, share);
  const all = (name: keyof Asked) => rounds.map((round) => round[name]);
  const plain = (name: keyof Asked) => ({ what: 'plain MiniSearch', rounds: all(name) });
  return {
    voided: [],
    figures: [
      { what: `${of}, p50`, unit: 'ms', rounds: all('p50'), yardstick: plain('plainP50') },
      {
        what: `${of}, p99`,
        unit: 'ms',
        rounds: all('p99'),
        yardstick: plain('plainP99'),
        reach: { of: 'value', most: mostMs },
      },
    ],
  };
}

/** Loads the articles as often as there are rounds, each time in a new process, and asks the last one. */
async function invented(
  folder: string,
  shape: Shape,
  options: RowOptions,
  mostMs: number,
): Promise<Measured> {
  const of = `${shape.articles.toLocaleString('en-US')} articles`;
  await inSearchWorker((worker) => worker.call('write', folder, shape));
  const loads: Loaded[] = [];
  for (let round = 1; round < ROUNDS && options.size !== 'quick'; round++)
    loads.push(await withSearchers((searchers) => loadBoth(searchers, folder)));
  return withSearchers(async (searchers) => {
    loads.push(await loadBoth(searchers, folder));
    const found = await asked(searchers, options, of, mostMs, shape === THOUSAND ? 1 : FEWER);
    if (options.size === 'quick') return found;
    const more = shape === THOUSAND ? await edited(searchers.ours, folder) : [];
    return joined(found, { voided: [], figures: [...loadFigures(of, loads, shape), ...more] });
  });
}

function loadFigures(of: string, loads: readonly Loaded[], { articles }: Shape): Figure[] {
  return [
    {
      what: `${of}, read and indexed`,
      unit: 's',
      rounds: loads.map(({ readMs, indexMs }) => (readMs + indexMs) / 1_000),
      yardstick: { what: 'plain MiniSearch', rounds: loads.map(({ plainMs }) => plainMs / 1_000) },
      ...(articles === TEN_THOUSAND.articles && { reach: { of: 'value', most: 5 } }),
    },
    {
      what: `${of}, reading alone`,
      unit: 's',
      rounds: loads.map(({ readMs }) => readMs / 1_000),
    },
    {
      what: `${of}, memory of the process`,
      unit: 'MiB',
      rounds: loads.map(({ residentMiB }) => residentMiB),
    },
  ];
}

/** What an editor waits for. */
async function edited(worker: Worker, folder: string): Promise<Figure[]> {
  const checks: number[] = [];
  const reloads: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    checks.push((await worker.call<number>('check', folder)) / 1_000);
    reloads.push((await worker.call<number>('reload', folder, round)) / 1_000);
  }
  return [
    {
      what: '1,000 articles, check of the structure',
      unit: 's',
      rounds: checks,
      reach: { of: 'value', most: 2 },
    },
    { what: '1,000 articles, one changed and in force', unit: 's', rounds: reloads },
  ];
}
