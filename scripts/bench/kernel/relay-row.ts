import type { RelayOptions } from '../loads/relay.ts';
import { hire } from './accounts.ts';
import { startGenerator } from './generator.ts';
import { inFolder, type Place, withAll } from './ground.ts';
import { startHouse } from './house.ts';
import { measureRounds, valuesOf } from './rounds.ts';
import type { Measured, RowOptions } from './row.ts';
import { shippedKnowledge } from './shipped.ts';
import { startDurable, startEcho } from './yardsticks.ts';

const SIZES = {
  quick: { rounds: 3, times: 80, agents: 20, chatsEach: 3 },
  whole: { rounds: 4, times: 400, agents: 40, chatsEach: 3 },
  long: { rounds: 7, times: 1_000, agents: 80, chatsEach: 3 },
} as const;

export interface RelayPlan {
  readonly place: Place;
  /** Visitors at one, agents at the other. */
  readonly processes: 1 | 2;
  /** How often as long as an echo a message and its reply may take. */
  readonly mostEchoes: number;
}

/** A message from visitor to agent and the reply, beside an echo and the same over a bare durable server. */
export function measureRelay(
  { place, processes, mostEchoes }: RelayPlan,
  { size, seed }: RowOptions,
): Promise<Measured> {
  return inFolder((folder) =>
    withAll(async (keep) => {
      const { rounds, agents, ...amount } = SIZES[size];
      const badges = await hire(place, agents);
      const echo = await keep(startEcho());
      const durable = await keep(startDurable(folder, (await shippedKnowledge()).knowledge));
      const house = await keep(startHouse({ place }));
      const desk = processes === 1 ? house : await keep(startHouse({ place }));
      const ports = { echo: echo.port, durable: durable.port, house: house.port, desk: desk.port };
      const options: RelayOptions = { ...ports, ...amount, badges, seed };
      const generator = await keep(startGenerator('relay', options));
      await generator.round();
      const all = await measureRounds(rounds, () => generator.round());
      const figure = (what: string, ours: string, bare: string) => ({
        what,
        unit: 'ms',
        rounds: valuesOf(all, ours),
        yardstick: { what: 'bare durable server', rounds: valuesOf(all, bare) },
      });
      return {
        voided: all.voided,
        figures: [
          {
            what: 'there and back, p50',
            unit: 'ms',
            rounds: valuesOf(all, 'house'),
            yardstick: { what: 'socket.io echo', rounds: valuesOf(all, 'echo') },
            reach: { of: 'ratio', most: mostEchoes },
          },
          figure('there and back, p50', 'house', 'durable'),
          figure('there and back, p99', 'houseP99', 'durableP99'),
          figure('one way, p50', 'houseOneWay', 'durableOneWay'),
        ],
      };
    }),
  );
}
