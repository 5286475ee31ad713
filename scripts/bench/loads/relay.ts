import { chance, shuffled } from '../kernel/chance.ts';
import { Guest } from '../kernel/guest.ts';
import { openPairs, type Pair, type PairsOptions } from '../kernel/pairs.ts';
import { percentile } from '../kernel/statistics.ts';
import { Wire } from '../kernel/wire.ts';
import type { Load } from './index.ts';
import { Turns } from './turns.ts';

export interface RelayOptions extends PairsOptions {
  readonly echo: number;
  readonly durable: number;
  /** Exchanges in a round. */
  readonly times: number;
  readonly seed: number;
}

const WORDS = 'Guten Tag, ich habe eine Frage zu meinem Vertrag mit der Nummer vom letzten Jahr.';

/** When a message was sent, arrived, and its reply was back. */
interface Exchange {
  readonly thereMs: number;
  readonly bothMs: number;
}

/** A message from a visitor to an agent and the reply, one exchange at a time, each way in an order by chance. */
export async function relayLoad(options: RelayOptions): Promise<Load> {
  const random = chance(options.seed);
  const echo = await Wire.open({ port: options.echo, namespace: '/visitor' });
  const bare = await openBare(options.durable);
  const turns = new Turns(await openPairs(options));
  const ways = {
    async echo(): Promise<Exchange> {
      const begun = performance.now();
      await echo.must('message:send', { clientId: 'benchmark', text: WORDS });
      const bothMs = performance.now() - begun;
      return { thereMs: bothMs / 2, bothMs };
    },
    durable: bare,
    house: async () => exchange(await turns.next()),
  };
  return async () => {
    const all = { echo: [] as Exchange[], durable: [] as Exchange[], house: [] as Exchange[] };
    for (let time = 0; time < options.times; time++)
      for (const name of shuffled(['echo', 'durable', 'house'] as const, random))
        all[name].push(await ways[name]());
    const both = (name: keyof typeof all, share: number) =>
      percentile(
        all[name].map(({ bothMs }) => bothMs),
        share,
      );
    const oneWay = (name: keyof typeof all) =>
      percentile(
        all[name].flatMap(({ thereMs, bothMs }) => [thereMs, bothMs - thereMs]),
        0.5,
      );
    return {
      echo: both('echo', 0.5),
      durable: both('durable', 0.5),
      house: both('house', 0.5),
      houseP99: both('house', 0.99),
      durableP99: both('durable', 0.99),
      houseOneWay: oneWay('house'),
      durableOneWay: oneWay('durable'),
    };
  };
}

async function exchange(pair: Pair): Promise<Exchange> {
  const arrived = new Promise<void>((resolve) => {
    pair.arrived = resolve;
  });
  const replied = pair.guest.next('agent.message');
  const begun = performance.now();
  const written = pair.guest.write({ text: WORDS });
  await arrived;
  const thereMs = performance.now() - begun;
  const answered = pair.clerk.write(pair.chat, WORDS);
  await replied;
  const bothMs = performance.now() - begun;
  // Both are acknowledged before the next exchange begins.
  await Promise.all([written, answered]);
  return { thereMs, bothMs };
}

/** The same on the bare server: two lines in one room. */
async function openBare(port: number): Promise<() => Promise<Exchange>> {
  const guest = await Guest.come({ port, number: 0 });
  const agent = await Wire.open({ port, namespace: '/visitor' });
  await agent.must('conversation:start', { conversation: guest.token });
  let arrived = () => {};
  agent.on<{ event: { type: string } }>('event:added', ({ event }) => {
    if (event.type === 'visitor.said') arrived();
  });
  return async () => {
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const replied = guest.next('agent.message');
    const begun = performance.now();
    const written = guest.write({ text: WORDS, type: 'visitor.said' });
    await there;
    const thereMs = performance.now() - begun;
    const answered = agent.must('message:send', { text: WORDS, type: 'agent.message' });
    await replied;
    const bothMs = performance.now() - begun;
    await Promise.all([written, answered]);
    return { thereMs, bothMs };
  };
}
