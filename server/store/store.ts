import type { AgentRole, AwayReason, CloseReason, DeskPause } from '../../protocol/agent.ts';
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

/** `offered`: waits, while one agent has some seconds to take it or let it pass. */
export type HandoffStatus = 'waiting' | 'offered' | 'active' | 'closed';

/** One wish for a human. `queuedAt` is kept when a lost agent puts it back, so it returns to the head. */
export interface Handoff {
  readonly id: string;
  readonly conversation: string;
  readonly status: HandoffStatus;
  readonly epoch: number;
  readonly reason: string;
  readonly question: string;
  readonly queuedAt: number;
  /** The owner, or to whom it is offered. */
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

export type AlarmKind =
  | 'max-wait'
  | 'desk-closing'
  | 'grace-over'
  | 'offer'
  | 'idle'
  | 'flow-remind'
  | 'flow-forget';

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
  /** Reserves the chat, and a place of the agent's capacity, until `until`. The agent must be available. */
  | {
      readonly do: 'offer';
      readonly id: string;
      readonly epoch: number;
      readonly agent: string;
      readonly until: number;
    }
  /** Ends an offer; who had it is remembered, so that the next one goes to somebody else. */
  | { readonly do: 'pass'; readonly id: string; readonly epoch: number }
  /** From its owner to a colleague who is available and has room. */
  | {
      readonly do: 'transfer';
      readonly id: string;
      readonly epoch: number;
      readonly agent: string;
      readonly to: string;
    }
  /** Back to the queue with its place. `lost`: because the owner's line is gone, who is told so later. */
  | { readonly do: 'requeue'; readonly id: string; readonly epoch: number; readonly lost?: boolean }
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

/** What an agent writes for colleagues. */
export interface NewNote {
  readonly id: string;
  readonly conversation: string;
  readonly agent: string;
  readonly clientId: string;
  readonly kind: 'note' | 'transfer';
  readonly text: string;
  readonly at: number;
}

/** A visitor kept out by a supervisor. */
export interface NewBlock {
  readonly id: string;
  readonly agent: string;
  readonly until: number;
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
  readonly note?: NewNote;
  readonly block?: NewBlock;
  readonly alarms?: { readonly set: readonly NewAlarm[]; readonly drop: readonly AlarmKind[] };
  /** The alarm that this turn answers, as it was claimed. It is gone afterwards; if it is gone already, or set to
   * another time, the turn is refused as `stale`. */
  readonly rings?: NewAlarm;
}

export type TurnResult =
  | { readonly kind: 'saved'; readonly events: readonly ConversationEvent[]; readonly inboxSeq?: number }
  /** The command was saved before: its first event, as it was stored then. */
  | { readonly kind: 'repeated'; readonly event: ConversationEvent }
  /** Somebody else's turn came first: load again, step again. */
  | { readonly kind: 'conflict' }
  /**
   * The handoff could not change: another agent has it (`by` its name), no capacity left, an old epoch, or the
   * agent whom it was meant for takes no chats.
   */
  | {
      readonly kind: 'refused';
      readonly code: 'taken' | 'at-capacity' | 'stale' | 'away';
      readonly by?: string;
    };

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
  /** Alarms due at or before `now`, oldest first; a look that changes nothing. */
  dueAlarms(now: number, limit: number): Promise<readonly Alarm[]>;
  /** Takes an alarm away whose turn made no sense any more. */
  dropAlarm(conversation: string, kind: AlarmKind): Promise<void>;
  /**
   * Takes alarms due at or before `now`, oldest first, for the caller alone: they are due again at `until`, so that
   * somebody else takes what a process that died has left.
   */
  claimAlarms(now: number, until: number, limit: number): Promise<readonly Alarm[]>;
}

export interface WaitingChat extends Handoff {
  readonly offeredUntil?: number;
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

/** A handoff that waits for an offer. */
export interface Unoffered extends Handoff {
  /** Agents who let it pass. */
  readonly passedBy: readonly string[];
}

/** A chat that an agent lost, and how it stands now. */
export interface LostHandoff extends Handoff {
  readonly lostAt: number;
}

/** How chats went lately, for an honest estimate. */
export interface PaceRow {
  readonly acceptedAt: number;
  readonly closedAt: number;
}

export interface StoredNote extends NewNote {
  readonly agentName: string;
}

export interface StoredBlock extends NewBlock {
  readonly conversation: string;
  readonly byName: string;
  readonly at: number;
}

/** A wish for a human, for a day's figures. */
export interface HandoffRow {
  readonly queuedAt: number;
  readonly acceptedAt?: number;
  readonly closedAt?: number;
  readonly closeReason?: string;
  readonly agent?: string;
  readonly agentName?: string;
}

/** A conversation in which the visitor wrote, for a day's figures. */
export interface ConversationRow {
  readonly createdAt: number;
  /** Whether it ever wished for a human or left a message. */
  readonly needed: boolean;
}

export interface DeskStore {
  inboxSeq(): Promise<number>;
  /** Handoffs that wait or are offered (longest first), those active with `agent`, and every active one. */
  listChats(agent: string): Promise<{
    readonly waiting: readonly WaitingChat[];
    readonly mine: readonly WaitingChat[];
    readonly active: readonly WaitingChat[];
  }>;
  /** Handoffs that `agent` owns or has been offered. */
  listHeld(agent: string): Promise<readonly Handoff[]>;
  /** Handoffs taken from `agent` after `since` because the line was gone, newest first. */
  listLost(agent: string, since: number): Promise<readonly LostHandoff[]>;
  /** Waiting and not offered, longest first. */
  listUnoffered(): Promise<readonly Unoffered[]>;
  /** Agents who could get one more chat: the fewest chats first, then the longest idle. */
  listFree(seenSince: number): Promise<readonly string[]>;
  /** The last handoffs that were accepted and closed at or after `since`, newest first. */
  recentPace(since: number, limit: number): Promise<readonly PaceRow[]>;
  /** 1 = next; undefined when the handoff does not wait. */
  queuePlace(handoff: string): Promise<number | undefined>;
  /** Everybody who waits, offered or not, longest first. */
  listWaiting(): Promise<readonly Handoff[]>;
  /** Active handoffs whose agent was last seen before `seenBefore`. */
  lostHandoffs(seenBefore: number): Promise<readonly Handoff[]>;
  /** Requests not done, and those done after `doneSince`, oldest first. */
  listRequests(doneSince: number): Promise<readonly StoredRequest[]>;
  /** Conditional: false when somebody else has it or it is done. Taking one's own again is true. */
  takeRequest(id: string, agent: string, at: number): Promise<boolean>;
  /** Conditional: only its taker may finish it; finishing twice is true. */
  finishRequest(id: string, agent: string, at: number): Promise<boolean>;
  /** Back to the open ones: only by its taker, or by anybody when `agent` is undefined. False when it is not taken. */
  releaseRequest(id: string, agent: string | undefined): Promise<boolean>;
  findRequest(id: string): Promise<StoredRequest | undefined>;
  markRead(agent: string, conversation: string, seq: number): Promise<void>;
  /** Whether the agent had this chat, or a request was left in the conversation. */
  mayRead(agent: string, conversation: string): Promise<boolean>;
  /** Whether a human was ever wanted in this conversation. */
  hadHandoff(conversation: string): Promise<boolean>;
  /** Stores a note once; its repetition under the same id of the client returns the first. */
  addNote(note: NewNote): Promise<StoredNote>;
  /** Oldest first. */
  listNotes(conversation: string): Promise<readonly StoredNote[]>;
  /** Never back. @returns whether it moved on */
  noteVisitorRead(conversation: string, seq: number): Promise<boolean>;
  visitorRead(conversation: string): Promise<number>;
  /** Until when the conversation's visitor is kept out, if so. */
  blockedUntil(conversation: string, now: number): Promise<number | undefined>;
  /** Blocks in force, newest first. */
  listBlocks(now: number): Promise<readonly StoredBlock[]>;
  /** Conditional: false when it was lifted before or is unknown. */
  liftBlock(id: string, at: number): Promise<boolean>;
  /** Handoffs queued at or after `from` and before `to`. */
  handoffsBetween(from: number, to: number): Promise<readonly HandoffRow[]>;
  /** Conversations begun then in which the visitor wrote. */
  conversationsBetween(from: number, to: number): Promise<readonly ConversationRow[]>;
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
  readonly awayReason?: AwayReason;
  readonly capacity: number;
  readonly disabled: boolean;
}

/** An agent with what changes by the minute. */
export interface AgentAtWork extends Agent {
  /** Chats owned or offered. */
  readonly active: number;
  readonly seenAt: number;
  readonly createdAt: number;
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
  setAvailable(agent: string, available: boolean, at: number, awayReason?: AwayReason): Promise<void>;
  /**
   * Shuts an account out, ending its sessions, or lets it in again. False when it is unknown, or would shut out the
   * last supervisor.
   */
  setDisabled(agent: string, disabled: boolean): Promise<boolean>;
  setCapacity(agent: string, capacity: number): Promise<boolean>;
  /** All accounts, by name. */
  listAgents(): Promise<readonly AgentAtWork[]>;
  /** Ends every session of the account but the one of `keep`. */
  setPassword(agent: string, passwordHash: string, keep: string): Promise<void>;
  /** A link for one more account; others that were not used stay good. */
  addInvitation(invitation: {
    readonly tokenHash: string;
    readonly role: AgentRole;
    readonly expiresAt: number;
  }): Promise<void>;
  /** A link to set the account's password anew, in place of every earlier one. False for an unknown account. */
  createReset(reset: {
    readonly tokenHash: string;
    readonly agent: string;
    readonly expiresAt: number;
  }): Promise<boolean>;
  /** Whose password a valid, unused link resets. */
  findReset(tokenHash: string, now: number): Promise<Agent | undefined>;
  /** Uses the link: sets the password and ends all sessions. The account, unless the link is no longer good. */
  redeemReset(tokenHash: string, passwordHash: string, at: number): Promise<string | undefined>;
  /** Notes that the agents' sockets are alive. */
  touchAgents(agents: readonly string[], at: number): Promise<void>;
  /** Agents available, not disabled, seen at or after `seenSince`. */
  countAvailable(seenSince: number): Promise<number>;
  /** Of these agents: how many chats they may have together, and how many they have. */
  countPlaces(seenSince: number): Promise<{ readonly places: number; readonly used: number }>;
}

export interface LeaseStore {
  /**
   * Takes or renews the right to do a piece of work until `until`; false while another holder has it. Whoever dies
   * loses it by falling silent.
   */
  takeLease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Gives it back early; somebody else's stays. */
  dropLease(name: string, holder: string): Promise<void>;
}

export interface Store extends ConversationStore, DeskStore, AccountStore, LeaseStore {
  /** Identifies this database; a restored backup gets another one. */
  readonly epoch: string;
  /** Rejects with a reason when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Named places in the code where a test may end the process or fail; does nothing in production. */
export type Failpoint = (name: string) => void;
