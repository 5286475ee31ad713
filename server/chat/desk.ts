import type { AwayReason, DeskPause } from '../../protocol/agent.ts';
import { newId } from '../ids.ts';
import { mask, maskNumbers } from '../language/mask.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type { Agent, NewNote } from '../store/store.ts';
import { colleague } from './inbox.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS } from './presence.ts';
import { type TurnExtras, takeTurn } from './turn.ts';

/** What goes on for longer is no pause, and not every number is a time that a calendar can name. */
const LONGEST_PAUSE_MS = 366 * 24 * 60 * 60 * 1000;

/** What an agent acts on: the handoff in the epoch that the console showed. */
export interface HandoffRef {
  readonly conversation: string;
  readonly handoff: string;
  readonly epoch: number;
  readonly clientId: string;
}

/**
 * Takes a waiting visitor, or one that is offered to this agent. One conditional UPDATE decides; the loser is told
 * who was faster.
 * @throws RequestError `taken`, `at-capacity`, `stale`; `not-allowed` with the field `available` while away
 */
export async function acceptChat(parts: ChatParts, agent: Agent, ref: HandoffRef) {
  if (!agent.available) {
    const done = await doneBefore(parts, agent, ref);
    if (done === undefined) throw new RequestError('not-allowed', { field: 'available' });
    return { seq: done.seq, epoch: ref.epoch + 1 };
  }
  const { event } = await actOn(parts, agent, ref, {
    type: 'accept',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
  });
  return { seq: event?.seq ?? 0, epoch: ref.epoch + 1 };
}

/** Lets an offer pass; the next agent gets it at once. One that has gone already is no longer this agent's affair. */
export async function declineOffer(
  parts: ChatParts,
  agent: Agent,
  ref: Omit<HandoffRef, 'clientId'>,
): Promise<void> {
  const open = (await parts.store.findConversation(ref.conversation))?.handoff;
  const mine = open?.id === ref.handoff && open.status === 'offered' && open.agent === agent.id;
  if (!mine || open.epoch !== ref.epoch) return;
  const handoff = { id: ref.handoff, epoch: ref.epoch };
  await takeTurn(parts, ref.conversation, `agent:${agent.id}`, { type: 'pass' }, { handoff });
}

/**
 * Hands a chat on, with a note for colleagues in the same transaction.
 * @throws RequestError `stale` when the chat is no longer the agent's, `at-capacity` or `not-allowed` (field `to`)
 * when the colleague cannot take it, `closed` when there is no queue to go to
 */
export async function transferChat(
  parts: ChatParts,
  agent: Agent,
  ref: HandoffRef & { readonly to: 'queue' | { readonly agent: string }; readonly note?: string | undefined },
) {
  const done = await doneBefore(parts, agent, ref);
  if (done !== undefined) return { seq: done.seq };
  const to = ref.to === 'queue' ? ref.to : await findColleague(parts, agent, ref.to.agent);
  const me = { id: agent.id, name: agent.name };
  const input = { type: 'transfer', clientId: ref.clientId, agent: me, to } as const;
  const note = transferNote(parts, agent, ref);
  const { event } = await actOn(parts, agent, ref, input, note === undefined ? {} : { note });
  if (note) parts.cluster.publish({ type: 'note', conversation: ref.conversation, note: note.id });
  return { seq: event?.seq ?? 0 };
}

/** The repetition of a command succeeds like the first one, whatever has changed since. */
function doneBefore({ store }: ChatParts, agent: Agent, { conversation, clientId }: HandoffRef) {
  return store.findCommand(conversation, `agent:${agent.id}`, clientId);
}

async function findColleague(parts: ChatParts, agent: Agent, id: string) {
  const now = parts.clock.now();
  const found = (await parts.store.listAgents()).find((it) => it.id === id && it.id !== agent.id);
  if (found === undefined || !colleague(found, now).available)
    throw new RequestError('not-allowed', { field: 'to' });
  return { id: found.id, name: found.name };
}

function transferNote(
  parts: ChatParts,
  agent: Agent,
  { conversation, clientId, note }: HandoffRef & { readonly note?: string | undefined },
): NewNote | undefined {
  const text = mask((note ?? '').normalize('NFC').trim()).text;
  if (text === '') return undefined;
  const at = parts.clock.now();
  return { id: newId(), conversation, agent: agent.id, clientId, kind: 'transfer', text, at };
}

/** @throws RequestError `stale` when the chat is no longer the agent's */
export async function returnChat(parts: ChatParts, agent: Agent, ref: HandoffRef) {
  const { event } = await actOn(parts, agent, ref, {
    type: 'agent-return',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
  });
  return { seq: event?.seq ?? 0 };
}

/** @throws RequestError `stale` when the chat is no longer the agent's */
export async function closeChat(
  parts: ChatParts,
  agent: Agent,
  ref: HandoffRef & { readonly reason: string },
) {
  const { event } = await actOn(parts, agent, ref, {
    type: 'agent-close',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
    reason: ref.reason,
  });
  return { seq: event?.seq ?? 0 };
}

/**
 * Sends an agent's words. What a visitor has told under the mask stays covered when it is repeated here.
 * @throws RequestError `stale` when the chat is no longer the agent's
 */
export async function writeToVisitor(
  parts: ChatParts,
  agent: Agent,
  ref: HandoffRef & { readonly text: string },
) {
  const { event } = await actOn(parts, agent, ref, {
    type: 'agent-text',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
    text: maskNumbers(ref.text.normalize('NFC'), (words) => isApproved(parts, words)).text,
  });
  return { seq: event?.seq ?? 0 };
}

/** Whether words stand in a text that editors have approved. */
function isApproved({ inForce }: ChatParts, words: string): boolean {
  const { replies, articles } = inForce().knowledge;
  return [...replies, ...articles.values()].some(({ text }) => text.includes(words));
}

function actOn(
  parts: ChatParts,
  agent: Agent,
  ref: HandoffRef,
  input: Parameters<typeof takeTurn>[3],
  extras: TurnExtras = {},
) {
  return takeTurn(parts, ref.conversation, `agent:${agent.id}`, input, {
    ...extras,
    handoff: { id: ref.handoff, epoch: ref.epoch },
  });
}

/**
 * Whether an agent may read a conversation: it waits, it is or was the agent's own, or there is a request in it;
 * supervisors read every one that was ever handed off, and the earlier ones of a person; an agent those of a person
 * served now.
 * @throws RequestError `not-found`, the same for foreign and for unknown ids
 */
export async function checkMayRead(
  parts: ChatParts,
  agent: Pick<Agent, 'id' | 'role'>,
  conversation: string,
): Promise<void> {
  const { store } = parts;
  const found = await store.findConversation(conversation);
  if (found === undefined) throw new RequestError('not-found');
  const open = found.handoff;
  if (open !== undefined && (open.status !== 'active' || open.agent === agent.id)) return;
  if (await store.mayRead(agent.id, conversation)) return;
  const supervisor = agent.role === 'supervisor';
  if (supervisor && (await store.hadHandoff(conversation))) return;
  if (await store.servesSamePerson(supervisor ? undefined : agent.id, conversation)) return;
  throw new RequestError('not-found');
}

/** @throws RequestError `not-found` when the chat is not the agent's own */
export async function checkOwns(parts: ChatParts, agent: Agent, conversation: string): Promise<void> {
  const open = (await parts.store.findConversation(conversation))?.handoff;
  if (open?.status !== 'active' || open.agent !== agent.id) throw new RequestError('not-found');
}

/** The supervisor's switch: from now until `pause.until` nobody is queued; who waits gets the form. */
export async function pauseDesk(parts: ChatParts, agent: Agent, pause: DeskPause): Promise<void> {
  const now = parts.clock.now();
  if (pause.until <= now || pause.until > now + LONGEST_PAUSE_MS)
    throw new RequestError('bad-request', { field: 'until' });
  await parts.store.setPause(pause, agent.id, now);
  await tellWaiting(parts, { type: 'desk-shut' });
  parts.cluster.publish({ type: 'inbox' });
}

export async function resumeDesk(parts: ChatParts, agent: Agent): Promise<void> {
  await parts.store.setPause(undefined, agent.id, parts.clock.now());
  parts.cluster.publish({ type: 'inbox' });
}

/** Away takes no new chats: what was offered meanwhile goes to the next. */
export async function setAvailable(
  parts: ChatParts,
  agent: Agent,
  available: boolean,
  reason?: AwayReason,
): Promise<void> {
  await parts.store.setAvailable(agent.id, available, parts.clock.now(), reason);
  parts.cluster.publish({ type: 'inbox' });
  if (available) return;
  for (const { conversation, id, epoch, status } of await parts.store.listHeld(agent.id))
    if (status === 'offered') await declineOffer(parts, agent, { conversation, handoff: id, epoch });
  await tellNobodyLeft(parts);
}

/** When the last agent has gone away, those who wait are told and offered the form. */
export async function tellNobodyLeft(parts: ChatParts): Promise<void> {
  if (await isUnattended(parts)) await tellWaiting(parts, { type: 'nobody-left' });
}

/** Whether nobody takes chats: all are away, or their lines have been gone too long. */
export async function isUnattended(parts: ChatParts): Promise<boolean> {
  return (await parts.store.countAvailable(parts.clock.now() - AGENT_GRACE_MS)) === 0;
}

/** Everybody who waits hears of it; one who cannot be told must not keep the others from it. */
export async function tellWaiting(
  parts: ChatParts,
  input: { readonly type: 'desk-shut' | 'nobody-left' },
): Promise<void> {
  for (const { conversation } of await parts.store.listWaiting())
    await takeTurn(parts, conversation, 'desk', input).catch((error) =>
      parts.log.warn('waiting.not-told', { conversation, event: input.type, error: describeError(error) }),
    );
}
