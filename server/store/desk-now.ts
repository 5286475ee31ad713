import { CLOSED, QUEUED } from './handoffs.ts';
import { takingChats } from './places.ts';
import { prepared } from './prepared.ts';
import type { DeskNow } from './store.ts';
import type { Database } from './tables.ts';

/** When the desk is asked about, and since when agents must have been seen to count. */
export interface DeskTimes {
  readonly now: number;
  readonly seenSince: number;
}

/** Every turn and every heartbeat asks: one row for all of it. */
export function deskRow(db: Database, { now, seenSince }: DeskTimes) {
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
}

const desk = prepared(deskRow);

export async function deskNow(db: Database, now: number, seenSince: number): Promise<DeskNow> {
  const [row] = await desk(db, { now, seenSince });
  if (row === undefined) throw new Error('An aggregate without groups returned no row.');
  return toDesk(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof deskRow>['executeTakeFirstOrThrow']>>;

export function toDesk(row: Row): DeskNow {
  const { until, notice } = row;
  return {
    available: Number(row.available),
    places: Number(row.places ?? 0),
    used: Number(row.used ?? 0),
    waiting: Number(row.waiting ?? 0),
    ...(until === null || notice === null ? {} : { pause: { until: Number(until), notice } }),
  };
}
