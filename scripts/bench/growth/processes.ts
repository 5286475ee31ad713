import { startGenerator } from '../kernel/generator.ts';
import { inFolder, onPostgres, withAll } from '../kernel/ground.ts';
import { startHouse } from '../kernel/house.ts';
import type { Plot, Series } from '../kernel/plot.ts';
import { measureRounds, valuesOf } from '../kernel/rounds.ts';
import type { RowOptions } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable } from '../kernel/yardsticks.ts';
import type { ThroughputOptions } from '../loads/throughput.ts';

const PROCESSES = { quick: [1, 2], whole: [1, 2, 3, 4] } as const;
const AMOUNT = {
  quick: { seconds: 0.5, guestsEach: 8 },
  whole: { seconds: 2, guestsEach: 20 },
} as const;
const ROUNDS = 3;
const CLIENTS = 50;

/** Answers a second from so many processes on one PostgreSQL, all on this machine. */
export async function processesGrowth({ size, seed, note }: RowOptions): Promise<Record<string, Plot>> {
  const scale = size === 'quick' ? 'quick' : 'whole';
  const points: Series['points'][number][] = [];
  const { knowledge, questions } = await answeredQuestions();
  for (const x of PROCESSES[scale]) {
    note(`growth: ${x} processes …`);
    const all = await onPostgres((place) =>
      inFolder((folder) =>
        withAll(async (keep) => {
          const durable = await keep(startDurable(folder, knowledge));
          const houses: number[] = [];
          for (let number = 0; number < x; number++) houses.push((await keep(startHouse({ place }))).port);
          const people = { ...AMOUNT[scale], clients: CLIENTS, questions, seed };
          const options: ThroughputOptions = { durable: durable.port, houses, ...people };
          const generator = await keep(startGenerator('throughput', options));
          await generator.round();
          return measureRounds(ROUNDS, () => generator.round());
        }),
      ),
    );
    if (all.good.length > 0) points.push({ x, rounds: valuesOf(all, 'house') });
  }
  return {
    processes: {
      title: 'Answers a second on PostgreSQL, 50 clients',
      x: 'processes',
      y: 'answers/s',
      series: [{ name: 'answers/s', points }],
    },
  };
}
