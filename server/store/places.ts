import type { Database, Trx } from './tables.ts';

/** One more chat for the agent, if there is room. Accepting is a sign of life. */
export async function occupy(trx: Trx, agent: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('agent')
    .set((eb) => ({
      active: eb('active', '+', 1),
      seen_at: eb.case().when('seen_at', '<', at).then(at).else(eb.ref('seen_at')).end(),
    }))
    .where('id', '=', agent)
    .where('disabled', '=', 0)
    .where((eb) => eb('active', '<', eb.ref('capacity')))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * One more chat for an agent who did not ask for it: only for one who takes chats.
 * @returns Why not, if not.
 */
export async function assign(trx: Trx, agent: string): Promise<'at-capacity' | 'away' | undefined> {
  const row = await trx
    .updateTable('agent')
    .set((eb) => ({ active: eb('active', '+', 1) }))
    .where('id', '=', agent)
    .where('disabled', '=', 0)
    .where('available', '=', 1)
    .where((eb) => eb('active', '<', eb.ref('capacity')))
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) return undefined;
  const found = await trx
    .selectFrom('agent')
    .select('id')
    .where('id', '=', agent)
    .where('disabled', '=', 0)
    .where('available', '=', 1)
    .executeTakeFirst();
  return found === undefined ? 'away' : 'at-capacity';
}

/** One chat less; from now on the agent is idle for longer than before. */
export async function release(trx: Trx, agent: string | undefined, at: number): Promise<void> {
  if (agent === undefined) return;
  await trx
    .updateTable('agent')
    .set((eb) => ({ active: eb('active', '-', 1), idle_since: at }))
    .where('id', '=', agent)
    .execute();
}

/** Agents who take chats, are there and have room: the fewest chats first, then the longest idle. */
export async function listFree(db: Database, seenSince: number): Promise<readonly string[]> {
  const rows = await takingChats(db, seenSince)
    .where((eb) => eb('active', '<', eb.ref('capacity')))
    .select('id')
    .orderBy('active')
    .orderBy((eb) => eb.fn.coalesce('idle_since', eb.lit(0)))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Agents who take chats and are there. */
export function takingChats(db: Database, seenSince: number) {
  return db
    .selectFrom('agent')
    .where('available', '=', 1)
    .where('disabled', '=', 0)
    .where('seen_at', '>=', seenSince);
}
