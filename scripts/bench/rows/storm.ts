import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { startHouse } from '../kernel/house.ts';
import { figureOf, measureRounds } from '../kernel/rounds.ts';
import type { Row } from '../kernel/row.ts';
import type { StormOptions } from '../loads/storm.ts';

const CLIENTS = { quick: 300, whole: 1_000, long: 5_000 } as const;
const ROUNDS = 3;

export const storm: Row = {
  name: 'storm',
  title: '5,000 visitors come back to a server that was killed and started again (fewer without --long)',
  from: 'long',
  measure: ({ size, note }) =>
    inFolder((dataDir) =>
      withAll(async (keep) => {
        const place = { dataDir };
        let house = await keep(startHouse({ place }));
        const { port } = house;
        const options: StormOptions = { house: port, clients: CLIENTS[size] };
        const generator = await keep(startGenerator('storm', options));
        note(`storm: ${options.clients} visitors are there …`);
        const all = await measureRounds(ROUNDS, async () => {
          await house.end();
          const killed = performance.now();
          house = await keep(startHouse({ place, port }));
          const awayMs = performance.now() - killed;
          // What comes from here on is the storm and not the start.
          await house.call('lag');
          const { lagMs, values } = await generator.round();
          const { most } = await house.call<{ most: number }>('lag');
          return { lagMs, values: { ...values, stall: most, away: awayMs / 1_000 } };
        });
        return {
          voided: all.voided,
          figures: [
            figureOf(all, 'server away', 's', 'away'),
            figureOf(all, 'half in step after', 's', 'p50'),
            figureOf(all, '95 % in step after', 's', 'p95'),
            figureOf(all, 'all in step after', 's', 'all', 8),
            figureOf(all, 'longest stall of the loop', 'ms', 'stall', 250),
          ],
        };
      }),
    ),
};
