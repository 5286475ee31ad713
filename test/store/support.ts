import type { ConversationEvent, EventBody } from '../../protocol/conversation.ts';
import { startState } from '../../server/dialogue/state.ts';
import type {
  Conversation,
  Handoff,
  HandoffChange,
  NewRequest,
  Store,
  Turn,
  TurnResult,
} from '../../server/store/store.ts';

/** A fixed instant of the tests: Tuesday, 24 November 2026, 10:00 in Berlin. */
export const NOW = Date.parse('2026-11-24T09:00:00Z');
export const MINUTE = 60_000;

/** A store to prove the contract on; `reopen` closes it and opens what it left. */
export interface Subject {
  store: Store;
  reopen(): Promise<void>;
  dispose(): Promise<void>;
}

export function visitorSays(text: string, clientId = 'client-0001'): EventBody {
  return { type: 'visitor.message', clientId, text, masked: false };
}

export function agentSays(text: string, clientId = 'client-0001'): EventBody {
  return { type: 'agent.message', clientId, text, agentName: 'Anna Ahrens' };
}

export function assistantSays(text: string): EventBody {
  return {
    type: 'assistant.message',
    body: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
    source: { ref: 'article:browser', revision: '0123456789ab' },
    choices: [],
  };
}

export function ownerBecomes(owner: 'assistant' | 'queue' | 'agent'): EventBody {
  return { type: 'owner.changed', owner, reason: 'wish' };
}

/** Begins a conversation without events. */
export async function begin(
  store: Store,
  id: string,
  events: readonly EventBody[] = [],
  at = NOW,
): Promise<void> {
  await store.createConversation({
    id,
    tokenHash: `token-of-${id}`,
    at,
    state: startState,
    events,
    alarms: [],
  });
}

export async function load(store: Store, id: string): Promise<Conversation> {
  const conversation = await store.findConversation(id);
  if (!conversation) throw new Error(`Conversation ${id} is missing.`);
  return conversation;
}

/** Saves a turn for the conversation as it stands now. */
export async function save(store: Store, id: string, turn: Partial<Turn>): Promise<TurnResult> {
  const { version, state } = await load(store, id);
  return store.saveTurn({ conversation: id, expectedVersion: version, at: NOW, state, events: [], ...turn });
}

/** Saves a command whose first event is the given one. */
export function command(
  store: Store,
  id: string,
  sender: string,
  clientId: string,
  ...events: EventBody[]
): Promise<TurnResult> {
  return save(store, id, { command: { sender, clientId }, events });
}

export async function changeHandoff(
  store: Store,
  id: string,
  handoff: HandoffChange,
  at = NOW,
): Promise<TurnResult> {
  return save(store, id, { handoff, at });
}

/** Opens a handoff named after the conversation. */
export async function callAgent(store: Store, id: string, at = NOW): Promise<Handoff> {
  await changeHandoff(store, id, { do: 'open', id: `handoff-${id}`, reason: 'wish', question: 'Hilfe?' }, at);
  return openHandoff(store, id);
}

export async function openHandoff(store: Store, id: string): Promise<Handoff> {
  const { handoff } = await load(store, id);
  if (!handoff) throw new Error(`Conversation ${id} has no open handoff.`);
  return handoff;
}

/** Begins a conversation that waits for an agent since `at`. */
export async function waiting(store: Store, id: string, at = NOW): Promise<Handoff> {
  await begin(store, id);
  return callAgent(store, id, at);
}

export async function accept(store: Store, id: string, agent: string, at = NOW): Promise<TurnResult> {
  const { id: handoff, epoch } = await openHandoff(store, id);
  return changeHandoff(store, id, { do: 'accept', id: handoff, epoch, agent }, at);
}

/** Creates an account the only way there is. */
export async function signUp(
  store: Store,
  id: string,
  { name = id, capacity = 3, login = id, role = 'agent' as 'agent' | 'supervisor' } = {},
): Promise<void> {
  await store.createInvitation({ tokenHash: `invitation-${id}`, role, expiresAt: NOW + 1 });
  const account = { id, login, name, passwordHash: `hash-of-${id}`, capacity, at: NOW };
  const outcome = await store.redeemInvitation(`invitation-${id}`, account);
  if (outcome !== 'created') throw new Error(`The account ${id} was not created: ${outcome}.`);
}

export function request(id: string, more: Partial<NewRequest> = {}): NewRequest {
  return { id, reference: `A-${id}`, text: 'Bitte rufen Sie an.', answerBy: 'Mittwoch', ...more };
}

/** Leaves a message form in a new conversation. */
export async function leaveRequest(
  store: Store,
  id: string,
  at = NOW,
  more: Partial<NewRequest> = {},
): Promise<void> {
  await begin(store, `of-${id}`);
  await save(store, `of-${id}`, { request: request(id, more), at });
}

export async function allEvents(store: Store, id: string): Promise<readonly ConversationEvent[]> {
  return store.listEvents(id, 0, 10_000);
}

export function seqs(events: readonly ConversationEvent[]): number[] {
  return events.map((event) => event.seq);
}

/** 1, 2, … up to `length`. */
export function countTo(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}
