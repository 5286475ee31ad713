import { insertAudit } from './audit.ts';
import { raiseInbox } from './inbox.ts';
import { release } from './places.ts';
import type { Due, EraseCursor, ErasedPage, NewAudit } from './privacy-port.ts';
import type { Tables, Trx } from './tables.ts';

/**
 * Every table whose rows stem from a conversation and name it, in an order in which nothing is referred to any more.
 * `hold` is left out: what a supervisor has just begun to keep, the database itself does not let go.
 */
const DERIVED = [
  'original',
  'event',
  'alarm',
  'request',
  'chat_read',
  'visitor_read',
  'note',
  'block',
  'gap',
  'identity',
  'presence',
  'handoff',
] as const satisfies readonly (keyof Tables)[];

/** Deletes one conversation unless a supervisor keeps it. */
export async function eraseConversation(trx: Trx, id: string, audit: NewAudit) {
  const found = await trx
    .selectFrom('conversation')
    .leftJoin('hold', 'hold.conversation', 'conversation.id')
    .select('hold.at as heldAt')
    .where('conversation.id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return 'unknown' as const;
  if (found.heldAt !== null) return 'held' as const;
  await take(trx, [id], Number.MAX_SAFE_INTEGER);
  await erase(trx, [id], audit.at);
  await insertAudit(trx, audit);
  return 'erased' as const;
}

/** One page of the walk over all conversations, oldest first: those that are due go. */
export async function eraseDue(
  trx: Trx,
  due: Due,
  after: EraseCursor | undefined,
  limit: number,
): Promise<ErasedPage> {
  const rows = await trx
    .selectFrom('conversation')
    .leftJoin('hold', 'hold.conversation', 'conversation.id')
    .where('conversation.created_at', '<=', Math.max(due.abandoned, due.conversations))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('conversation.created_at', '>', after!.createdAt),
          eb.and([
            eb('conversation.created_at', '=', after!.createdAt),
            eb('conversation.id', '>', after!.id),
          ]),
        ]),
      ),
    )
    .orderBy('conversation.created_at')
    .orderBy('conversation.id')
    .limit(limit)
    .select((eb) => [
      'conversation.id',
      'conversation.created_at as createdAt',
      'conversation.touched_at as touchedAt',
      'hold.at as heldAt',
      eb
        .exists(
          eb
            .selectFrom('event')
            .select('event.seq')
            .whereRef('event.conversation', '=', 'conversation.id')
            .where('event.type', 'in', ['visitor.message', 'request.filed', 'agent.message']),
        )
        .as('spoken'),
    ])
    .execute();
  const erased = rows.filter(
    ({ heldAt, touchedAt, spoken }) =>
      heldAt === null && touchedAt <= (spoken ? due.conversations : due.abandoned),
  );
  const found = erased.map(({ id }) => id);
  const ids = await take(trx, found, Math.max(due.abandoned, due.conversations));
  if (ids.length > 0) await erase(trx, ids, due.now);
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return { erased: ids };
  return { erased: ids, next: { createdAt: last.createdAt, id: last.id } };
}

/**
 * Takes the rows, so that a turn under way in another process waits, and then finds nothing.
 * @param until UTC ms; what was touched later, since it was looked at, is not due any more
 * @returns the ids of those that were taken
 */
async function take(trx: Trx, ids: readonly string[], until: number): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .where('touched_at', '<=', until)
    .returning('id')
    .execute();
  const taken = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => taken.has(id));
}

async function erase(trx: Trx, ids: readonly string[], at: number): Promise<void> {
  await giveBackPlaces(trx, ids, at);
  for (const table of DERIVED) await trx.deleteFrom(table).where('conversation', 'in', ids).execute();
  await trx.deleteFrom('conversation').where('id', 'in', ids).execute();
  await raiseInbox(trx);
}

async function giveBackPlaces(trx: Trx, ids: readonly string[], at: number): Promise<void> {
  const held = await trx
    .selectFrom('handoff')
    .select('agent')
    .where('conversation', 'in', ids)
    .where('status', 'in', ['offered', 'active'])
    .execute();
  for (const { agent } of held) await release(trx, agent ?? undefined, at);
}

/** Deletes due rows of what is kept apart from conversations; what belongs to one that a supervisor keeps stays. */
export async function eraseDueRows(trx: Trx, due: Due, limit: number): Promise<number> {
  const counts = [
    await eraseOld(trx, 'gap', 'at', due.gaps, limit),
    await eraseOld(trx, 'audit', 'at', due.audit, limit),
    await eraseOld(trx, 'request', 'done_at', due.requests, limit),
    await eraseExpired(trx, due.now, limit),
    await eraseUsage(trx, due.usageBefore, limit),
  ];
  if (counts.some((count) => count > 0)) await raiseInbox(trx);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function eraseOld(
  trx: Trx,
  table: 'gap' | 'audit' | 'request',
  column: 'at' | 'done_at',
  before: number,
  limit: number,
): Promise<number> {
  const { ref } = trx.dynamic;
  const rows = await trx
    .selectFrom(table)
    .select('id')
    .where(ref<never>(column), '<=', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hold')
            .select('hold.at')
            .whereRef('hold.conversation', '=', ref<never>(`${table}.conversation`)),
        ),
      ),
    )
    .limit(limit)
    .execute();
  await deleteById(trx, table, rows);
  return rows.length;
}

async function eraseUsage(trx: Trx, before: string, limit: number): Promise<number> {
  const rows = await trx.selectFrom('usage').select('id').where('week', '<', before).limit(limit).execute();
  await deleteById(trx, 'usage', rows);
  return rows.length;
}

async function deleteById(
  trx: Trx,
  table: 'gap' | 'audit' | 'request' | 'usage',
  rows: readonly { id: string }[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await trx.deleteFrom(table).where('id', 'in', ids).execute();
}

async function eraseExpired(trx: Trx, before: number, limit: number): Promise<number> {
  const rows = await trx
    .selectFrom('agent_session')
    .select('token_hash')
    .where('expires_at', '<=', before)
    .limit(limit)
    .execute();
  const hashes = rows.map((row) => row.token_hash);
  if (hashes.length > 0) await trx.deleteFrom('agent_session').where('token_hash', 'in', hashes).execute();
  return hashes.length;
}
