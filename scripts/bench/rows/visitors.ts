import { hire } from '../kernel/accounts.ts';
import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { collectedMiB, startHouse } from '../kernel/house.ts';
import { residentMiB } from '../kernel/machine.ts';
import { figureOf, measureRounds } from '../kernel/rounds.ts';
import type { Row } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import type { VisitorsOptions } from '../loads/visitors.ts';

const SIZES = {
  quick: { visitors: 500, agents: 10, perSecond: 50, seconds: 2 },
  whole: { visitors: 2_000, agents: 40, perSecond: 100, seconds: 10 },
  long: { visitors: 10_000, agents: 200, perSecond: 300, seconds: 100 },
} as const;
const ROUNDS = 3;
const CHATS_EACH = 2;
const POLL_MS = 250;

export const visitors: Row = {
  name: 'visitors',
  title: '10,000 visitors, 200 agents and 300 messages a second for five minutes (fewer without --long)',
  from: 'long',
  measure: ({ size, seed, note }) =>
    inFolder((dataDir) =>
      withAll(async (keep) => {
        const { agents, ...amount } = SIZES[size];
        const badges = await hire({ dataDir }, agents);
        const { questions } = await answeredQuestions();
        const house = await keep(startHouse({ place: { dataDir } }));
        const empty = await collectedMiB(house);
        const ports = { house: house.port, desk: house.port };
        const people = { badges, chatsEach: CHATS_EACH };
        const options: VisitorsOptions = { ...ports, ...people, ...amount, questions, seed };
        const generator = await keep(startGenerator('visitors', options));
        const lines = amount.visitors + agents;
        const perLine = ((await collectedMiB(house)) - empty) / lines;
        note(`visitors: ${lines} lines are open …`);
        const all = await measureRounds(ROUNDS, async () => {
          await house.call('lag');
          const highest = watchMemory(house.pid);
          const { lagMs, values } = await generator.round();
          const { p99, most } = await house.call<{ p99: number; most: number }>('lag');
          return { lagMs, values: { ...values, loop: p99, stall: most, memory: highest() } };
        });
        return {
          voided: all.voided,
          figures: [
            figureOf(all, 'messages', '', 'sent'),
            figureOf(all, 'lost', '', 'lost', 0),
            figureOf(all, 'p50', 'ms', 'p50'),
            figureOf(all, 'p99', 'ms', 'p99', 100),
            figureOf(all, 'loop delay p99', 'ms', 'loop', 30),
            figureOf(all, 'longest stall', 'ms', 'stall'),
            figureOf(all, 'memory at most', 'MiB', 'memory', 600),
            {
              what: 'memory for each line',
              unit: 'KiB',
              rounds: all.good.map(() => perLine * 1_024),
              reach: { of: 'value', most: 25 },
            },
          ],
        };
      }),
    ),
};

/** Returns what ends it, with the highest resident memory seen. */
function watchMemory(pid: number): () => number {
  let highest = residentMiB(pid);
  const timer = setInterval(() => {
    highest = Math.max(highest, residentMiB(pid));
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    return highest;
  };
}
