import { chance } from '../kernel/chance.ts';
import { Guest, inCrowd } from '../kernel/guest.ts';
import { openPairs, type Pair, type PairsOptions } from '../kernel/pairs.ts';
import { percentile } from '../kernel/statistics.ts';
import type { Load } from './index.ts';
import { Turns } from './turns.ts';

export interface VisitorsOptions extends PairsOptions {
  readonly visitors: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly questions: readonly string[];
  readonly seed: number;
}

/** How long a message may be under way after the last one was sent until it counts as lost. */
const PATIENCE_MS = 15_000;
const TICK_MS = 5;
const WORDS = 'Danke, das habe ich verstanden. Wie geht es jetzt weiter?';

/**
 * So many visitors with open lines, of whom some chat with agents. Messages come at their rate whether or not earlier
 * ones were answered: half are questions to the assistant, a quarter goes to agents, a quarter comes from them.
 */
export async function visitorsLoad(options: VisitorsOptions): Promise<Load> {
  const { house, questions, perSecond, seconds } = options;
  const random = chance(options.seed);
  const pairs = await openPairs(options);
  const guests = await inCrowd(options.visitors - pairs.length, 20, async (number) => {
    const guest = await Guest.come({ port: house, number });
    await guest.sync();
    return guest;
  });
  const [askers, talkers] = [new Turns(guests), new Turns(pairs)];
  const send = async (): Promise<number> => {
    const kind = random();
    if (kind < 0.5)
      return (await askers.next()).ask(questions[Math.floor(random() * questions.length)] ?? '');
    const pair = await talkers.next();
    return kind < 0.75 ? there(pair) : back(pair);
  };
  return async () => {
    const times: number[] = [];
    const failures: unknown[] = [];
    let sent = 0;
    const begun = performance.now();
    await new Promise<void>((done) => {
      const timer = setInterval(() => {
        const passed = Math.min(seconds, (performance.now() - begun) / 1_000);
        for (; sent < passed * perSecond; sent++)
          send().then(
            (ms) => times.push(ms),
            (error) => failures.push(error),
          );
        if (passed < seconds) return;
        clearInterval(timer);
        done();
      }, TICK_MS);
    });
    const until = performance.now() + PATIENCE_MS;
    while (times.length < sent && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    return {
      sent,
      lost: sent - times.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
    };
  };
}

function there(pair: Pair): Promise<number> {
  const begun = performance.now();
  const arrived = new Promise<void>((resolve) => {
    pair.arrived = resolve;
  });
  return Promise.all([pair.guest.write({ text: WORDS }), arrived]).then(() => performance.now() - begun);
}

function back({ guest, clerk, chat }: Pair): Promise<number> {
  const begun = performance.now();
  return Promise.all([clerk.write(chat, WORDS), guest.next('agent.message')]).then(
    () => performance.now() - begun,
  );
}
