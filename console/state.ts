import type { AgentRole, Inbox, InboxChat, InboxRequest } from '../protocol/agent.ts';
import type { ConversationEvent } from '../protocol/conversation.ts';
import type { ArticleHit, Note, ReplyTemplate, Viewer } from '../protocol/desk.ts';
import * as outbox from './outbox.ts';
import { START_PAGE } from './routes.ts';
import { chatsOf, conversationOf, offeredToMe } from './selectors.ts';
import { privacyTexts } from './texts/privacy.ts';
import { addEvent, addNote, addPage, emptyThread, type Page, type Thread } from './thread.ts';

export type Agent = { readonly id: string; readonly name: string; readonly role: AgentRole };

/** Who sits in front of the page. */
export type Session =
  | { readonly phase: 'loading' }
  | { readonly phase: 'unreachable' }
  | { readonly phase: 'signed-out'; readonly expired: boolean }
  | { readonly phase: 'invited'; readonly token: string; readonly role: AgentRole }
  | { readonly phase: 'invitation-void' }
  | { readonly phase: 'reset'; readonly token: string; readonly login: string; readonly name: string }
  | { readonly phase: 'signed-in'; readonly agent: Agent; readonly csrf: string };

/** How the line stands: `connecting` before the first connection, `down` after a lost one. */
export type Line = 'connecting' | 'up' | 'down';

/** What is open in the middle, with the last that the inbox said of it: it stays readable when it leaves the lists. */
export type Selection =
  | { readonly kind: 'chat'; readonly chat: InboxChat }
  | { readonly kind: 'request'; readonly request: InboxRequest };

/** How an ask stands that has a button: on its way, or refused with a sentence. */
export type Attempt = { readonly busy: boolean; readonly problem?: string };

export type ConsoleState = {
  readonly session: Session;
  readonly line: Line;
  /** Which page is open, as the address names it: `#/chats`. */
  readonly page: string;
  /** The server's clock minus this machine's, in milliseconds. */
  readonly skew: number;
  readonly inbox?: Inbox;
  readonly threads: Readonly<Record<string, Thread>>;
  readonly selection?: Selection;
  /** The templates of `knowledge/replies.yaml`, once they were asked for. */
  readonly replies: readonly ReplyTemplate[];
  readonly outbox: outbox.Outbox;
  /** By the name of what was asked, such as `accept:HANDOFF`. */
  readonly attempts: Readonly<Record<string, Attempt>>;
  /** Up to which seq this agent has read, by conversation. */
  readonly read: Readonly<Record<string, number>>;
  /** A sentence about something that is no longer on the screen. */
  readonly notice?: Notice;
  /** What a screen reader should hear once. The number tells two equal ones apart. */
  readonly announcement?: { readonly number: number; readonly of: Announcement };
};

/** `undo` names a request whose finishing can be taken back. */
export type Notice = { readonly text: string; readonly undo?: string };

export type Announcement =
  | { readonly type: 'waiting' | 'offered'; readonly question: string }
  | { readonly type: 'message'; readonly text: string };

export type Action =
  | { readonly type: 'session'; readonly session: Session }
  | { readonly type: 'line'; readonly line: Line }
  | { readonly type: 'page-opened'; readonly page: string }
  | { readonly type: 'inbox'; readonly inbox: Inbox; readonly receivedAt: number }
  | { readonly type: 'page'; readonly conversation: string; readonly page: Page }
  | { readonly type: 'withdrawn'; readonly conversation: string }
  | { readonly type: 'erased'; readonly conversation: string }
  | { readonly type: 'event'; readonly conversation: string; readonly event: ConversationEvent }
  | { readonly type: 'typing'; readonly conversation: string; readonly typing: boolean }
  | { readonly type: 'note'; readonly conversation: string; readonly note: Note }
  | { readonly type: 'viewers'; readonly conversation: string; readonly viewers: readonly Viewer[] }
  | { readonly type: 'visitor-read'; readonly conversation: string; readonly seq: number }
  | { readonly type: 'suggestion'; readonly conversation: string; readonly article: ArticleHit | undefined }
  | { readonly type: 'replies'; readonly replies: readonly ReplyTemplate[] }
  | { readonly type: 'restored' }
  | { readonly type: 'select'; readonly selection: Selection | undefined }
  | { readonly type: 'read'; readonly conversation: string; readonly seq: number }
  | { readonly type: 'outbox'; readonly change: (before: outbox.Outbox) => outbox.Outbox }
  | { readonly type: 'asked'; readonly what: string }
  | { readonly type: 'granted'; readonly what: string }
  | { readonly type: 'refused'; readonly what: string; readonly problem: string }
  | { readonly type: 'notice'; readonly notice: Notice | undefined };

export const startState: ConsoleState = {
  session: { phase: 'loading' },
  line: 'connecting',
  page: START_PAGE,
  skew: 0,
  threads: {},
  replies: [],
  outbox: [],
  attempts: {},
  read: {},
};

/** What happens to the page. Pure: time and the network come in with the action. */
export function reduce(state: ConsoleState, action: Action): ConsoleState {
  switch (action.type) {
    case 'session':
      return changeSession(state, action.session);
    case 'line':
      return { ...state, line: changeLine(state.line, action.line) };
    case 'page-opened':
      return setOptional({ ...state, page: action.page }, 'notice', undefined);
    case 'inbox':
      return takeInbox(state, action.inbox, action.receivedAt);
    case 'page':
      return takePage(state, action.conversation, action.page);
    case 'withdrawn':
      return changeThread(state, action.conversation, () => withdrawnThread);
    case 'erased':
      return erase(state, action.conversation);
    case 'event':
      return takeEvent(state, action.conversation, action.event);
    case 'typing':
      return changeKnown(state, action.conversation, (thread) => ({
        ...thread,
        visitorTyping: action.typing,
      }));
    case 'note':
      return changeKnown(state, action.conversation, (thread) => addNote(thread, action.note));
    case 'viewers':
      return changeKnown(state, action.conversation, (thread) => ({
        ...thread,
        viewers: [...action.viewers],
      }));
    case 'visitor-read':
      return changeKnown(state, action.conversation, (thread) => ({
        ...thread,
        visitorRead: Math.max(thread.visitorRead, action.seq),
      }));
    case 'suggestion':
      return changeKnown(state, action.conversation, (thread) => suggest(thread, action.article));
    case 'replies':
      return { ...state, replies: action.replies };
    case 'restored':
      return { ...state, threads: {}, read: {} };
    case 'select':
      return select(state, action.selection);
    case 'read':
      return { ...state, read: { ...state.read, [action.conversation]: action.seq } };
    case 'outbox':
      return { ...state, outbox: action.change(state.outbox) };
    case 'asked':
      return attempt(state, action.what, { busy: true });
    case 'granted':
      return attempt(state, action.what, undefined);
    case 'refused':
      return attempt(state, action.what, { busy: false, problem: action.problem });
    case 'notice':
      return setOptional(state, 'notice', action.notice);
    default:
      return action satisfies never;
  }
}

/** Only the first connecting is one; later ones are attempts to get a lost line back. */
function changeLine(before: Line, now: Line): Line {
  return now === 'connecting' && before !== 'connecting' ? 'down' : now;
}

/** A session that ran out and comes back for the same person keeps everything; anybody else begins empty. */
function changeSession(state: ConsoleState, session: Session): ConsoleState {
  const { page } = state;
  if (session.phase === 'signed-out' && !session.expired) return { ...startState, page, session };
  if (session.phase !== 'signed-in') return { ...state, session, attempts: {} };
  const same = state.inbox?.me.id === session.agent.id;
  return same ? { ...state, session } : { ...startState, page, session };
}

function takeInbox(state: ConsoleState, inbox: Inbox, receivedAt: number): ConsoleState {
  const before = state.inbox;
  // Answers can overtake each other; the newer one wins. A restored database begins to count anew.
  if (before !== undefined && inbox.seq < before.seq && inbox.now < before.now) return state;
  const selection = state.selection && refresh(state.selection, inbox);
  const next: ConsoleState = {
    ...state,
    inbox,
    skew: inbox.now - receivedAt,
    threads: keepUseful(state, inbox),
  };
  const refreshed = setOptional(next, 'selection', selection);
  const call = newCall(before, inbox);
  return call === undefined ? refreshed : announce(refreshed, call);
}

/** Who has begun to wait, or was just offered to this agent, which is more pressing. */
function newCall(before: Inbox | undefined, inbox: Inbox): Announcement | undefined {
  const offered = offeredToMe(inbox)
    .filter((chat) => !wasOffered(before, chat))
    .at(-1);
  if (offered !== undefined) return { type: 'offered', question: offered.question };
  const known = new Set(before?.waiting.map((chat) => chat.handoff));
  const fresh = inbox.waiting.filter((chat) => !known.has(chat.handoff)).at(-1);
  return fresh && { type: 'waiting', question: fresh.question };
}

function wasOffered(before: Inbox | undefined, { handoff, epoch }: InboxChat): boolean {
  return (
    before !== undefined && offeredToMe(before).some((one) => one.handoff === handoff && one.epoch === epoch)
  );
}

/** The selection with what the inbox says now; what has left the inbox keeps its last form. */
function refresh(selection: Selection, inbox: Inbox): Selection {
  if (selection.kind === 'request') {
    const request = inbox.requests.find(({ id }) => id === selection.request.id);
    return request === undefined ? selection : { kind: 'request', request };
  }
  const { conversation } = selection.chat;
  const chat = chatsOf(inbox).find((one) => one.conversation === conversation);
  return chat === undefined ? selection : { kind: 'chat', chat };
}

/** Threads of what is still listed or open; the others are read again when somebody opens them. */
function keepUseful({ threads, selection }: ConsoleState, inbox: Inbox): ConsoleState['threads'] {
  const useful = new Set([...chatsOf(inbox), ...inbox.requests].map((one) => one.conversation));
  if (selection !== undefined) {
    const open = conversationOf(selection);
    useful.add(open);
    for (const { conversation } of threads[open]?.earlier ?? []) useful.add(conversation);
  }
  const kept = Object.entries(threads).filter(([conversation]) => useful.has(conversation));
  return kept.length === Object.keys(threads).length ? threads : Object.fromEntries(kept);
}

function takePage(state: ConsoleState, conversation: string, page: Page): ConsoleState {
  const next = changeThread(state, conversation, (thread) => addPage(thread, page));
  return { ...next, outbox: outbox.settle(next.outbox, clientIds(page.events)) };
}

function takeEvent(state: ConsoleState, conversation: string, event: ConversationEvent): ConsoleState {
  const thread = state.threads[conversation];
  const after = thread && addEvent(thread, event);
  if (thread === undefined || after === undefined || after === thread) return state;
  const next: ConsoleState = {
    ...state,
    threads: { ...state.threads, [conversation]: after },
    outbox: outbox.settle(state.outbox, clientIds([event])),
  };
  const open = state.selection !== undefined && conversationOf(state.selection) === conversation;
  return open && event.type === 'visitor.message'
    ? announce(next, { type: 'message', text: event.text })
    : next;
}

function clientIds(events: readonly ConversationEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.type === 'agent.message' ? [event.clientId] : [])));
}

/** Whoever may not read on, or comes back when all is deleted, keeps no words of it either. */
const withdrawnThread: Thread = { ...emptyThread, complete: true, withdrawn: true };

/** Nothing of the conversation stays; whoever had it open is told why it is gone. */
function erase(state: ConsoleState, conversation: string): ConsoleState {
  const { [conversation]: _, ...threads } = state.threads;
  const { [conversation]: __, ...read } = state.read;
  const left = state.outbox.filter((one) => one.conversation !== conversation);
  const silent = setOptional(state, 'announcement', undefined);
  const next: ConsoleState = { ...silent, threads, read, outbox: left };
  const open = state.selection !== undefined && conversationOf(state.selection) === conversation;
  if (!open) return next;
  const closed = setOptional(next, 'selection', undefined);
  return setOptional(closed, 'notice', { text: privacyTexts.erase.done });
}

/** Whoever opens something else has read what the notice said. */
function select(state: ConsoleState, selection: Selection | undefined): ConsoleState {
  const opened = setOptional(setOptional(state, 'notice', undefined), 'selection', selection);
  if (selection === undefined) return opened;
  const conversation = conversationOf(selection);
  return changeThread(opened, conversation, (thread) => ({ ...thread, withdrawn: false }));
}

function changeThread(
  state: ConsoleState,
  conversation: string,
  to: (thread: Thread) => Thread,
): ConsoleState {
  const thread = state.threads[conversation] ?? emptyThread;
  return { ...state, threads: { ...state.threads, [conversation]: to(thread) } };
}

function changeKnown(
  state: ConsoleState,
  conversation: string,
  to: (thread: Thread) => Thread,
): ConsoleState {
  return state.threads[conversation] === undefined ? state : changeThread(state, conversation, to);
}

function suggest(thread: Thread, suggestion: ArticleHit | undefined): Thread {
  const { suggestion: _, ...others } = thread;
  return suggestion === undefined ? others : { ...others, suggestion };
}

function attempt(state: ConsoleState, what: string, now: Attempt | undefined): ConsoleState {
  const { [what]: _, ...others } = state.attempts;
  return { ...state, attempts: now === undefined ? others : { ...others, [what]: now } };
}

function announce(state: ConsoleState, of: Announcement): ConsoleState {
  return { ...state, announcement: { number: (state.announcement?.number ?? 0) + 1, of } };
}

function setOptional<K extends 'notice' | 'selection' | 'announcement'>(
  state: ConsoleState,
  key: K,
  value: ConsoleState[K] | undefined,
): ConsoleState {
  const { [key]: _, ...others } = state;
  return (value === undefined ? others : { ...others, [key]: value }) as ConsoleState;
}
