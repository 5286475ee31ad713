import { chance, shuffled } from '../kernel/chance.ts';
import { Guest, inCrowd } from '../kernel/guest.ts';
import { percentile } from '../kernel/statistics.ts';
import type { Load } from './index.ts';
import { Turns } from './turns.ts';

export interface ThroughputOptions {
  readonly durable: number;
  /** The processes of the program, to which visitors come in turn. */
  readonly houses: readonly number[];
  readonly questions: readonly string[];
  /** Who asks the next question as soon as the last one is answered. */
  readonly clients: number;
  /** Conversations that a client goes through, since none may write all the time. */
  readonly guestsEach: number;
  readonly seconds: number;
  readonly seed: number;
}

/** So many clients that never rest, first at the one server and then at the other, in an order by chance. */
export async function throughputLoad(options: ThroughputOptions): Promise<Load> {
  const { clients, guestsEach } = options;
  const random = chance(options.seed);
  const plain = await inCrowd(clients, 20, (number) => Guest.come({ port: options.durable, number }));
  const guests = await inCrowd(clients * guestsEach, 20, async (number) => {
    const port = options.houses[number % options.houses.length]!;
    const guest = await Guest.come({ port, number });
    await guest.sync();
    return guest;
  });
  const pools = Array.from(
    { length: clients },
    (_, client) => new Turns(guests.slice(client * guestsEach, (client + 1) * guestsEach)),
  );
  const text = () => options.questions[Math.floor(random() * options.questions.length)] ?? '';
  const ways = {
    durable: (client: number) => plain[client]!.ask(text()),
    house: async (client: number) => (await pools[client]!.next()).ask(text()),
  };
  return async () => {
    const values: Record<string, number> = {};
    for (const name of shuffled(['durable', 'house'] as const, random)) {
      const { perSecond, times } = await busy(clients, options.seconds, ways[name]);
      values[name] = perSecond;
      values[`${name}P99`] = percentile(times, 0.99);
    }
    if (pools.some(({ waits }) => waits > 0))
      throw new Error('Visitors had to wait for their limits: give each client more of them.');
    return values;
  };
}

async function busy(clients: number, seconds: number, work: (client: number) => Promise<number>) {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  await inCrowd(clients, clients, async (client) => {
    while (performance.now() < until) times.push(await work(client));
  });
  return { perSecond: (times.length / (performance.now() - begun)) * 1_000, times };
}
