import { VisitorClaims } from '../../protocol/visitor-facts.ts';
import { DialogueState } from '../dialogue/state.ts';
import { storeAlarms } from './alarms.ts';
import { type DeskTimes, deskRow, toDesk } from './desk-now.ts';
import { lastText, numbered, storeEvents } from './events.ts';
import { CLOSED } from './handoffs.ts';
import { raiseInboxOf } from './inbox.ts';
import { decode, encode } from './json.ts';
import { prepared } from './prepared.ts';
import { present } from './rows.ts';
import type { Conversation, DeskNow, NewConversation } from './store.ts';
import type { Database, Trx } from './tables.ts';

/** Begins a conversation with its first events. Rejects when the id or the token is in use. */
export async function createConversation(trx: Trx, conversation: NewConversation) {
  const { id, at } = conversation;
  const events = numbered(conversation.events, at);
  await trx
    .insertInto('conversation')
    .values({
      id,
      token_hash: conversation.tokenHash,
      version: 1,
      last_seq: events.length,
      state: encode(conversation.state),
      last_text: lastText(events) ?? '',
      created_at: at,
      touched_at: at,
    })
    .execute();
  await storeEvents(trx, id, events);
  await storeAlarms(trx, id, conversation.alarms);
  return events.map(({ event }) => event);
}

const byId = prepared((db, { id }: { id: string }) => conversationRows(db).where('conversation.id', '=', id));
const byToken = prepared((db, { tokenHash }: { tokenHash: string }) =>
  conversationRows(db).where('conversation.token_hash', '=', tokenHash),
);

export async function findConversation(
  db: Database,
  key: { id: string } | { tokenHash: string },
): Promise<Conversation | undefined> {
  const [row] = await ('id' in key ? byId(db, key) : byToken(db, key));
  return row && toConversation(row);
}

const seqById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('conversation').select('last_seq').where('id', '=', id),
);

export async function lastSeq(db: Database, id: string): Promise<number | undefined> {
  const [row] = await seqById(db, { id });
  return row?.last_seq;
}

const withDesk = prepared((db, at: { id: string } & DeskTimes) =>
  conversationRows(db)
    .innerJoin(deskRow(db, at).as('desk'), (join) => join.onTrue())
    .selectAll('desk')
    .where('conversation.id', '=', at.id),
);

/** A conversation and the desk at the same instant. */
export async function findWithDesk(
  db: Database,
  id: string,
  now: number,
  seenSince: number,
): Promise<{ conversation: Conversation; desk: DeskNow } | undefined> {
  const [row] = await withDesk(db, { id, now, seenSince });
  return row && { conversation: toConversation(row), desk: toDesk(row) };
}

/** One statement, so that version and handoff belong together. */
function conversationRows(db: Database) {
  return db
    .selectFrom('conversation')
    .leftJoin('handoff', (join) =>
      join.onRef('handoff.conversation', '=', 'conversation.id').on('handoff.status', '<>', CLOSED),
    )
    .leftJoin('agent', 'agent.id', 'handoff.agent')
    .select([
      'conversation.id',
      'conversation.version',
      'conversation.last_seq as lastSeq',
      'conversation.state',
      'conversation.visitor',
      'conversation.created_at as createdAt',
      'conversation.touched_at as touchedAt',
      'handoff.id as handoff',
      'handoff.status',
      'handoff.epoch',
      'handoff.reason',
      'handoff.question',
      'handoff.queued_at as queuedAt',
      'handoff.agent',
      'agent.name as agentName',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof conversationRows>['executeTakeFirstOrThrow']>>;

function toConversation(row: Row): Conversation {
  const { id, version, lastSeq, createdAt, touchedAt } = row;
  const state = decode(DialogueState, row.state, `the state of conversation ${id}`);
  const handoff = handoffOf(row);
  const visitor = row.visitor === null ? undefined : { claims: claimsOf(id, row.visitor) };
  return {
    id,
    version,
    lastSeq,
    state,
    createdAt,
    touchedAt,
    ...(handoff && { handoff }),
    ...(visitor && { visitor }),
  };
}

function claimsOf(id: string, json: string): VisitorClaims {
  return decode(VisitorClaims, json, `the visitor of conversation ${id}`);
}

export async function describeVisitor(
  trx: Trx,
  conversation: string,
  claims: VisitorClaims,
): Promise<number | undefined> {
  const visitor = encode(claims);
  const changed = await trx
    .updateTable('conversation')
    .set({ visitor })
    .where('id', '=', conversation)
    .where((eb) => eb.or([eb('visitor', 'is', null), eb('visitor', '<>', visitor)]))
    .returning('id')
    .executeTakeFirst();
  return changed && raiseInboxOf(trx, conversation);
}

function handoffOf({ id, handoff, status, epoch, reason, question, queuedAt, agent, agentName }: Row) {
  if (handoff === null || status === null || epoch === null) return undefined;
  if (reason === null || question === null || queuedAt === null) return undefined;
  return present({
    id: handoff,
    conversation: id,
    status,
    epoch,
    reason,
    question,
    queuedAt,
    agent,
    agentName,
  });
}
