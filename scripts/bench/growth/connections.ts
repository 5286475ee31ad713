import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { collectedMiB, startHouse } from '../kernel/house.ts';
import type { Plot, Series } from '../kernel/plot.ts';
import { measureRounds, valuesOf } from '../kernel/rounds.ts';
import type { RowOptions } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable, startEcho } from '../kernel/yardsticks.ts';
import type { AnswerOptions } from '../loads/answer.ts';
import type { LinesOptions } from '../loads/lines.ts';

const LINES = { quick: [200, 400], whole: [300, 1_000, 3_000, 10_000] } as const;
const ROUNDS = 3;
const AMOUNT = { quick: { times: 100, guests: 60 }, whole: { times: 400, guests: 250 } } as const;

/** How long an answer takes, and what memory the server has, with so many other visitors who keep their lines open. */
export function connectionsGrowth({ size, seed, note }: RowOptions): Promise<Record<string, Plot>> {
  const scale = size === 'quick' ? 'quick' : 'whole';
  return inFolder((dataDir) =>
    withAll(async (keep) => {
      const { knowledge, questions } = await answeredQuestions();
      const echo = await keep(startEcho());
      const durable = await keep(startDurable(dataDir, knowledge));
      const house = await keep(startHouse({ place: { dataDir } }));
      const ports = { echo: echo.port, durable: durable.port, house: house.port };
      const options: AnswerOptions = { ...ports, ...AMOUNT[scale], questions, seed };
      const answers = await keep(startGenerator('answer', options));
      await answers.round();
      const points: Record<'house' | 'houseP99' | 'echo' | 'memory', Series['points'][number][]> = {
        house: [],
        houseP99: [],
        echo: [],
        memory: [],
      };
      let there: number = AMOUNT[scale].guests;
      for (const x of LINES[scale]) {
        note(`growth: ${x} connections …`);
        const more: LinesOptions = { house: house.port, lines: x - there, from: 1_000 + there };
        await keep(startGenerator('lines', more));
        there = x;
        const rounds = await measureRounds(ROUNDS, () => answers.round());
        for (const name of ['house', 'houseP99', 'echo'] as const)
          if (rounds.good.length > 0) points[name].push({ x, rounds: valuesOf(rounds, name) });
        const memory: number[] = [];
        while (memory.length < ROUNDS) memory.push(await collectedMiB(house));
        points.memory.push({ x, rounds: memory });
      }
      return {
        connections: {
          title: 'An answer, others being connected',
          x: 'connections',
          y: 'ms',
          series: [
            { name: 'p50', points: points.house },
            { name: 'p99', points: points.houseP99 },
            { name: 'echo p50', points: points.echo },
          ],
        },
        memory: {
          title: 'Memory of the server',
          x: 'connections',
          y: 'MiB',
          series: [{ name: 'resident', points: points.memory }],
        },
      };
    }),
  );
}
