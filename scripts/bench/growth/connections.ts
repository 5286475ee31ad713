import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { collectedMiB, startHouse } from '../kernel/house.ts';
import type { Plot } from '../kernel/plot.ts';
import type { RowOptions } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable, startEcho } from '../kernel/yardsticks.ts';
import type { AnswerOptions } from '../loads/answer.ts';
import type { LinesOptions } from '../loads/lines.ts';
import { AMOUNT, addAnswers, answersPlot, type Points, ROUNDS } from './answers.ts';

const LINES = { quick: [200, 400], whole: [300, 1_000, 3_000, 10_000] } as const;

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
      const points: Points<'house' | 'houseP99' | 'echo' | 'memory'> = {
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
        await addAnswers(points, ['house', 'houseP99', 'echo'], x, () => answers.round());
        const memory: number[] = [];
        while (memory.length < ROUNDS) memory.push(await collectedMiB(house));
        points.memory.push({ x, rounds: memory });
      }
      return {
        connections: answersPlot('An answer, others being connected', 'connections', points, {
          name: 'echo p50',
          points: points.echo,
        }),
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
