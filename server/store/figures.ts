import { present } from './rows.ts';
import type { ConversationRow, HandoffRow } from './store.ts';
import type { Database } from './tables.ts';

export async function handoffsBetween(
  db: Database,
  from: number,
  to: number,
): Promise<readonly HandoffRow[]> {
  const rows = await db
    .selectFrom('handoff')
    .leftJoin('agent', 'agent.id', 'handoff.agent')
    .where('handoff.queued_at', '>=', from)
    .where('handoff.queued_at', '<', to)
    .orderBy('handoff.queued_at')
    .select((eb) => [
      'handoff.conversation',
      'handoff.queued_at as queuedAt',
      'handoff.accepted_at as acceptedAt',
      'handoff.closed_at as closedAt',
      'handoff.agent',
      'agent.name as agentName',
      eb
        .selectFrom('request')
        .whereRef('request.conversation', '=', 'handoff.conversation')
        .whereRef('request.at', '>=', 'handoff.queued_at')
        .select((request) => request.fn.countAll<number>().as('count'))
        .$asScalar()
        .as('requests'),
    ])
    .execute();
  const takings = await takingsBetween(db, from, to);
  return rows.map(({ requests, conversation, agent, agentName, ...row }) => {
    const { queuedAt, closedAt } = row;
    const during = (takings.get(conversation) ?? []).filter(
      ({ at }) => at >= queuedAt && at <= (closedAt ?? Number.POSITIVE_INFINITY),
    );
    const names = new Map(during.map(({ id, name }) => [id, name]));
    if (row.acceptedAt !== null && agent !== null) names.set(agent, agentName ?? agent);
    return {
      ...present(row),
      leftMessage: Number(requests ?? 0) > 0,
      servedBy: [...names].map(([id, name]) => ({ id, name })),
    };
  });
}

interface Taking {
  readonly at: number;
  readonly id: string;
  readonly name: string;
}

/** When agents became the owners of chats that were queued then, by conversation: a handoff knows its last one only. */
async function takingsBetween(
  db: Database,
  from: number,
  to: number,
): Promise<ReadonlyMap<string, readonly Taking[]>> {
  const queuedThen = db
    .selectFrom('handoff')
    .select('handoff.conversation')
    .where('handoff.queued_at', '>=', from)
    .where('handoff.queued_at', '<', to);
  const rows = await db
    .selectFrom('event')
    .select(['event.conversation', 'event.at', 'event.body'])
    .where('event.conversation', 'in', queuedThen)
    .where('event.type', '=', 'owner.changed')
    .orderBy('event.conversation')
    .orderBy('event.seq')
    .execute();
  const takings = new Map<string, Taking[]>();
  for (const { conversation, at, body } of rows) {
    const { owner, agent, agentName } = JSON.parse(body);
    if (owner !== 'agent' || agent === undefined) continue;
    takings.set(conversation, [
      ...(takings.get(conversation) ?? []),
      { at, id: agent, name: agentName ?? agent },
    ]);
  }
  return takings;
}

/** A conversation in which nobody wrote was only opened; it is nobody's question. */
export async function conversationsBetween(
  db: Database,
  from: number,
  to: number,
): Promise<readonly ConversationRow[]> {
  const rows = await db
    .selectFrom('conversation')
    .where('conversation.created_at', '>=', from)
    .where('conversation.created_at', '<', to)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('event')
          .select('event.seq')
          .whereRef('event.conversation', '=', 'conversation.id')
          .where('event.type', '=', 'visitor.message'),
      ),
    )
    .select(['conversation.id', 'conversation.created_at as createdAt'])
    .execute();
  const needed = await conversationsInNeed(db, from, to);
  return rows.map(({ id, createdAt }) => ({ createdAt, needed: needed.has(id) }));
}

/** Sentences that met a wish for a person which nobody could take. */
const NOBODY_THERE = ['desk.closed', 'desk.paused', 'queue.nobody', 'queue.full'];

/** Those in which a person was wanted: handed off, left a message, or told that nobody is there. */
async function conversationsInNeed(db: Database, from: number, to: number): Promise<ReadonlySet<string>> {
  const begunThen = db
    .selectFrom('conversation')
    .select('conversation.id')
    .where('conversation.created_at', '>=', from)
    .where('conversation.created_at', '<', to);
  const handedOff = db
    .selectFrom('handoff')
    .select('handoff.conversation as id')
    .where('handoff.conversation', 'in', begunThen);
  const requested = db
    .selectFrom('request')
    .select('request.conversation as id')
    .where('request.conversation', 'in', begunThen);
  const notMet = db
    .selectFrom('event')
    .select('event.conversation as id')
    .where('event.conversation', 'in', begunThen)
    .where('event.type', '=', 'assistant.message')
    .where((eb) => eb.or(NOBODY_THERE.map((text) => eb('event.body', 'like', `%"ref":"text:${text}"%`))));
  const rows = await handedOff.union(requested).union(notMet).execute();
  return new Set(rows.map(({ id }) => id));
}
