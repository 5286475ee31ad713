import type { Inbox, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import type { Viewer } from '../../protocol/desk.ts';
import type { Account, Colleague } from '../../protocol/team.ts';
import { deskOpen } from '../dialogue/handoff.ts';
import { queueWait } from '../dialogue/wait.ts';
import { describeWeek } from '../hours/words.ts';
import type { Agent, AgentAtWork, LostHandoff, StoredRequest, WaitingChat } from '../store/store.ts';
import { noticesNow } from './notices.ts';
import type { ChatParts } from './parts.ts';
import { AGENT_GRACE_MS, readDesk } from './presence.ts';

const HOUR_MS = 60 * 60 * 1000;
/** How long a request that is done stays in the list; supervisors look further back. */
const DONE_SHOWN_MS = 24 * HOUR_MS;
const DONE_SHOWN_TO_SUPERVISORS_MS = 30 * 24 * HOUR_MS;
/** How long an agent is reminded of a chat that went to somebody else meanwhile. */
const LOST_SHOWN_MS = HOUR_MS;

/** Who has a conversation on the screen. */
export type ViewersOf = (conversation: string) => readonly Viewer[];

/** Everything that an agent's console lists, read at one moment. */
export async function readInbox(parts: ChatParts, agent: Agent, viewersOf: ViewersOf): Promise<Inbox> {
  const { store } = parts;
  const now = parts.clock.now();
  const seq = await store.inboxSeq();
  const supervisor = agent.role === 'supervisor';
  const [chats, lost, requests, agents, desk] = await Promise.all([
    store.listChats(agent.id),
    store.listLost(agent.id, now - LOST_SHOWN_MS),
    store.listRequests(now - (supervisor ? DONE_SHOWN_TO_SUPERVISORS_MS : DONE_SHOWN_MS)),
    store.listAgents(),
    readDesk(parts, now),
  ]);
  const { waiting, mine, active } = chats;
  const all = [...waiting, ...mine, ...(supervisor ? active : [])].map(({ conversation }) => conversation);
  const online = await parts.cluster.visitorsOnline(all);
  const show = (chat: WaitingChat) =>
    inboxChat(
      chat,
      online,
      viewersOf(chat.conversation).filter(({ id }) => id !== agent.id),
    );
  const hours = parts.hours();
  const wait = queueWait(desk.waiting + 1, desk.pace);
  return {
    seq,
    now,
    waiting: waiting.map(show),
    mine: mine.map(show),
    active: supervisor ? active.map((chat) => ({ ...show(chat), lastText: '' })) : [],
    lost: lost.map(lostChat),
    requests: requests.map(inboxRequest),
    colleagues: agents.filter(({ disabled }) => !disabled).map((it) => colleague(it, now)),
    queue: {
      waiting: waiting.length,
      ...(waiting[0] === undefined ? {} : { longestSince: waiting[0].queuedAt }),
      ...(wait === undefined ? {} : { wait }),
    },
    me: ownState(agent),
    desk: {
      open: deskOpen({ now, hours, desk, ...parts.inForce() }),
      assignment: parts.assignment.mode,
      hours: describeWeek(hours),
      agentsAvailable: desk.available,
      ...(desk.pause === undefined ? {} : { pause: { ...desk.pause } }),
    },
    ...noticesNow(parts),
    knowledgeProblems: parts.inForce().refused.slice(0, 5),
  };
}

function ownState({ id, name, role, available, awayReason, capacity }: Agent): Inbox['me'] {
  return { id, name, role, available, capacity, ...(awayReason === undefined ? {} : { awayReason }) };
}

function inboxChat(chat: WaitingChat, online: ReadonlySet<string>, viewers: readonly Viewer[]): InboxChat {
  return {
    conversation: chat.conversation,
    handoff: chat.id,
    epoch: chat.epoch,
    status: chat.status === 'closed' ? 'waiting' : chat.status,
    reason: chat.reason,
    question: chat.question,
    since: chat.queuedAt,
    lastSeq: chat.lastSeq,
    lastText: chat.lastText,
    unread: chat.unread,
    visitorOnline: online.has(chat.conversation),
    viewers: [...viewers],
    ...(chat.agent === undefined ? {} : { agent: chat.agent }),
    ...(chat.agentName === undefined ? {} : { agentName: chat.agentName }),
    ...(chat.offeredUntil === undefined ? {} : { offeredUntil: chat.offeredUntil }),
  };
}

function lostChat({ conversation, question, lostAt, status, agentName }: LostHandoff): Inbox['lost'][number] {
  return {
    conversation,
    question,
    at: lostAt,
    status,
    ...(agentName === undefined ? {} : { byName: agentName }),
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

/** One of the team as colleagues see each other. */
export function colleague(agent: AgentAtWork, now: number): Colleague {
  const { id, name, role, active, capacity, awayReason } = agent;
  const here = !agent.disabled && agent.seenAt >= now - AGENT_GRACE_MS;
  return {
    id,
    name,
    role,
    here,
    available: here && agent.available,
    chats: active,
    capacity,
    ...(awayReason === undefined ? {} : { awayReason }),
  };
}

/** One of the team as supervisors manage it. */
export function account(agent: AgentAtWork, now: number): Account {
  const { login, disabled, createdAt } = agent;
  return { ...colleague(agent, now), login, disabled, createdAt };
}
