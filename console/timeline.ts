import type { ConversationEvent } from '../protocol/conversation.ts';
import type { RichText } from '../protocol/rich-text.ts';
import { texts } from './texts.ts';
import { dayKey, dayName } from './time.ts';

/** What stands in a conversation, from top to bottom. */
export type Entry =
  | { readonly kind: 'day'; readonly key: string; readonly text: string }
  | { readonly kind: 'note'; readonly key: string; readonly at: number; readonly text: string }
  | VisitorEntry
  | AssistantEntry
  | {
      readonly kind: 'agent';
      readonly key: string;
      readonly at: number;
      readonly name: string;
      /** Written by the agent who reads it. */
      readonly own: boolean;
      readonly text: string;
    };

export type VisitorEntry = {
  readonly kind: 'visitor';
  readonly key: string;
  readonly at: number;
  readonly text: string;
  readonly masked: boolean;
  /** Said to a person: what stands under its masks may be looked at while the chat goes on. */
  readonly live: boolean;
  readonly pressed: boolean;
};

export type AssistantEntry = {
  readonly kind: 'assistant';
  readonly key: string;
  readonly at: number;
  readonly body: RichText;
  /** Title of the article that the words come from. */
  readonly article?: string;
  readonly choices: readonly string[];
  readonly helpful?: boolean;
};

/**
 * Derives what is shown from the events: day marks between them, ratings at the answers that they rate.
 * @param me the id of the agent who reads it
 */
export function timeline(events: readonly ConversationEvent[], me: string): Entry[] {
  const ratings = ratingsOf(events);
  const entries: Entry[] = [];
  let day = '';
  let live = false;
  for (const event of events) {
    if (event.type === 'owner.changed') live = event.owner === 'agent';
    const entry = entryOf(event, ratings, me, live);
    if (entry === undefined) continue;
    if (dayKey(event.at) !== day) {
      day = dayKey(event.at);
      entries.push({ kind: 'day', key: `day-${day}`, text: dayName(event.at) });
    }
    entries.push(entry);
  }
  return entries;
}

/** Titles of the articles that the assistant has shown, each once, in the order of their first showing. */
export function articlesShown(events: readonly ConversationEvent[]): string[] {
  const titles = events.flatMap((event) => (event.type === 'assistant.message' ? [articleOf(event)] : []));
  return [...new Set(titles.filter((title) => title !== undefined))];
}

type Rated = ReadonlyMap<number, boolean>;

/** The last rating of each answer; a rating that was taken back is none. */
function ratingsOf(events: readonly ConversationEvent[]): Rated {
  const ratings = new Map<number, boolean>();
  for (const event of events) {
    if (event.type !== 'answer.rated') continue;
    if (event.helpful === null) ratings.delete(event.answer);
    else ratings.set(event.answer, event.helpful);
  }
  return ratings;
}

function entryOf(event: ConversationEvent, ratings: Rated, me: string, live: boolean): Entry | undefined {
  const { at } = event;
  const key = String(event.seq);
  switch (event.type) {
    case 'visitor.message':
      return {
        kind: 'visitor',
        key,
        at,
        text: event.text,
        masked: event.masked,
        live,
        pressed: event.choice !== undefined,
      };
    case 'assistant.message':
      return assistantEntry(event, ratings.get(event.seq));
    case 'agent.message':
      return { kind: 'agent', key, at, name: event.agentName, own: event.agent === me, text: event.text };
    case 'answer.rated':
      return undefined;
    default: {
      const text = note(event);
      return text === undefined ? undefined : { kind: 'note', key, at, text };
    }
  }
}

type AssistantMessage = Extract<ConversationEvent, { type: 'assistant.message' }>;

function assistantEntry(event: AssistantMessage, helpful: boolean | undefined): AssistantEntry {
  const article = articleOf(event);
  return {
    kind: 'assistant',
    key: String(event.seq),
    at: event.at,
    body: event.body,
    choices: event.choices.map(({ label }) => label),
    ...(article === undefined ? {} : { article }),
    ...(helpful === undefined ? {} : { helpful }),
  };
}

function articleOf({ source }: AssistantMessage): string | undefined {
  return source.ref.startsWith('article:')
    ? (source.title ?? source.ref.slice('article:'.length))
    : undefined;
}

type Noted = Extract<
  ConversationEvent,
  { type: 'owner.changed' | 'chat.rated' | 'request.filed' | 'conversation.closed' }
>;

/** Undefined for what only a newer server knows of: adding to the protocol is free. */
function note(event: Noted): string | undefined {
  const { events } = texts;
  switch (event.type) {
    case 'owner.changed':
      return ownerNote(event);
    case 'chat.rated':
      return events.stars(event.stars);
    case 'request.filed':
      return events.filed(event.reference, event.answerBy);
    case 'conversation.closed':
      return closings()[event.reason];
    default:
      event satisfies never;
      return undefined;
  }
}

function closings() {
  const { closedByVisitor, closedIdle, closedMisuse } = texts.events;
  return { visitor: closedByVisitor, idle: closedIdle, misuse: closedMisuse };
}

function ownerNote({ owner, reason, agentName }: Extract<Noted, { type: 'owner.changed' }>): string {
  const { events } = texts;
  const name = agentName ?? events.someone;
  if (owner === 'agent') return reason === 'transferred' ? events.transferred(name) : events.accepted(name);
  if (owner === 'queue') return queueNote(reason, name);
  const why: Record<string, string> = {
    'agent-closed': events.agentClosed(name),
    returned: events.returned(name),
    'visitor-quiet': events.visitorQuiet,
    'left-queue': events.leftQueue,
    'request-filed': events.requestFiled,
    'desk-closed': events.deskClosed,
  };
  return why[reason] ?? events.assistant;
}

function queueNote(reason: string, name: string): string {
  const { events } = texts;
  if (reason === 'requeued') return events.requeued(name);
  return reason === 'agent-lost' ? events.queueAgain : events.queue;
}
