import type { GapKind, GapStatus, UsageMeasure } from '../../protocol/workbench.ts';

/* What editors learn from, as the store keeps it. Part of the store's port (store.ts). */

/** A question for which the knowledge lacks something. */
export interface NewGap {
  readonly id: string;
  readonly kind: GapKind;
  /** Masked. */
  readonly question: string;
  /** Id of the article that came nearest. */
  readonly nearest?: string;
  /** Of the knowledge that was in force. */
  readonly revision: string;
}

export interface StoredGap extends NewGap {
  readonly conversation: string;
  readonly at: number;
  readonly status: GapStatus;
  /** Who took or finished it. */
  readonly agent?: string;
  readonly agentName?: string;
}

/** Things counted in a turn, in a week that is named by its Monday. No text, no conversation. */
export interface Usage {
  readonly week: string;
  readonly counts: readonly UsageCount[];
}

export interface UsageCount {
  readonly measure: UsageMeasure;
  /** `article:ID`, or empty where no article is meant. */
  readonly source: string;
  /** -1 when something counted before is taken back. */
  readonly count: number;
}

export interface UsageSum extends UsageCount {
  readonly week: string;
}

export interface WorkbenchStore {
  /** Gaps at or after `since`, newest first, at most `limit`. */
  listGaps(since: number, limit: number): Promise<readonly StoredGap[]>;
  /** Sets how far these are; `agent` is who takes or finishes them, and nobody for open ones. */
  markGaps(ids: readonly string[], status: GapStatus, agent: string | undefined): Promise<void>;
  /** Sums of weeks from `from` on (a Monday), by week, measure and source. */
  usageSince(from: string): Promise<readonly UsageSum[]>;
}
