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

/** @returns Whether the alarm was still set as it was claimed; then it is gone now. */
export async function takeAlarm(trx: Trx, conversation: string, { kind, dueAt }: NewAlarm): Promise<boolean> {
  const taken = await trx
    .deleteFrom('alarm')
    .where('conversation', '=', conversation)
    .where('kind', '=', kind)
    .where('due_at', '=', dueAt)
    .returning('kind')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Moves due alarms to a later time in one UPDATE: whose UPDATE finds one has it. */
export async function claimAlarms(
  trx: Trx,
  now: number,
  until: number,
  limit: number,
): Promise<readonly Alarm[]> {
  const due = await dueAlarms(trx, now, limit);
  const claimed: Alarm[] = [];
  for (const { conversation, kind } of due) {
    const [row] = await moveDue(trx, { conversation, kind, now, until });
    if (row !== undefined) claimed.push({ conversation, kind, dueAt: until });
  }
  return claimed;
}

const moveDue = prepared((db, at: { conversation: string; kind: AlarmKind; now: number; until: number }) =>
  db
    .updateTable('alarm')
    .set({ due_at: at.until })
    .where('conversation', '=', at.conversation)
    .where('kind', '=', at.kind)
    .where('due_at', '<=', at.now)
    .returning('kind'),
);

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
