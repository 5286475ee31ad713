import { CLOSED, QUEUED } from './handoffs.ts';
import { takingChats } from './places.ts';
import { prepared } from './prepared.ts';
import type { DeskNow } from './store.ts';
import type { Database } from './tables.ts';

/** Every turn and every heartbeat asks: one statement for all of it. */
const deskRow = prepared((db, { now, seenSince }: { now: number; seenSince: number }) => {
  const pause = db.selectFrom('desk_pause').where('until', '>', now);
  return takingChats(db, seenSince).select((eb) => [
    eb.fn.countAll<number>().as('available'),
    eb.fn.sum<number | null>('capacity').as('places'),
    eb.fn.sum<number | null>('active').as('used'),
    db
      .selectFrom('handoff')
      .where('status', '<>', CLOSED)
      .where('status', 'in', QUEUED)
      .select((handoff) => handoff.fn.countAll<number>().as('count'))
      .as('waiting'),
    pause.select('until').as('until'),
    pause.select('notice').as('notice'),
  ]);
});

export async function deskNow(db: Database, now: number, seenSince: number): Promise<DeskNow> {
  const [row] = await deskRow(db, { now, seenSince });
  if (row === undefined) throw new Error('An aggregate without groups returned no row.');
  const { until, notice } = row;
  return {
    available: Number(row.available),
    places: Number(row.places ?? 0),
    used: Number(row.used ?? 0),
    waiting: Number(row.waiting ?? 0),
    ...(until === null || notice === null ? {} : { pause: { until: Number(until), notice } }),
  };
}
