import { prepared } from './prepared.ts';
import type { Alarm, AlarmKind, NewAlarm, Turn } from './store.ts';
import type { Database, Trx } from './tables.ts';

const setAlarm = prepared((db, { conversation, kind, dueAt }: Alarm) =>
  db
    .insertInto('alarm')
    .values({ conversation, kind, due_at: dueAt })
    .onConflict((conflict) => conflict.columns(['conversation', 'kind']).doUpdateSet({ due_at: dueAt })),
);

const deleteAlarm = prepared((db, { conversation, kind }: { conversation: string; kind: AlarmKind }) =>
  db.deleteFrom('alarm').where('conversation', '=', conversation).where('kind', '=', kind),
);

/** Sets alarms; one of a kind that is set already is replaced. */
export async function storeAlarms(
  trx: Trx,
  conversation: string,
  alarms: readonly NewAlarm[],
): Promise<void> {
  for (const alarm of alarms) await setAlarm(trx, { conversation, ...alarm });
}

/** Drops first, then sets: a kind that is in both lists is set. */
export async function changeAlarms(
  trx: Trx,
  conversation: string,
  alarms: NonNullable<Turn['alarms']>,
): Promise<void> {
  for (const kind of alarms.drop) await deleteAlarm(trx, { conversation, kind });
  await storeAlarms(trx, conversation, alarms.set);
}

export async function dropAlarm(trx: Trx, conversation: string, kind: AlarmKind): Promise<void> {
  await deleteAlarm(trx, { conversation, kind });
}

export async function postponeAlarm(
  trx: Trx,
  conversation: string,
  kind: AlarmKind,
  dueAt: number,
): Promise<void> {
  await trx
    .updateTable('alarm')
    .set({ due_at: dueAt })
    .where('conversation', '=', conversation)
    .where('kind', '=', kind)
    .execute();
}

export async function dueAlarms(db: Database, now: number, limit: number): Promise<readonly Alarm[]> {
  return db
    .selectFrom('alarm')
    .select(['conversation', 'kind', 'due_at as dueAt'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('conversation')
    .orderBy('kind')
    .limit(limit)
    .execute();
}
