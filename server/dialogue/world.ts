import type { Hours } from '../hours/hours.ts';
import type { Understanding } from '../knowledge/decision.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** How fast the desk works. */
export interface Pace {
  /** From accept to close of recent chats, in milliseconds. */
  readonly handling: readonly number[];
  /** How many chats those who take chats may have together. */
  readonly places: number;
  /** How many of these are taken. */
  readonly used: number;
}

/** How the desk stands at this moment, as far as people decide it. */
export interface Desk {
  /** Agents signed in, available and alive. */
  readonly available: number;
  /** Visitors waiting. */
  readonly waiting: number;
  /** Absent when nothing is known. */
  readonly pace?: Pace;
  readonly pause?: { readonly until: number; readonly notice: string };
}

/** Everything that a step may know; a value, not services. */
export interface World {
  /** UTC milliseconds. */
  readonly now: number;
  readonly hours: Hours;
  readonly knowledge: Knowledge;
  readonly understanding: Understanding;
  readonly desk: Desk;
}
