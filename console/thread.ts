import type { AgentAsks } from '../protocol/agent.ts';
import type { ConversationEvent } from '../protocol/conversation.ts';
import type { Note } from '../protocol/desk.ts';
import type { ReplyOf } from '../protocol/requests.ts';

/** One page of `conversation:sync`. */
export type Page = Omit<ReplyOf<AgentAsks, 'conversation:sync'>, 'events'> & {
  readonly events: readonly ConversationEvent[];
};

/** What stands beside a conversation's events; each page brings all of it anew. */
type Beside = Omit<Page, 'epoch' | 'events' | 'more' | 'status' | 'card'>;

/** What this page knows of one conversation: its events without a gap from the first on. */
export type Thread = Beside & {
  /** The database's epoch that the events come from; empty until the first page. */
  readonly epoch: string;
  readonly events: readonly ConversationEvent[];
  readonly status?: Page['status'];
  /** The guided dialogue that led here, as this agent may see it. */
  readonly card?: Page['card'];
  /** False until a sync has reached the end once. */
  readonly complete: boolean;
  /** The server no longer shows this conversation to this agent. */
  readonly withdrawn: boolean;
};

export const emptyThread: Thread = {
  epoch: '',
  events: [],
  visitorTyping: false,
  notes: [],
  earlier: [],
  viewers: [],
  visitorRead: 0,
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
  const { more, ...beside } = page;
  return { ...beside, events, complete: known.complete || !more, withdrawn: false };
}

/** Takes a note once, however often it comes. */
export function addNote(thread: Thread, note: Note): Thread {
  return thread.notes.some(({ id }) => id === note.id)
    ? thread
    : { ...thread, notes: [...thread.notes, note] };
}
