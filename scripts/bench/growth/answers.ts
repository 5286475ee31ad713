import type { Plot, Series } from '../kernel/plot.ts';
import { measureRounds, type Round, valuesOf } from '../kernel/rounds.ts';

export const ROUNDS = 3;
/** How many questions one round asks, and from how many visitors they come. */
export const AMOUNT = { quick: { times: 100, guests: 60 }, whole: { times: 400, guests: 250 } } as const;

/** The points of some lines, by the names of what the rounds measured. */
export type Points<Name extends string> = Record<Name, Series['points'][number][]>;

/** Measures answers in rounds and adds a point to each of the named lines; without a good round there is none. */
export async function addAnswers<Name extends string>(
  points: Points<Name>,
  names: readonly Name[],
  x: number,
  round: () => Promise<Round>,
): Promise<void> {
  const rounds = await measureRounds(ROUNDS, round);
  if (rounds.good.length === 0) return;
  for (const name of names) points[name].push({ x, rounds: valuesOf(rounds, name) });
}

/** Answers of the program and of a yardstick. */
export function answersPlot(
  title: string,
  x: string,
  points: Points<'house' | 'houseP99'>,
  yardstick: Series,
): Plot {
  const own = [
    { name: 'p50', points: points.house },
    { name: 'p99', points: points.houseP99 },
  ];
  return { title, x, y: 'ms', series: [...own, yardstick] };
}
