import { sql } from 'kysely';
import { present } from './rows.ts';
import type { Handoff, HandoffChange, HandoffStatus, Turn, TurnResult } from './store.ts';
import type { Database, Trx } from './tables.ts';

/** A literal, not a parameter: only so do the databases use the partial indexes over open handoffs. */
export const CLOSED = sql.lit<HandoffStatus>('closed');
const WAITING: HandoffStatus = 'waiting';
const ACTIVE: HandoffStatus = 'active';

export type Refused = Extract<TurnResult, { kind: 'refused' }>;

/** All handoffs that are not closed, with their owners' names, longest wait first; the id decides a tie. */
export function openHandoffs(db: Database) {
  return db
    .selectFrom('handoff')
    .leftJoin('agent', 'agent.id', 'handoff.agent')
    .where('handoff.status', '<>', CLOSED)
    .orderBy('handoff.queued_at')
    .orderBy('handoff.id')
    .select([
      'handoff.id',
      'handoff.conversation',
      'handoff.status',
      'handoff.epoch',
      'handoff.reason',
      'handoff.question',
      'handoff.queued_at as queuedAt',
      'handoff.agent',
      'agent.name as agentName',
    ]);
}

export async function listWaiting(db: Database): Promise<readonly Handoff[]> {
  const rows = await openHandoffs(db).where('handoff.status', '=', WAITING).execute();
  return rows.map((row) => present(row));
}

export async function lostHandoffs(db: Database, seenBefore: number): Promise<readonly Handoff[]> {
  const rows = await openHandoffs(db)
    .where('handoff.status', '=', ACTIVE)
    .where('agent.seen_at', '<', seenBefore)
    .execute();
  return rows.map((row) => present(row));
}

/** How many wait up to and including this one. */
export async function queuePlace(db: Database, id: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('handoff as mine')
    .innerJoin('handoff as ahead', (join) =>
      join.on((eb) =>
        eb.or([
          eb('ahead.queued_at', '<', eb.ref('mine.queued_at')),
          eb.and([
            eb('ahead.queued_at', '=', eb.ref('mine.queued_at')),
            eb('ahead.id', '<=', eb.ref('mine.id')),
          ]),
        ]),
      ),
    )
    .where('mine.id', '=', id)
    .where('mine.status', '=', WAITING)
    .where('ahead.status', '=', WAITING)
    .where('ahead.status', '<>', CLOSED)
    .select((eb) => eb.fn.count<number>('ahead.id').as('place'))
    .executeTakeFirstOrThrow();
  return row.place > 0 ? row.place : undefined;
}

/**
 * Makes the change by one UPDATE that holds only for the given epoch. Runs under the conversation's row lock.
 * @returns The reason when the handoff could not change; then nothing did.
 */
export async function changeHandoff(
  trx: Trx,
  turn: Turn,
  change: HandoffChange,
): Promise<Refused | undefined> {
  switch (change.do) {
    case 'open':
      return (await open(trx, turn, change)) ? undefined : { kind: 'refused', code: 'stale' };
    case 'accept':
      return accept(trx, turn, change);
    case 'hold':
      return refusal(trx, turn.conversation, change);
    case 'requeue':
      return requeue(trx, turn, change);
    case 'close':
      return close(trx, turn, change);
  }
}

type Change<Do> = Extract<HandoffChange, { do: Do }>;

/** The partial unique index refuses a second open handoff. */
async function open(trx: Trx, turn: Turn, change: Change<'open'>): Promise<boolean> {
  const row = await trx
    .insertInto('handoff')
    .values({
      id: change.id,
      conversation: turn.conversation,
      status: WAITING,
      epoch: 1,
      reason: change.reason,
      question: change.question,
      queued_at: turn.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function accept(trx: Trx, turn: Turn, change: Change<'accept'>): Promise<Refused | undefined> {
  const accepted = await trx
    .updateTable('handoff')
    .set((eb) => ({
      status: ACTIVE,
      agent: change.agent,
      accepted_at: turn.at,
      epoch: eb('epoch', '+', 1),
    }))
    .where('id', '=', change.id)
    .where('conversation', '=', turn.conversation)
    .where('status', '=', WAITING)
    .where('epoch', '=', change.epoch)
    .returning('id')
    .executeTakeFirst();
  if (!accepted) return refusal(trx, turn.conversation, change);
  return (await occupy(trx, change.agent, turn.at)) ? undefined : { kind: 'refused', code: 'at-capacity' };
}

/** One more chat for the agent, if there is room. Accepting is a sign of life. */
async function occupy(trx: Trx, agent: string, at: number): Promise<boolean> {
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

async function requeue(trx: Trx, turn: Turn, change: Change<'requeue'>): Promise<Refused | undefined> {
  const owner = await ownerAt(trx, turn.conversation, change);
  const requeued = await trx
    .updateTable('handoff')
    .set((eb) => ({ status: WAITING, agent: null, accepted_at: null, epoch: eb('epoch', '+', 1) }))
    .where('id', '=', change.id)
    .where('conversation', '=', turn.conversation)
    .where('status', '=', ACTIVE)
    .where('epoch', '=', change.epoch)
    .returning('id')
    .executeTakeFirst();
  if (!requeued) return { kind: 'refused', code: 'stale' };
  await release(trx, owner);
  return undefined;
}

async function close(trx: Trx, turn: Turn, change: Change<'close'>): Promise<Refused | undefined> {
  const owner = await ownerAt(trx, turn.conversation, change);
  const closed = await trx
    .updateTable('handoff')
    .set((eb) => ({
      status: 'closed' as const,
      closed_at: turn.at,
      close_reason: change.reason,
      epoch: eb('epoch', '+', 1),
    }))
    .where('id', '=', change.id)
    .where('conversation', '=', turn.conversation)
    .where('status', '<>', CLOSED)
    .where('epoch', '=', change.epoch)
    .returning('id')
    .executeTakeFirst();
  if (!closed) return refusal(trx, turn.conversation, change);
  await release(trx, owner);
  return undefined;
}

/** Who owned the handoff at that epoch; the UPDATE that follows holds for the same epoch only. */
async function ownerAt(trx: Trx, conversation: string, at: { id: string; epoch: number }) {
  const row = await trx
    .selectFrom('handoff')
    .select('agent')
    .where('id', '=', at.id)
    .where('conversation', '=', conversation)
    .where('status', '=', ACTIVE)
    .where('epoch', '=', at.epoch)
    .executeTakeFirst();
  return row?.agent ?? undefined;
}

async function release(trx: Trx, agent: string | undefined): Promise<void> {
  if (agent === undefined) return;
  await trx
    .updateTable('agent')
    .set((eb) => ({ active: eb('active', '-', 1) }))
    .where('id', '=', agent)
    .execute();
}

/** Why the change cannot be made (any more), judged by the handoff as it stands; undefined when it could. */
export async function refusal(
  trx: Trx,
  conversation: string,
  change: HandoffChange,
): Promise<Refused | undefined> {
  const current = await openHandoffs(trx).where('handoff.conversation', '=', conversation).executeTakeFirst();
  if (change.do === 'open') return current && { kind: 'refused', code: 'stale' };
  if (current?.id !== change.id) return { kind: 'refused', code: 'stale' };
  return taken(current, change) ?? outdated(current, change);
}

type Row = Awaited<ReturnType<ReturnType<typeof openHandoffs>['executeTakeFirstOrThrow']>>;
type Existing = Exclude<HandoffChange, { do: 'open' }>;

/** Another agent owns what this one wants to accept or to write in. */
function taken(current: Row, change: Existing): Refused | undefined {
  if (!('agent' in change) || current.agent === null || current.agent === change.agent) return undefined;
  return { kind: 'refused', code: 'taken', by: current.agentName ?? current.agent };
}

const FROM: Record<Existing['do'], readonly HandoffStatus[]> = {
  accept: [WAITING],
  hold: [ACTIVE],
  requeue: [ACTIVE],
  close: [WAITING, ACTIVE],
};

function outdated(current: Row, change: Existing): Refused | undefined {
  const fits = current.epoch === change.epoch && FROM[change.do].includes(current.status);
  return fits ? undefined : { kind: 'refused', code: 'stale' };
}
