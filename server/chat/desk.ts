import type { DeskPause, Inbox, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import { deskOpen } from '../dialogue/handoff.ts';
import { describeWeek } from '../hours/words.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type { Agent, StoredRequest, WaitingChat } from '../store/store.ts';
import { noticesNow } from './notices.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS, readDesk } from './presence.ts';
import { takeTurn } from './turn.ts';

/** How long a request that is done stays in the list. */
const DONE_SHOWN_MS = 24 * 60 * 60 * 1000;

/** Everything that an agent's console lists, read at one moment. */
export async function readInbox(parts: ChatParts, agent: Agent): Promise<Inbox> {
  const now = parts.clock.now();
  const seq = await parts.store.inboxSeq();
  const [chats, requests, desk] = await Promise.all([
    parts.store.listChats(agent.id),
    parts.store.listRequests(now - DONE_SHOWN_MS),
    readDesk(parts, now),
  ]);
  const hours = parts.hours();
  const world = { now, hours, desk, ...parts.inForce() };
  return {
    seq,
    now,
    waiting: chats.waiting.map((chat) => inboxChat(parts, chat, 'waiting')),
    mine: chats.mine.map((chat) => inboxChat(parts, chat, 'active')),
    active: [],
    lost: [],
    requests: requests.map(inboxRequest),
    colleagues: [],
    queue: { waiting: chats.waiting.length },
    me: {
      id: agent.id,
      name: agent.name,
      role: agent.role,
      available: agent.available,
      capacity: agent.capacity,
    },
    desk: {
      open: deskOpen(world),
      assignment: 'manual',
      hours: describeWeek(hours),
      agentsAvailable: desk.available,
      ...(desk.pause === undefined ? {} : { pause: { ...desk.pause } }),
    },
    ...noticesNow(parts),
    knowledgeProblems: parts.inForce().refused.slice(0, 5),
  };
}

function inboxChat(parts: ChatParts, chat: WaitingChat, status: 'waiting' | 'active'): InboxChat {
  return {
    conversation: chat.conversation,
    handoff: chat.id,
    epoch: chat.epoch,
    status,
    reason: chat.reason,
    question: chat.question,
    since: chat.queuedAt,
    lastSeq: chat.lastSeq,
    lastText: chat.lastText,
    unread: chat.unread,
    visitorOnline: parts.cluster.visitorOnline(chat.conversation),
    viewers: [],
    ...(chat.agent === undefined ? {} : { agent: chat.agent }),
    ...(chat.agentName === undefined ? {} : { agentName: chat.agentName }),
  };
}

function inboxRequest(request: StoredRequest): InboxRequest {
  const { id, conversation, reference, status, text, at, answerBy, email, phone, agent, agentName } = request;
  return {
    id,
    conversation,
    reference,
    status,
    text,
    at,
    answerBy,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(agent === undefined ? {} : { agent }),
    ...(agentName === undefined ? {} : { agentName }),
  };
}

/** What an agent acts on: the handoff in the epoch that the console showed. */
export interface HandoffRef {
  readonly conversation: string;
  readonly handoff: string;
  readonly epoch: number;
  readonly clientId: string;
}

/**
 * Takes a waiting visitor. One conditional UPDATE decides; the loser is told who was faster.
 * @throws RequestError `taken`, `at-capacity`, `stale`
 */
export async function acceptChat(parts: ChatParts, agent: Agent, ref: HandoffRef) {
  const { event } = await actOn(parts, agent, ref, {
    type: 'accept',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
  });
  return { seq: event?.seq ?? 0, epoch: ref.epoch + 1 };
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

/** @throws RequestError `stale` when the chat is no longer the agent's */
export async function writeToVisitor(
  parts: ChatParts,
  agent: Agent,
  ref: HandoffRef & { readonly text: string },
) {
  const { event } = await actOn(parts, agent, ref, {
    type: 'agent-text',
    clientId: ref.clientId,
    agent: { id: agent.id, name: agent.name },
    text: ref.text.normalize('NFC'),
  });
  return { seq: event?.seq ?? 0 };
}

function actOn(parts: ChatParts, agent: Agent, ref: HandoffRef, input: Parameters<typeof takeTurn>[3]) {
  return takeTurn(parts, ref.conversation, `agent:${agent.id}`, input, {
    handoff: { id: ref.handoff, epoch: ref.epoch },
  });
}

/**
 * Whether an agent may read a conversation: it waits, it is the agent's own, or there is a request in it.
 * @throws RequestError `not-found`, the same for foreign and for unknown ids
 */
export async function checkMayRead(parts: ChatParts, agent: Agent, conversation: string): Promise<void> {
  const found = await parts.store.findConversation(conversation);
  const open = found?.handoff;
  if (open !== undefined && (open.status === 'waiting' || open.agent === agent.id)) return;
  if (found !== undefined && (await parts.store.mayRead(agent.id, conversation))) return;
  throw new RequestError('not-found');
}

/** @throws RequestError `not-found` when the chat is not the agent's own */
export async function checkOwns(parts: ChatParts, agent: Agent, conversation: string): Promise<void> {
  const open = (await parts.store.findConversation(conversation))?.handoff;
  if (open?.status !== 'active' || open.agent !== agent.id) throw new RequestError('not-found');
}

/** @throws RequestError `taken` naming who has it, `not-found` */
export async function takeRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  if (!(await parts.store.takeRequest(id, agent.id, parts.clock.now()))) await refuseRequest(parts, id);
  parts.cluster.publish({ type: 'inbox' });
}

/** @throws RequestError `taken` when it is a colleague's, `not-found` */
export async function finishRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  if (!(await parts.store.finishRequest(id, agent.id, parts.clock.now()))) await refuseRequest(parts, id);
  parts.cluster.publish({ type: 'inbox' });
}

async function refuseRequest(parts: ChatParts, id: string): Promise<never> {
  const request = await parts.store.findRequest(id);
  if (request === undefined) throw new RequestError('not-found');
  throw new RequestError('taken', request.agentName === undefined ? {} : { by: request.agentName });
}

/** The supervisor's switch: from now until `pause.until` nobody is queued; who waits gets the form. */
export async function pauseDesk(parts: ChatParts, agent: Agent, pause: DeskPause): Promise<void> {
  const now = parts.clock.now();
  if (pause.until <= now) throw new RequestError('bad-request', { field: 'until' });
  await parts.store.setPause(pause, agent.id, now);
  for (const handoff of await parts.store.listWaiting())
    await takeTurn(parts, handoff.conversation, 'desk', { type: 'desk-paused' }).catch((error) =>
      parts.log.warn('pause.turn.failed', {
        conversation: handoff.conversation,
        error: describeError(error),
      }),
    );
  parts.cluster.publish({ type: 'inbox' });
}

export async function resumeDesk(parts: ChatParts, agent: Agent): Promise<void> {
  await parts.store.setPause(undefined, agent.id, parts.clock.now());
  parts.cluster.publish({ type: 'inbox' });
}

export async function setAvailable(parts: ChatParts, agent: Agent, available: boolean): Promise<void> {
  await parts.store.setAvailable(agent.id, available, parts.clock.now());
  parts.cluster.publish({ type: 'inbox' });
  if (!available) await tellNobodyLeft(parts);
}

/** When the last agent has gone away, those who wait are told and offered the form. */
export async function tellNobodyLeft(parts: ChatParts): Promise<void> {
  if ((await parts.store.countAvailable(parts.clock.now() - AGENT_GRACE_MS)) > 0) return;
  for (const { conversation } of await parts.store.listWaiting())
    await takeTurn(parts, conversation, 'desk', { type: 'nobody-left' }).catch((error) =>
      parts.log.warn('nobody-left.failed', { conversation, error: describeError(error) }),
    );
}
