import type { AnswerOptions } from '../loads/answer.ts';
import { startGenerator } from './generator.ts';
import { inFolder, type Place, withAll } from './ground.ts';
import { startHouse } from './house.ts';
import { processorMs } from './machine.ts';
import { measureRounds, type Rounds, valuesOf } from './rounds.ts';
import type { Figure, Measured, RowOptions } from './row.ts';
import { answeredQuestions } from './shipped.ts';
import { startDurable, startEcho } from './yardsticks.ts';

const SIZES = {
  quick: { rounds: 3, times: 150, guests: 60 },
  whole: { rounds: 5, times: 1_000, guests: 300 },
  long: { rounds: 7, times: 2_000, guests: 900 },
} as const;

/** Questions to their answers on a database, beside an echo and a bare durable server. */
export function measureAnswers(place: Place, { size, seed }: RowOptions): Promise<Rounds> {
  return inFolder((folder) =>
    withAll(async (keep) => {
      const { rounds, ...amount } = SIZES[size];
      const { knowledge, questions } = await answeredQuestions();
      const echo = await keep(startEcho());
      const durable = await keep(startDurable(folder, knowledge));
      const house = await keep(startHouse({ place }));
      const ports = { echo: echo.port, durable: durable.port, house: house.port };
      const options: AnswerOptions = { ...ports, ...amount, questions, seed };
      const generator = await keep(startGenerator('answer', options));
      // What runs for the first time is compiled meanwhile.
      await generator.round();
      return measureRounds(rounds, async () => {
        const before = { house: processorMs(house.pid), durable: processorMs(durable.pid) };
        const { lagMs, values } = await generator.round();
        const each = (pid: number, then: number) => (processorMs(pid) - then) / amount.times;
        const work = {
          houseWork: each(house.pid, before.house),
          durableWork: each(durable.pid, before.durable),
        };
        return { lagMs, values: { ...values, ...work } };
      });
    }),
  );
}

/** @param mostEchoes and @param mostBare How often as long as the yardsticks it may take. */
export function answerFigures(all: Rounds, mostEchoes: number, mostBare?: number): Measured {
  const ours = valuesOf(all, 'house');
  const bare: Figure = {
    what: 'p50 against a bare server',
    unit: 'ms',
    rounds: ours,
    yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durable') },
  };
  return {
    voided: all.voided,
    figures: [
      {
        what: 'p50 against an echo',
        unit: 'ms',
        rounds: ours,
        yardstick: { what: 'socket.io echo', rounds: valuesOf(all, 'echo') },
        reach: { of: 'ratio', most: mostEchoes },
      },
      mostBare === undefined ? bare : { ...bare, reach: { of: 'ratio', most: mostBare } },
      {
        what: 'p99',
        unit: 'ms',
        rounds: valuesOf(all, 'houseP99'),
        yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durableP99') },
      },
      {
        what: 'processor for each',
        unit: 'ms',
        rounds: valuesOf(all, 'houseWork'),
        yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durableWork') },
      },
    ],
  };
}
