import { chance, shuffled } from '../kernel/chance.ts';
import { Guest, inCrowd } from '../kernel/guest.ts';
import { percentile } from '../kernel/statistics.ts';
import { Wire } from '../kernel/wire.ts';
import type { Load } from './index.ts';
import { Turns } from './turns.ts';

export interface AnswerOptions {
  /** Ports: bare socket.io, the bare durable server, the program. */
  readonly echo: number;
  readonly durable: number;
  readonly house: number;
  readonly questions: readonly string[];
  readonly guests: number;
  /** Questions in a round. */
  readonly times: number;
  readonly seed: number;
}

/** One question at a time, to each of the three in an order by chance. */
export async function answerLoad(options: AnswerOptions): Promise<Load> {
  const random = chance(options.seed);
  const echo = await Wire.open({ port: options.echo, namespace: '/visitor' });
  const plain = await Guest.come({ port: options.durable, number: 0 });
  const guests = await inCrowd(options.guests, 20, async (number) => {
    const guest = await Guest.come({ port: options.house, number });
    await guest.sync();
    return guest;
  });
  const turns = new Turns(guests);
  const ways = {
    echo: async (text: string) => {
      const begun = performance.now();
      await echo.must('message:send', { clientId: 'benchmark', text });
      return performance.now() - begun;
    },
    durable: (text: string) => plain.ask(text),
    house: async (text: string) => (await turns.next()).ask(text),
  };
  return async () => {
    const times = { echo: [] as number[], durable: [] as number[], house: [] as number[] };
    for (let time = 0; time < options.times; time++) {
      const text = options.questions[Math.floor(random() * options.questions.length)] ?? '';
      for (const name of shuffled(['echo', 'durable', 'house'] as const, random))
        times[name].push(await ways[name](text));
    }
    return {
      echo: percentile(times.echo, 0.5),
      durable: percentile(times.durable, 0.5),
      house: percentile(times.house, 0.5),
      houseP99: percentile(times.house, 0.99),
      durableP99: percentile(times.durable, 0.99),
    };
  };
}
