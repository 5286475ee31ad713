import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { startHouse } from '../kernel/house.ts';
import { measureRounds, valuesOf } from '../kernel/rounds.ts';
import type { Row } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable } from '../kernel/yardsticks.ts';
import type { ThroughputOptions } from '../loads/throughput.ts';

const SIZES = {
  quick: { rounds: 3, seconds: 0.5, guestsEach: 8 },
  whole: { rounds: 5, seconds: 2, guestsEach: 20 },
  long: { rounds: 7, seconds: 5, guestsEach: 60 },
} as const;
const CLIENTS = 50;

export const throughput: Row = {
  name: 'throughput',
  title:
    'Answers a second, kept on disk, with 50 clients that never rest; against a bare server with group commit',
  from: 'quick',
  measure: ({ size, seed }) =>
    inFolder((dataDir) =>
      withAll(async (keep) => {
        const { rounds, ...amount } = SIZES[size];
        const { knowledge, questions } = await answeredQuestions();
        const durable = await keep(startDurable(dataDir, knowledge));
        const house = await keep(startHouse({ place: { dataDir } }));
        const ports = { durable: durable.port, houses: [house.port] };
        const options: ThroughputOptions = { ...ports, ...amount, clients: CLIENTS, questions, seed };
        const generator = await keep(startGenerator('throughput', options));
        await generator.round();
        const all = await measureRounds(rounds, () => generator.round());
        return {
          voided: all.voided,
          figures: [
            {
              what: 'answers a second',
              unit: '/s',
              rounds: valuesOf(all, 'house'),
              yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durable') },
              reach: { of: 'ratio', least: 0.7 },
            },
            {
              what: 'p99 meanwhile',
              unit: 'ms',
              rounds: valuesOf(all, 'houseP99'),
              yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durableP99') },
            },
          ],
        };
      }),
    ),
};
