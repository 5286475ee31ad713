import { sql } from 'kysely';
import { openHandoffOf } from './handoffs.ts';
import { assign, occupy, release } from './places.ts';
import { present } from './rows.ts';
import type { HandoffChange, HandoffStatus, Turn, TurnResult } from './store.ts';
import type { Trx } from './tables.ts';

const WAITING: HandoffStatus = 'waiting';
const OFFERED: HandoffStatus = 'offered';
const ACTIVE: HandoffStatus = 'active';

export type Refused = Extract<TurnResult, { kind: 'refused' }>;
export const STALE: Refused = { kind: 'refused', code: 'stale' };

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
      return (await open(trx, turn, change)) ? undefined : STALE;
    case 'accept':
      return accept(trx, turn, change);
    case 'hold':
      return refusal(trx, turn.conversation, change);
    case 'offer':
      return offer(trx, turn, change);
    case 'pass':
      return pass(trx, turn, change);
    case 'transfer':
      return transfer(trx, turn, change);
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

/** The waiting chat, or the one that was offered to this agent; the place of an offered one is taken already. */
async function accept(trx: Trx, turn: Turn, change: Change<'accept'>): Promise<Refused | undefined> {
  if (await acceptOffered(trx, turn, change)) return undefined;
  const accepted = await advance(trx, turn, change, WAITING)
    .set({ status: ACTIVE, agent: change.agent, accepted_at: firstAccepted(turn) })
    .executeTakeFirst();
  if (!accepted) return refusal(trx, turn.conversation, change);
  return (await occupy(trx, change.agent, turn.at)) ? undefined : { kind: 'refused', code: 'at-capacity' };
}

async function acceptOffered(trx: Trx, turn: Turn, change: Change<'accept'>): Promise<boolean> {
  const accepted = await advance(trx, turn, change, OFFERED)
    .set({ status: ACTIVE, accepted_at: firstAccepted(turn), offered_until: null })
    .where('agent', '=', change.agent)
    .executeTakeFirst();
  return accepted !== undefined;
}

/** A visitor's wait ends with the first agent; one who comes after a lost one does not prolong it. */
function firstAccepted({ at }: Turn) {
  return sql<number>`coalesce(accepted_at, ${at})`;
}

async function offer(trx: Trx, turn: Turn, change: Change<'offer'>): Promise<Refused | undefined> {
  const offered = await advance(trx, turn, change, WAITING)
    .set({ status: OFFERED, agent: change.agent, offered_until: change.until })
    .executeTakeFirst();
  if (!offered) return refusal(trx, turn.conversation, change);
  return assigned(trx, change.agent);
}

/** No other write can come between: the conversation's row is locked. */
async function pass(trx: Trx, turn: Turn, change: Change<'pass'>): Promise<Refused | undefined> {
  const holder = await holderAt(trx, turn.conversation, change);
  const passed = await advance(trx, turn, change, OFFERED)
    .set({
      status: WAITING,
      agent: null,
      offered_until: null,
      passed_by: `${holder?.passedBy ?? ''} ${holder?.agent ?? ''}`,
    })
    .executeTakeFirst();
  if (!passed) return STALE;
  await release(trx, holder?.agent, turn.at);
  return undefined;
}

async function transfer(trx: Trx, turn: Turn, change: Change<'transfer'>): Promise<Refused | undefined> {
  const transferred = await advance(trx, turn, change, ACTIVE)
    .set({ agent: change.to })
    .where('agent', '=', change.agent)
    .executeTakeFirst();
  if (!transferred) return refusal(trx, turn.conversation, change);
  const leave = () => release(trx, change.agent, turn.at);
  // Both agents' rows are locked; always in the order of their ids, so that crossing transfers do not block each other.
  if (change.agent < change.to) await leave();
  const refused = await assigned(trx, change.to);
  if (change.agent > change.to) await leave();
  return refused;
}

async function assigned(trx: Trx, agent: string): Promise<Refused | undefined> {
  const code = await assign(trx, agent);
  if (code === undefined) return undefined;
  const named = await trx.selectFrom('agent').select('name').where('id', '=', agent).executeTakeFirst();
  return { kind: 'refused', code, ...(named && { by: named.name }) };
}

async function requeue(trx: Trx, turn: Turn, change: Change<'requeue'>): Promise<Refused | undefined> {
  const holder = await holderAt(trx, turn.conversation, change);
  const agent = holder?.agent ?? null;
  const requeued = await advance(trx, turn, change, ACTIVE)
    .set({
      status: WAITING,
      agent: null,
      passed_by: agent,
      ...(change.lost && { lost_agent: agent, lost_at: turn.at }),
    })
    .executeTakeFirst();
  if (!requeued) return STALE;
  await release(trx, holder?.agent, turn.at);
  return undefined;
}

async function close(trx: Trx, turn: Turn, change: Change<'close'>): Promise<Refused | undefined> {
  const holder = await holderAt(trx, turn.conversation, change);
  const closed = await advance(trx, turn, change, WAITING, OFFERED, ACTIVE)
    .set((eb) => ({
      status: 'closed' as const,
      agent: eb.case().when('status', '=', OFFERED).then(null).else(eb.ref('agent')).end(),
      closed_at: turn.at,
      close_reason: change.reason,
    }))
    .executeTakeFirst();
  if (!closed) return refusal(trx, turn.conversation, change);
  await release(trx, holder?.agent, turn.at);
  return undefined;
}

/** The one conditional UPDATE of every transition: this handoff, at this epoch, in one of these states. */
function advance(trx: Trx, turn: Turn, at: { id: string; epoch: number }, ...from: HandoffStatus[]) {
  return trx
    .updateTable('handoff')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', at.id)
    .where('conversation', '=', turn.conversation)
    .where('status', 'in', from)
    .where('epoch', '=', at.epoch)
    .returning('id');
}

/** Whose place the handoff holds at that epoch; the UPDATE that follows holds for the same epoch only. */
async function holderAt(trx: Trx, conversation: string, at: { id: string; epoch: number }) {
  const row = await trx
    .selectFrom('handoff')
    .select(['agent', 'passed_by as passedBy'])
    .where('id', '=', at.id)
    .where('conversation', '=', conversation)
    .where('status', 'in', [OFFERED, ACTIVE])
    .where('epoch', '=', at.epoch)
    .executeTakeFirst();
  return row && present(row);
}

/** Why the change cannot be made (any more), judged by the handoff as it stands; undefined when it could. */
export async function refusal(
  trx: Trx,
  conversation: string,
  change: HandoffChange,
): Promise<Refused | undefined> {
  const current = await openHandoffOf(trx, conversation);
  if (change.do === 'open') return current && STALE;
  if (current?.id !== change.id) return STALE;
  return taken(current, change) ?? outdated(current, change);
}

type Row = NonNullable<Awaited<ReturnType<typeof openHandoffOf>>>;
type Existing = Exclude<HandoffChange, { do: 'open' }>;

/** Another agent owns what this one wants to accept or to write in. */
function taken(current: Row, change: Existing): Refused | undefined {
  if (!('agent' in change) || current.agent === null || current.agent === change.agent) return undefined;
  return { kind: 'refused', code: 'taken', by: current.agentName ?? current.agent };
}

const FROM: Record<Existing['do'], readonly HandoffStatus[]> = {
  offer: [WAITING],
  pass: [OFFERED],
  accept: [WAITING, OFFERED],
  hold: [ACTIVE],
  transfer: [ACTIVE],
  requeue: [ACTIVE],
  close: [WAITING, OFFERED, ACTIVE],
};

function outdated(current: Row, change: Existing): Refused | undefined {
  const fits = current.epoch === change.epoch && FROM[change.do].includes(current.status);
  return fits ? undefined : STALE;
}
