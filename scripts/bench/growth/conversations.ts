import { fillConversations } from '../kernel/fill.ts';
import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { startHouse } from '../kernel/house.ts';
import type { Plot } from '../kernel/plot.ts';
import type { RowOptions } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { startDurable, startEcho } from '../kernel/yardsticks.ts';
import type { AnswerOptions } from '../loads/answer.ts';
import { AMOUNT, addAnswers, answersPlot, type Points, ROUNDS } from './answers.ts';

const STORED = { quick: [300, 1_000], whole: [300, 1_000, 10_000, 100_000] } as const;

/** How long an answer and a start take when so many conversations are stored. */
export function conversationsGrowth({ size, seed, note }: RowOptions): Promise<Record<string, Plot>> {
  const scale = size === 'quick' ? 'quick' : 'whole';
  return inFolder((dataDir) =>
    withAll(async (keep) => {
      const { knowledge, questions } = await answeredQuestions();
      const echo = await keep(startEcho());
      const durable = await keep(startDurable(dataDir, knowledge));
      const points: Points<'house' | 'houseP99' | 'durable' | 'start'> = {
        house: [],
        houseP99: [],
        durable: [],
        start: [],
      };
      for (const x of STORED[scale]) {
        note(`growth: ${x} conversations …`);
        if (x !== STORED[scale][0]) fillConversations(dataDir, x);
        const starts: number[] = [];
        for (let round = 1; round < ROUNDS; round++) {
          const house = await startHouse({ place: { dataDir } });
          starts.push(house.startMs / 1_000);
          await house.end();
        }
        const house = await startHouse({ place: { dataDir } });
        starts.push(house.startMs / 1_000);
        const ports = { echo: echo.port, durable: durable.port, house: house.port };
        const options: AnswerOptions = { ...ports, ...AMOUNT[scale], questions, seed };
        const answers = await startGenerator('answer', options);
        await answers.round();
        await addAnswers(points, ['house', 'houseP99', 'durable'], x, () => answers.round());
        points.start.push({ x, rounds: starts });
        await answers.end();
        await house.end();
      }
      return {
        conversations: answersPlot('An answer, others being stored', 'conversations stored', points, {
          name: 'bare server p50',
          points: points.durable,
        }),
        start: {
          title: 'Start of the process to listening',
          x: 'conversations stored',
          y: 's',
          series: [{ name: 'start', points: points.start }],
        },
      };
    }),
  );
}
