import type { DeskPause } from '../../protocol/agent.ts';
import type { Handoff, NewBlock, NewNote, NewRequest } from './store.ts';

/* What agents share, as the store keeps it. Part of the store's port (store.ts), which names the invariants. */

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

/** How the desk stands at an instant. */
export interface DeskNow {
  /** Agents available, not disabled and seen lately. */
  readonly available: number;
  /** How many chats they may have together, and how many they have. */
  readonly places: number;
  readonly used: number;
  /** Chats in the queue, offered or not. */
  readonly waiting: number;
  readonly pause?: DeskPause;
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
  /** Whether a message was left in the form since. */
  readonly leftMessage: boolean;
  /** Everybody who had the chat, in that order, each once. */
  readonly servedBy: readonly { readonly id: string; readonly name: string }[];
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
  /** Agents count when seen at or after `seenSince`. */
  deskNow(now: number, seenSince: number): Promise<DeskNow>;
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
  /** A done one back to `agent`; `by` restricts it to what that agent finished. False when it is not done. */
  reopenRequest(id: string, agent: string, by: string | undefined, at: number): Promise<boolean>;
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
