import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { startHouse } from '../kernel/house.ts';
import { measureRounds, valuesOf } from '../kernel/rounds.ts';
import type { Row } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable, startEcho } from '../kernel/yardsticks.ts';
import type { AnswerOptions } from '../loads/answer.ts';

const SIZES = {
  quick: { rounds: 3, times: 300, guests: 60 },
  whole: { rounds: 5, times: 1_000, guests: 300 },
  long: { rounds: 7, times: 2_000, guests: 900 },
} as const;

export const answer: Row = {
  name: 'answer',
  title:
    'A question to its answer over the socket, kept on disk; against bare socket.io and a bare durable server',
  from: 'quick',
  measure: ({ size, seed }) =>
    inFolder((dataDir) =>
      withAll(async (keep) => {
        const { rounds, ...amount } = SIZES[size];
        const { knowledge, questions } = await answeredQuestions();
        const echo = await keep(startEcho());
        const durable = await keep(startDurable(dataDir, knowledge));
        const house = await keep(startHouse({ place: { dataDir } }));
        const ports = { echo: echo.port, durable: durable.port, house: house.port };
        const options: AnswerOptions = { ...ports, ...amount, questions, seed };
        const generator = await keep(startGenerator('answer', options));
        await generator.round();
        const all = await measureRounds(rounds, () => generator.round());
        const [ours, bare] = [valuesOf(all, 'house'), valuesOf(all, 'durable')];
        return {
          voided: all.voided,
          figures: [
            {
              what: 'p50 against an echo',
              unit: 'ms',
              rounds: ours,
              yardstick: { what: 'socket.io echo', rounds: valuesOf(all, 'echo') },
              reach: { of: 'ratio', most: 9 },
            },
            {
              what: 'p50 against a bare server',
              unit: 'ms',
              rounds: ours,
              yardstick: { what: 'bare durable server', rounds: bare },
              reach: { of: 'ratio', most: 1.3 },
            },
            {
              what: 'p99',
              unit: 'ms',
              rounds: valuesOf(all, 'houseP99'),
              yardstick: { what: 'bare durable server', rounds: valuesOf(all, 'durableP99') },
            },
          ],
        };
      }),
    ),
};
