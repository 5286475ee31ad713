import type { HandoffCard } from '../protocol/agent.ts';
import type { ConversationEvent, ConversationStatus } from '../protocol/conversation.ts';

/** What this page knows of one conversation: its events without a gap from the first on. */
export type Thread = {
  /** The database's epoch that the events come from; empty until the first page. */
  readonly epoch: string;
  readonly events: readonly ConversationEvent[];
  readonly status?: ConversationStatus;
  /** The guided dialogue that led here, as this agent may see it. */
  readonly card?: HandoffCard;
  readonly visitorTyping: boolean;
  /** False until a sync has reached the end once. */
  readonly complete: boolean;
  /** The server no longer shows this conversation to this agent. */
  readonly withdrawn: boolean;
};

/** One page of `conversation:sync`. */
export type Page = {
  readonly epoch: string;
  readonly events: readonly ConversationEvent[];
  readonly more: boolean;
  readonly status: ConversationStatus;
  readonly card: HandoffCard;
  readonly visitorTyping: boolean;
};

export const emptyThread: Thread = {
  epoch: '',
  events: [],
  visitorTyping: false,
  complete: false,
  withdrawn: false,
};

export function lastSeq(thread: Thread | undefined): number {
  return thread?.events.at(-1)?.seq ?? 0;
}

/** Takes an event when it is the very next one; any other changes nothing, a sync brings it in its turn. */
export function addEvent(thread: Thread, event: ConversationEvent): Thread {
  if (event.seq !== lastSeq(thread) + 1) return thread;
  return {
    ...thread,
    events: [...thread.events, event],
    visitorTyping: event.type === 'visitor.message' ? false : thread.visitorTyping,
  };
}

/** Takes a page. A page of another epoch (the database was restored) throws away what was known. */
export function addPage(thread: Thread, page: Page): Thread {
  const known = thread.epoch === page.epoch || thread.epoch === '' ? thread : emptyThread;
  const events = known.events.slice();
  for (const event of page.events) if (event.seq === (events.at(-1)?.seq ?? 0) + 1) events.push(event);
  return {
    epoch: page.epoch,
    events,
    status: page.status,
    card: page.card,
    visitorTyping: page.visitorTyping,
    complete: known.complete || !page.more,
    withdrawn: false,
  };
}
