import { type ConversationEvent, EventBody } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { decode, encode } from './json.ts';
import { prepared } from './prepared.ts';
import type { Turn } from './store.ts';
import type { Database, EventRow, Trx } from './tables.ts';
import { excerpt } from './text.ts';

/** Longest excerpt of a message that the inbox shows. */
const LAST_TEXT_LENGTH = 200;

/** An event about to be stored. */
export interface NewEvent {
  readonly event: ConversationEvent;
  /** Its body as it is kept. */
  readonly json: string;
}

/**
 * Bodies as the first events of a conversation, exactly as they will be read again.
 * @throws Error for one that could not be read again: better now than at every look at the conversation
 */
export function numbered(bodies: readonly EventBody[], at: number): NewEvent[] {
  return bodies.map((body, index) => {
    const json = encode(body);
    const stored = readBody(json, `a new event of type ${body.type}`);
    return { event: { seq: index + 1, at, ...stored }, json };
  });
}

/** The same events after others of their conversation. */
export function placeAfter(lastSeq: number, events: readonly NewEvent[]): NewEvent[] {
  return events.map(({ event, json }) => ({ json, event: { ...event, seq: lastSeq + event.seq } }));
}

/** Answers from articles that were read lately, by their JSON: the same few are given again and again. */
const answers = new Map<string, EventBody>();
const MOST_ANSWERS = 200;

function readBody(json: string, where: string): EventBody {
  const known = answers.get(json);
  if (known !== undefined) return known;
  const body = decode(EventBody, json, where);
  // Nothing else is remembered: only an article's words are certain to hold nobody's.
  if (body.type === 'assistant.message' && body.source.ref.startsWith('article:')) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(json, body);
  }
  return body;
}

const insertEvent = prepared((db, row: EventRow) =>
  db
    .insertInto('event')
    .values({
      conversation: row.conversation,
      seq: row.seq,
      at: row.at,
      type: row.type,
      sender: row.sender,
      client_id: row.client_id,
      body: row.body,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['conversation', 'sender', 'client_id'])
        .where('client_id', 'is not', null)
        .doNothing(),
    )
    .returning('seq'),
);

/**
 * Inserts numbered events; the first one carries the command's key.
 * @returns False when the command was stored before; then the conversation is not to change.
 */
export async function storeEvents(
  trx: Trx,
  conversation: string,
  events: readonly NewEvent[],
  command?: Turn['command'],
): Promise<boolean> {
  for (const [index, { event, json }] of events.entries()) {
    const key = index === 0 ? command : undefined;
    const [stored] = await insertEvent(trx, {
      conversation,
      seq: event.seq,
      at: event.at,
      type: event.type,
      sender: key?.sender ?? null,
      client_id: key?.clientId ?? null,
      body: json,
    });
    if (stored === undefined) return false;
  }
  return true;
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
  return { seq, at, ...readBody(body, `event ${seq} of conversation ${conversation}`) };
}

/** The beginning of the last message among the events; undefined when none says anything. */
export function lastText(events: readonly NewEvent[]): string | undefined {
  const said = events.map(({ event }) => spoken(event)).findLast((text) => text !== undefined);
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
