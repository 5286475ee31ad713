import { type Action, type ConsoleState, reduce, startState } from '../../console/state.ts';
import type { Page } from '../../console/thread.ts';
import type { Inbox, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import type { ConversationEvent, ConversationStatus, EventBody } from '../../protocol/conversation.ts';
import type { Note } from '../../protocol/desk.ts';

/** Monday, 23 November 2026, 10:00 in Berlin. */
export const TEN = Date.parse('2026-11-23T09:00:00Z');

export function chat(conversation: string, more: Partial<InboxChat> = {}): InboxChat {
  return {
    conversation,
    handoff: `handoff-${conversation}`,
    epoch: 1,
    status: 'waiting',
    reason: 'button',
    question: `Frage ${conversation}`,
    since: TEN,
    lastSeq: 1,
    lastText: 'Hallo',
    unread: 0,
    visitorOnline: true,
    viewers: [],
    ...more,
  };
}

export function request(id: string, more: Partial<InboxRequest> = {}): InboxRequest {
  return {
    id,
    conversation: `conversation-${id}`,
    reference: 'ABCD-EFGH',
    status: 'open',
    text: 'Bitte melden Sie sich',
    at: TEN,
    answerBy: 'Dienstag, 24. November',
    ...more,
  };
}

export function inbox(seq: number, more: Partial<Inbox> = {}): Inbox {
  return {
    seq,
    now: TEN + seq * 1_000,
    waiting: [],
    mine: [],
    active: [],
    lost: [],
    requests: [],
    colleagues: [],
    queue: { waiting: 0 },
    me: { id: 'a1', name: 'Frau Klein', role: 'agent', available: true, capacity: 3 },
    desk: {
      open: true,
      assignment: 'manual',
      hours: 'Montag bis Freitag, 8 bis 20 Uhr',
      agentsAvailable: 1,
    },
    knowledgeProblems: [],
    ...more,
  };
}

export function event(seq: number, body: EventBody, at = TEN + seq * 60_000): ConversationEvent {
  return { ...body, seq, at };
}

export function says(seq: number, text = `Nachricht ${seq}`): ConversationEvent {
  return event(seq, { type: 'visitor.message', clientId: `visitor-${seq}`, text, masked: false });
}

export function agentSays(seq: number, clientId: string): ConversationEvent {
  return event(seq, {
    type: 'agent.message',
    clientId,
    text: 'Guten Tag',
    agentName: 'Frau Klein',
    agent: 'a1',
  });
}

export function note(id: string): Note {
  return { id, agent: 'b2', agentName: 'Herr Roth', text: 'Ruft um drei an.', kind: 'note', at: TEN };
}

export function page(events: readonly ConversationEvent[], more: Partial<Page> = {}): Page {
  return {
    epoch: 'e1',
    events,
    more: false,
    status: status(),
    card: { question: '', shown: [] },
    visitorTyping: false,
    notes: [],
    earlier: [],
    viewers: [],
    visitorRead: 0,
    ...more,
  };
}

function status(): ConversationStatus {
  return {
    owner: 'assistant',
    agentTyping: false,
    closed: false,
    desk: { open: true, staffed: true, hours: 'Montag bis Freitag, 8 bis 20 Uhr' },
  };
}

export function signedIn(id = 'a1'): Action {
  return {
    type: 'session',
    session: { phase: 'signed-in', agent: { id, name: 'Frau Klein', role: 'agent' }, csrf: 'c' },
  };
}

export function after(actions: readonly Action[], from: ConsoleState = startState): ConsoleState {
  return actions.reduce(reduce, from);
}
