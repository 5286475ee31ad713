import type { CloseReason } from '../../protocol/agent.ts';
import type { ConversationEvent, EventBody } from '../../protocol/conversation.ts';
import type { VisitorClaims, VisitorFacts } from '../../protocol/visitor-facts.ts';
import type { AlarmKind, DialogueState } from '../dialogue/state.ts';
import type { AccountStore } from './account-port.ts';
import type { DeskNow, DeskStore } from './desk-port.ts';
import type { IdentityStore } from './identity-port.ts';
import type { PrivacyStore } from './privacy-port.ts';
import type { NewGap, Usage, WorkbenchStore } from './workbench-port.ts';

export type * from './account-port.ts';
export type * from './desk-port.ts';
export type * from './privacy-port.ts';
export type * from './workbench-port.ts';
export type { AlarmKind };

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
  /** What stood under the masks of `events[0]`, sealed. */
  readonly original?: string;
  readonly gap?: NewGap;
  readonly usage?: Usage;
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
  /** A conversation with the desk as it is at `now` (see `deskNow`). */
  findWithDesk(
    id: string,
    now: number,
    seenSince: number,
  ): Promise<{ readonly conversation: Conversation; readonly desk: DeskNow } | undefined>;
  /** How far a conversation is; undefined for one that is not there (any more). Every open window asks all the time. */
  lastSeq(id: string): Promise<number | undefined>;
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

export interface LeaseStore {
  /**
   * Takes or renews the right to do a piece of work until `until`; false while another holder has it. Whoever dies
   * loses it by falling silent.
   */
  takeLease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Gives it back early; somebody else's stays. */
  dropLease(name: string, holder: string): Promise<void>;
}

export interface Store
  extends IdentityStore,
    ConversationStore,
    DeskStore,
    AccountStore,
    LeaseStore,
    WorkbenchStore,
    PrivacyStore {
  /** Identifies this database; a restored backup gets another one. */
  readonly epoch: string;
  /** Rejects with a reason when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Named places in the code where a test may end the process or fail; does nothing in production. */
export type Failpoint = (name: string) => void;
