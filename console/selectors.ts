import type { Inbox, InboxChat } from '../protocol/agent.ts';
import type { ConsoleState, Selection } from './state.ts';
import { lastSeq } from './thread.ts';

/* What views and commands ask of the state. */

/** Chats that wait for this agent's yes, the one with the least time first. */
export function offeredToMe({ waiting, me }: Inbox): InboxChat[] {
  return waiting
    .filter((chat) => chat.status === 'offered' && chat.agent === me.id)
    .toSorted((a, b) => (a.offeredUntil ?? 0) - (b.offeredUntil ?? 0));
}

/** Everything that the inbox lists as a chat. */
export function chatsOf({ mine, waiting, active }: Inbox): InboxChat[] {
  return [...mine, ...waiting, ...active];
}

export function conversationOf(selection: Selection): string {
  return selection.kind === 'chat' ? selection.chat.conversation : selection.request.conversation;
}

/** What can be opened of a conversation: its chat, else the request in it. */
export function findSelection(inbox: Inbox, conversation: string): Selection | undefined {
  const chat = chatsOf(inbox).find((one) => one.conversation === conversation);
  if (chat !== undefined) return { kind: 'chat', chat };
  const request = inbox.requests.find((one) => one.conversation === conversation);
  return request && { kind: 'request', request };
}

/** The chat that this agent owns in a conversation. */
export function ownChat(state: ConsoleState, conversation: string): InboxChat | undefined {
  return state.inbox?.mine.find((chat) => chat.conversation === conversation);
}

/** Where the open chat stands for this agent; the server's last inbox decides. */
export function standing(state: ConsoleState): 'waiting' | 'offered' | 'mine' | 'elsewhere' {
  const { inbox, selection } = state;
  if (inbox === undefined || selection === undefined) return 'elsewhere';
  const conversation = conversationOf(selection);
  if (inbox.mine.some((chat) => chat.conversation === conversation)) return 'mine';
  const waiting = inbox.waiting.find((chat) => chat.conversation === conversation);
  if (waiting?.status === 'waiting') return 'waiting';
  return waiting !== undefined && waiting.agent === inbox.me.id ? 'offered' : 'elsewhere';
}

/** Visitor messages that this agent has not seen: what the inbox counts, unless the page has shown them since. */
export function unread(state: ConsoleState, chat: InboxChat): number {
  return (state.read[chat.conversation] ?? 0) >= chat.lastSeq ? 0 : chat.unread;
}

/** Up to where a conversation is known here; below the inbox's `lastSeq` something was missed. */
export function knownSeq(state: ConsoleState, conversation: string): number {
  return lastSeq(state.threads[conversation]);
}
