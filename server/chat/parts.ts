import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Hours } from '../hours/hours.ts';
import type { Understanding } from '../knowledge/decision.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { IdentityRule } from './identity.ts';
import type { Retention } from './retention.ts';
import type { Seal } from './seal.ts';

/** The knowledge in force: replaced as a whole when files change, never in parts. */
export interface KnowledgeInForce {
  readonly knowledge: Knowledge;
  readonly understanding: Understanding;
  /** What keeps the files as they are now from going live, one line a problem; empty when they are in force. */
  readonly refused: readonly string[];
  /** When it came in force here, UTC ms. */
  readonly since?: number;
}

/** How waiting chats find their agents. */
export interface Assignment {
  /** Agents accept from the queue, or each chat is offered to the one with the fewest. */
  readonly mode: 'manual' | 'automatic';
  /** How long an offer stands, in milliseconds. */
  readonly offerMs: number;
}

/** What the chat is made of; tests compose it with other parts. */
export interface ChatParts {
  readonly store: Store;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly log: Log;
  /** Hides what a flow asks for as sensitive while it is stored. */
  readonly seal: Seal;
  readonly assignment: Assignment;
  /** How long what is kept, in days. */
  readonly retention: Retention;
  /** Absent where no portal proves its visitors. */
  readonly identity?: IdentityRule;
  /** Called at every turn, so that a reload is seen at once. */
  readonly inForce: () => KnowledgeInForce;
  /** The hours of the knowledge, or always open when the operator says so. */
  readonly hours: () => Hours;
}
