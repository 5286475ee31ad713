import type { AuditAction } from '../../protocol/privacy.ts';

/* Deleting, keeping and accounting, as the store keeps it. Part of the store's port (store.ts). */

/** From when on what is deleted, UTC ms. What was touched at or before its time is due. */
export interface Due {
  /** Conversations in which nobody but the assistant said anything. */
  readonly abandoned: number;
  readonly conversations: number;
  /** Requests that were done then. */
  readonly requests: number;
  readonly gaps: number;
  readonly audit: number;
  /** Agents' sessions that have expired go, too. */
  readonly now: number;
  /** Counts of earlier weeks than the one of this Monday. */
  readonly usageBefore: string;
}

/** Where a walk over the conversations stands, oldest first. */
export interface EraseCursor {
  readonly createdAt: number;
  readonly id: string;
}

export interface ErasedPage {
  readonly erased: readonly string[];
  /** Where to go on; undefined at the end. */
  readonly next?: EraseCursor;
}

export interface NewAudit {
  readonly id: string;
  readonly at: number;
  readonly action: AuditAction;
  /** Undefined for visitors and the program itself. */
  readonly agent?: string;
  readonly byVisitor?: boolean;
  readonly conversation?: string;
  /** Shortened. */
  readonly address?: string;
  readonly count?: number;
}

export interface StoredAudit extends NewAudit {
  readonly byVisitor: boolean;
  readonly agentName?: string;
}

/** Everything that a conversation left beside its events. */
export interface ConversationFile {
  readonly createdAt: number;
  readonly requests: readonly {
    readonly reference: string;
    readonly at: number;
    readonly text: string;
    readonly email?: string;
    readonly phone?: string;
    readonly answerBy: string;
    readonly status: 'open' | 'taken' | 'done';
  }[];
  /** Questions that are kept for the editors. */
  readonly gaps: readonly { readonly at: number; readonly question: string }[];
  /** Each wish for a person. */
  readonly handoffs: readonly {
    readonly queuedAt: number;
    readonly question: string;
    readonly acceptedAt?: number;
    readonly closedAt?: number;
  }[];
  /** For how long its visitor was kept out. */
  readonly blocks: readonly { readonly at: number; readonly until: number; readonly liftedAt?: number }[];
  /** Sealed originals of masked messages. */
  readonly originals: readonly { readonly seq: number; readonly sealed: string }[];
}

export interface PrivacyStore {
  /**
   * Deletes a conversation with every row that stems from it, and notes it in the audit, in one transaction. An
   * agent who had it gets the place back. `held`: a supervisor keeps it, so nothing happened.
   */
  eraseConversation(id: string, audit: NewAudit): Promise<'erased' | 'held' | 'unknown'>;
  /** Looks at the next conversations, at most `limit`, and deletes those that are due and not kept. */
  eraseDue(due: Due, after: EraseCursor | undefined, limit: number): Promise<ErasedPage>;
  /** Deletes at most `limit` rows of each other kind that are due. @returns how many there were */
  eraseDueRows(due: Due, limit: number): Promise<number>;
  /**
   * Clears away what a deletion leaves behind in the database's files. False when a reader keeps it from that; ask
   * again later. A server that keeps its files by itself (PostgreSQL) is left to it.
   */
  scrub(): Promise<boolean>;
  /** Keeps a conversation from deletion, or lets go of it, and notes it. False when that changes nothing. */
  setHold(conversation: string, hold: boolean, audit: NewAudit): Promise<boolean>;
  isHeld(conversation: string): Promise<boolean>;
  addAudit(entry: NewAudit): Promise<void>;
  /** Newest first, those after the entry `before`, at most `limit`. */
  listAudit(before: string | undefined, limit: number): Promise<readonly StoredAudit[]>;
  /** The sealed original of a masked message, while it is there. */
  findOriginal(conversation: string, seq: number): Promise<string | undefined>;
  readFile(conversation: string): Promise<ConversationFile | undefined>;
}
