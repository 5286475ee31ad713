import type { ConversationEvent, ConversationStatus, EventBody } from '../../protocol/conversation.ts';
import type { Command } from '../../widget/outbox.ts';
import { type Input, reduce, type State, startState } from '../../widget/state.ts';

/** Monday, 23 November 2026, 10:00 in Berlin. */
export const MONDAY_TEN = Date.parse('2026-11-23T09:00:00Z');

export const status: ConversationStatus = {
  owner: 'assistant',
  agentTyping: false,
  closed: false,
  desk: { open: true, staffed: true, hours: 'Montag bis Freitag, 8 bis 20 Uhr' },
};

/** Events of a conversation, one second apart, numbered from 1. */
export function conversation(...bodies: EventBody[]): ConversationEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: index + 1, at: MONDAY_TEN + index * 1000 }));
}

export const said = (text: string, clientId = `id-${text}`): EventBody => ({
  type: 'visitor.message',
  clientId,
  text,
  masked: false,
});

export const reply = (text: string, more: Partial<Extract<EventBody, { type: 'assistant.message' }>> = {}) =>
  ({
    type: 'assistant.message',
    body: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
    source: { ref: 'text:greeting', revision: 'r1' },
    choices: [],
    ...more,
  }) satisfies EventBody;

export const owner = (to: 'assistant' | 'queue' | 'agent', agentName?: string): EventBody => ({
  type: 'owner.changed',
  owner: to,
  reason: 'test',
  ...(agentName === undefined ? {} : { agentName }),
});

/** A page of a sync as the server answers it. */
export const page = (events: readonly ConversationEvent[], since = 0, more: Partial<Input> = {}): Input =>
  ({
    type: 'synced',
    since,
    known: 0,
    epoch: 'e1',
    events: events.slice(since),
    more: false,
    status,
    ...more,
  }) as Input;

/** The state after these inputs. */
export const after = (...inputs: Input[]): State => inputs.reduce(reduce, startState);

export const send = (text: string, clientId = `id-${text}`): Command => ({
  name: 'message:send',
  request: { clientId, text },
  label: text,
});
