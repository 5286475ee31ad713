import type { AgentRole, CloseReason, DeskPause } from '../../protocol/agent.ts';
import type { ConversationEvent, EventBody } from '../../protocol/conversation.ts';
import type { VisitorClaims, VisitorFacts } from '../../protocol/visitor-facts.ts';
import type { DialogueState } from '../dialogue/state.ts';

/*
 * The store's port, in words of the domain. All times are UTC milliseconds, all ids text, all text NFC without
 * NUL (the store sees to that). Invariants that every implementation keeps, proven by the contract suite:
 *
 * 1. A promise that resolves means: committed, on disk.
 * 2. `seq` counts the events of a conversation from 1 without a gap, taken under the row's lock.
 * 3. A command (sender + clientId in a conversation) happens once; its repetition returns the first result.
 * 4. A conversation has at most one handoff that is not closed.
 * 5. Every change of a handoff is one conditional UPDATE with the epoch; a stale epoch changes nothing.
 * 6. No agent owns more chats than its capacity.
 * 7. Every change that an inbox shows raises `inboxSeq` in the same transaction.
 */

export interface Conversation {
  readonly id: string;
  /** Raised by every turn; a turn made for an older version is a conflict. */
  readonly version: number;
  readonly lastSeq: number;
  readonly state: DialogueState;
  readonly createdAt: number;
  readonly touchedAt: number;
  readonly handoff?: Handoff;
  readonly visitor?: VisitorFacts;
}

export type HandoffStatus = 'waiting' | 'active' | 'closed';

/** One wish for a human. `queuedAt` is kept when a lost agent puts it back, so it returns to the head. */
export interface Handoff {
  readonly id: string;
  readonly conversation: string;
  readonly status: HandoffStatus;
  readonly epoch: number;
  readonly reason: string;
  readonly question: string;
  readonly queuedAt: number;
  readonly agent?: string;
  readonly agentName?: string;
}

export interface NewConversation {
  readonly id: string;
  /** SHA-256 of the session token; the token itself is never stored. */
  readonly tokenHash: string;
  readonly at: number;
  readonly state: DialogueState;
  readonly events: readonly EventBody[];
  readonly alarms: readonly NewAlarm[];
}

export type AlarmKind = 'max-wait' | 'desk-closing' | 'idle' | 'flow-remind' | 'flow-forget';

export interface NewAlarm {
  readonly kind: AlarmKind;
  readonly dueAt: number;
}

/** At most one alarm of a kind exists per conversation; setting it again replaces it. */
export interface Alarm extends NewAlarm {
  readonly conversation: string;
}

/** What a turn does to the conversation's open handoff. `hold` changes nothing, but requires the agent to own it. */
export type HandoffChange =
  | { readonly do: 'open'; readonly id: string; readonly reason: string; readonly question: string }
  | { readonly do: 'accept'; readonly id: string; readonly epoch: number; readonly agent: string }
  | { readonly do: 'hold'; readonly id: string; readonly epoch: number; readonly agent: string }
  | { readonly do: 'requeue'; readonly id: string; readonly epoch: number }
  | {
      readonly do: 'close';
      readonly id: string;
      readonly epoch: number;
      readonly reason: CloseReason | string;
    };

/** A message left in the form, to be answered by `answerBy` (German words) by e-mail or phone. */
export interface NewRequest {
  readonly id: string;
  readonly reference: string;
  readonly text: string;
  readonly email?: string;
  readonly phone?: string;
  readonly answerBy: string;
}

/** Everything that one input does, saved in one transaction or not at all. */
export interface Turn {
  readonly conversation: string;
  readonly expectedVersion: number;
  readonly at: number;
  /** Who sent it under which id. `events[0]` carries the key, so a turn with a command has at least one event. */
  readonly command?: { readonly sender: string; readonly clientId: string };
  readonly state: DialogueState;
  readonly events: readonly EventBody[];
  readonly handoff?: HandoffChange;
  readonly request?: NewRequest;
  readonly alarms?: { readonly set: readonly NewAlarm[]; readonly drop: readonly AlarmKind[] };
}

export type TurnResult =
  | { readonly kind: 'saved'; readonly events: readonly ConversationEvent[]; readonly inboxSeq?: number }
  /** The command was saved before: its first event, as it was stored then. */
  | { readonly kind: 'repeated'; readonly event: ConversationEvent }
  /** Somebody else's turn came first: load again, step again. */
  | { readonly kind: 'conflict' }
  /** The handoff could not change: another agent has it (`by` its name), no capacity left, or an old epoch. */
  | { readonly kind: 'refused'; readonly code: 'taken' | 'at-capacity' | 'stale'; readonly by?: string };

export interface ConversationStore {
  createConversation(conversation: NewConversation): Promise<readonly ConversationEvent[]>;
  findConversation(id: string): Promise<Conversation | undefined>;
  findConversationByToken(tokenHash: string): Promise<Conversation | undefined>;
  saveTurn(turn: Turn): Promise<TurnResult>;
  /**
   * Keeps what the page says about the visitor, in place of what it said before. Beside the conversation's version:
   * no turn depends on it.
   * @returns The new `inboxSeq` when it is something else than before and the conversation stands in the inbox.
   */
  describeVisitor(conversation: string, claims: VisitorClaims): Promise<number | undefined>;
  /** The event that a command was saved as, if it was. */
  findCommand(conversation: string, sender: string, clientId: string): Promise<ConversationEvent | undefined>;
  /** Events after `since`, in order, at most `limit`. */
  listEvents(conversation: string, since: number, limit: number): Promise<readonly ConversationEvent[]>;
  /** Alarms due at or before `now`, oldest first. They stay until a turn drops or replaces them. */
  dueAlarms(now: number, limit: number): Promise<readonly Alarm[]>;
  /** Takes an alarm away whose turn made no sense any more. */
  dropAlarm(conversation: string, kind: AlarmKind): Promise<void>;
  /** Lets an alarm that is set ring later; one that is not set stays so. */
  postponeAlarm(conversation: string, kind: AlarmKind, dueAt: number): Promise<void>;
}

export interface WaitingChat extends Handoff {
  readonly lastSeq: number;
  /** Words of the last visitor's, assistant's or agent's message, as plain text (≤ 200 characters). */
  readonly lastText: string;
  /** Visitor's messages after what the asking agent has read. */
  readonly unread: number;
}

export interface StoredRequest extends NewRequest {
  readonly conversation: string;
  readonly status: 'open' | 'taken' | 'done';
  readonly agent?: string;
  readonly agentName?: string;
  readonly at: number;
}

export interface DeskStore {
  inboxSeq(): Promise<number>;
  /** Handoffs waiting (longest first) and those active with `agent`. */
  listChats(
    agent: string,
  ): Promise<{ readonly waiting: readonly WaitingChat[]; readonly mine: readonly WaitingChat[] }>;
  /** 1 = next; undefined when the handoff does not wait. */
  queuePlace(handoff: string): Promise<number | undefined>;
  listWaiting(): Promise<readonly Handoff[]>;
  /** Active handoffs whose agent was last seen before `seenBefore`. */
  lostHandoffs(seenBefore: number): Promise<readonly Handoff[]>;
  /** Requests not done, and those done after `doneSince`, oldest first. */
  listRequests(doneSince: number): Promise<readonly StoredRequest[]>;
  /** Conditional: false when somebody else has it or it is done. Taking one's own again is true. */
  takeRequest(id: string, agent: string, at: number): Promise<boolean>;
  /** Conditional: only its taker may finish it; finishing twice is true. */
  finishRequest(id: string, agent: string, at: number): Promise<boolean>;
  findRequest(id: string): Promise<StoredRequest | undefined>;
  markRead(agent: string, conversation: string, seq: number): Promise<void>;
  /** Whether the agent had this chat, or a request was left in the conversation. */
  mayRead(agent: string, conversation: string): Promise<boolean>;
  /** The pause in force at `now`, if any. */
  currentPause(now: number): Promise<DeskPause | undefined>;
  setPause(pause: DeskPause | undefined, agent: string, at: number): Promise<void>;
}

export interface Agent {
  readonly id: string;
  /** Sign-in name, folded to lower case. */
  readonly login: string;
  readonly name: string;
  readonly role: AgentRole;
  readonly available: boolean;
  readonly capacity: number;
  readonly disabled: boolean;
}

export interface NewAgent {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: AgentRole;
  readonly passwordHash: string;
  readonly capacity: number;
  readonly at: number;
}

export interface AgentSession {
  readonly agent: Agent;
  readonly csrf: string;
  readonly expiresAt: number;
}

export interface AccountStore {
  countAgents(): Promise<number>;
  findAgent(id: string): Promise<Agent | undefined>;
  findPassword(login: string): Promise<{ readonly agent: Agent; readonly passwordHash: string } | undefined>;
  /** Replaces every earlier invitation that was not used. */
  createInvitation(invitation: {
    readonly tokenHash: string;
    readonly role: AgentRole;
    readonly expiresAt: number;
  }): Promise<void>;
  /** The role that a valid, unused invitation gives. */
  findInvitation(tokenHash: string, now: number): Promise<AgentRole | undefined>;
  /** Uses the invitation and creates the account in one transaction; the name of the obstacle otherwise. */
  redeemInvitation(
    tokenHash: string,
    agent: Omit<NewAgent, 'role'>,
  ): Promise<'created' | 'invalid' | 'login-taken'>;
  createSession(session: {
    readonly tokenHash: string;
    readonly agent: string;
    readonly csrf: string;
    readonly at: number;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Undefined when unknown, expired or the agent is disabled. */
  findSession(tokenHash: string, now: number): Promise<AgentSession | undefined>;
  deleteSession(tokenHash: string): Promise<void>;
  setAvailable(agent: string, available: boolean, at: number): Promise<void>;
  /** Shuts an account out, ending its sessions, or lets it in again. */
  setDisabled(agent: string, disabled: boolean): Promise<void>;
  /** Notes that the agents' sockets are alive. */
  touchAgents(agents: readonly string[], at: number): Promise<void>;
  /** Agents available, not disabled, seen at or after `seenSince`. */
  countAvailable(seenSince: number): Promise<number>;
}

export interface Store extends ConversationStore, DeskStore, AccountStore {
  /** Identifies this database; a restored backup gets another one. */
  readonly epoch: string;
  /** Rejects with a reason when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Named places in the code where a test may end the process or fail; does nothing in production. */
export type Failpoint = (name: string) => void;
