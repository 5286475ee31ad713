import { type ConversationEvent, EventBody } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { decode, encode } from './json.ts';
import { prepared } from './prepared.ts';
import type { Turn } from './store.ts';
import type { Database, EventRow, Trx } from './tables.ts';
import { excerpt } from './text.ts';

/** Longest excerpt of a message that the inbox shows. */
const LAST_TEXT_LENGTH = 200;

/**
 * Bodies as the events after `lastSeq`, exactly as they will be read again.
 * @throws Error for one that could not be read again: better now than at every look at the conversation
 */
export function numbered(bodies: readonly EventBody[], lastSeq: number, at: number): ConversationEvent[] {
  return bodies.map((body, index) => {
    const stored = decode(EventBody, encode(body), `a new event of type ${body.type}`);
    return { ...stored, seq: lastSeq + 1 + index, at };
  });
}

const insertEvent = prepared((db, row: EventRow) =>
  db.insertInto('event').values({
    conversation: row.conversation,
    seq: row.seq,
    at: row.at,
    type: row.type,
    sender: row.sender,
    client_id: row.client_id,
    body: row.body,
  }),
);

/** Inserts numbered events; the first one carries the command's key. */
export async function storeEvents(
  trx: Trx,
  conversation: string,
  events: readonly ConversationEvent[],
  command?: Turn['command'],
): Promise<void> {
  for (const [index, { seq, at, ...body }] of events.entries()) {
    const key = index === 0 ? command : undefined;
    await insertEvent(trx, {
      conversation,
      seq,
      at,
      type: body.type,
      sender: key?.sender ?? null,
      client_id: key?.clientId ?? null,
      body: JSON.stringify(body),
    });
  }
}

function eventRows(db: Database, conversation: string) {
  return db
    .selectFrom('event')
    .select(['conversation', 'seq', 'at', 'body'])
    .where('conversation', '=', conversation);
}

const eventsAfter = prepared((db, range: { conversation: string; since: number; limit: number }) =>
  eventRows(db, range.conversation).where('seq', '>', range.since).orderBy('seq').limit(range.limit),
);

export async function listEvents(
  db: Database,
  conversation: string,
  since: number,
  limit: number,
): Promise<readonly ConversationEvent[]> {
  const rows = await eventsAfter(db, { conversation, since, limit });
  return rows.map(toEvent);
}

const eventOfCommand = prepared((db, key: { conversation: string; sender: string; clientId: string }) =>
  eventRows(db, key.conversation).where('sender', '=', key.sender).where('client_id', '=', key.clientId),
);

export async function findCommand(
  db: Database,
  conversation: string,
  sender: string,
  clientId: string,
): Promise<ConversationEvent | undefined> {
  const [row] = await eventOfCommand(db, { conversation, sender, clientId });
  return row && toEvent(row);
}

function toEvent({ conversation, seq, at, body }: Pick<EventRow, 'conversation' | 'seq' | 'at' | 'body'>) {
  return { ...decode(EventBody, body, `event ${seq} of conversation ${conversation}`), seq, at };
}

/** The beginning of the last message among the events; undefined when none says anything. */
export function lastText(events: readonly ConversationEvent[]): string | undefined {
  const said = events.map(spoken).findLast((text) => text !== undefined);
  return said === undefined ? undefined : excerpt(said, LAST_TEXT_LENGTH);
}

function spoken(event: ConversationEvent): string | undefined {
  switch (event.type) {
    case 'visitor.message':
    case 'agent.message':
      return event.text;
    case 'assistant.message':
      return plainText(event.body);
    default:
      return undefined;
  }
}
