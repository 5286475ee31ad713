import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import { present } from './rows.ts';
import type { Handoff, HandoffStatus, LostHandoff, PaceRow, Unoffered } from './store.ts';
import type { Database } from './tables.ts';

/** A literal, not a parameter: only so do the databases use the partial indexes over open handoffs. */
export const CLOSED = sql.lit<HandoffStatus>('closed');
/** Who waits, offered to somebody or not. */
export const QUEUED: readonly HandoffStatus[] = ['waiting', 'offered'];

/** A handoff as the domain knows it, joined with its owner. */
const HANDOFF_COLUMNS = [
  'handoff.id',
  'handoff.conversation',
  'handoff.status',
  'handoff.epoch',
  'handoff.reason',
  'handoff.question',
  'handoff.queued_at as queuedAt',
  'handoff.agent',
  'agent.name as agentName',
] as const;

/** All handoffs that are not closed, with their owners' names, longest wait first; the id decides a tie. */
export function openHandoffs(db: Database) {
  return db
    .selectFrom('handoff')
    .leftJoin('agent', 'agent.id', 'handoff.agent')
    .where('handoff.status', '<>', CLOSED)
    .orderBy('handoff.queued_at')
    .orderBy('handoff.id')
    .select(HANDOFF_COLUMNS);
}

const waiting = prepared((db) => openHandoffs(db).where('handoff.status', 'in', QUEUED));

export async function listWaiting(db: Database): Promise<readonly Handoff[]> {
  return (await waiting(db, {})).map((row) => present(row));
}

const openOf = prepared((db, { conversation }: { conversation: string }) =>
  openHandoffs(db).where('handoff.conversation', '=', conversation),
);

/** The handoff of a conversation that is not closed, if any. */
export async function openHandoffOf(db: Database, conversation: string) {
  const [row] = await openOf(db, { conversation });
  return row;
}

export async function lostHandoffs(db: Database, seenBefore: number): Promise<readonly Handoff[]> {
  const rows = await openHandoffs(db)
    .where('handoff.status', '=', 'active')
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
    .where('mine.status', 'in', QUEUED)
    .where('ahead.status', 'in', QUEUED)
    .where('ahead.status', '<>', CLOSED)
    .select((eb) => eb.fn.count<number>('ahead.id').as('place'))
    .executeTakeFirstOrThrow();
  return row.place > 0 ? row.place : undefined;
}

/** What an agent owns or has been offered. */
export async function listHeld(db: Database, agent: string): Promise<readonly Handoff[]> {
  const rows = await openHandoffs(db).where('handoff.agent', '=', agent).execute();
  return rows.map((row) => present(row));
}

export async function listUnoffered(db: Database): Promise<readonly Unoffered[]> {
  const rows = await openHandoffs(db)
    .where('handoff.status', '=', 'waiting')
    .select('handoff.passed_by as passedBy')
    .execute();
  return rows.map(({ passedBy, ...row }) => ({
    ...present(row),
    passedBy: (passedBy ?? '').split(' ').filter((id) => id !== ''),
  }));
}

export async function listLost(db: Database, agent: string, since: number): Promise<readonly LostHandoff[]> {
  const rows = await db
    .selectFrom('handoff')
    .leftJoin('agent', 'agent.id', 'handoff.agent')
    .where('handoff.lost_agent', '=', agent)
    .where('handoff.lost_at', '>', since)
    .orderBy('handoff.lost_at', 'desc')
    .select([...HANDOFF_COLUMNS, 'handoff.lost_at as lostAt'])
    .execute();
  return rows.map(({ lostAt, ...row }) => ({ ...present(row), lostAt: lostAt ?? 0 }));
}

const pace = prepared((db, { since, limit }: { since: number; limit: number }) =>
  db
    .selectFrom('handoff')
    .select(['accepted_at as acceptedAt', 'closed_at as closedAt'])
    .where('closed_at', '>=', since)
    .where('accepted_at', 'is not', null)
    .orderBy('closed_at', 'desc')
    .limit(limit),
);

export async function recentPace(db: Database, since: number, limit: number): Promise<readonly PaceRow[]> {
  const rows = await pace(db, { since, limit });
  return rows.flatMap(({ acceptedAt, closedAt }) =>
    acceptedAt === null || closedAt === null ? [] : [{ acceptedAt, closedAt }],
  );
}
