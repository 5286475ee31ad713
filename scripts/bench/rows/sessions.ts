import { startGenerator } from '../kernel/generator.ts';
import { inFolder, withAll } from '../kernel/ground.ts';
import { collectedMiB, startHouse } from '../kernel/house.ts';
import type { Row } from '../kernel/row.ts';
import { answeredQuestions } from '../kernel/shipped.ts';
import { slope } from '../kernel/statistics.ts';
import type { SessionsOptions } from '../loads/sessions.ts';

/** Sessions between two looks at the memory. */
const SESSIONS = { quick: 100, whole: 1_000, long: 10_000 } as const;
const LOOKS = 10;
/** Looks that one slope is taken of; neighbours share one. */
const WINDOW = 4;
const TEN_THOUSAND = 10_000;

export const sessions: Row = {
  name: 'sessions',
  title: '100,000 visitors come, ask and leave: what memory grows by (fewer without --long)',
  from: 'long',
  measure: ({ size, seed }) =>
    inFolder((dataDir) =>
      withAll(async (keep) => {
        const { questions } = await answeredQuestions();
        const house = await keep(startHouse({ place: { dataDir } }));
        const options: SessionsOptions = { house: house.port, sessions: SESSIONS[size], questions, seed };
        const generator = await keep(startGenerator('sessions', options));
        const looks: [number, number][] = [];
        const rates: number[] = [];
        for (let look = 1; look <= LOOKS; look++) {
          const { values } = await generator.round();
          rates.push(values.perSecond ?? Number.NaN);
          looks.push([(look * SESSIONS[size]) / TEN_THOUSAND, await collectedMiB(house)]);
        }
        const windows = [0, WINDOW - 1, 2 * (WINDOW - 1)].map((from) => looks.slice(from, from + WINDOW));
        return {
          // How late the generator is changes nothing about memory.
          voided: [],
          figures: [
            {
              what: 'memory for 10,000 more',
              unit: 'MiB',
              rounds: windows.map(slope),
              // Of a few thousand it is the warming up that shows.
              ...(size === 'long' && { reach: { of: 'value', most: 1 } }),
            },
            { what: 'memory', unit: 'MiB', rounds: looks.map(([, memory]) => memory) },
            { what: 'visitors a second', unit: '/s', rounds: rates },
          ],
        };
      }),
    ),
};
