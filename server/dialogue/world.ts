import type { Hours } from '../hours/hours.ts';
import type { Understanding } from '../knowledge/decision.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** How the desk stands at this moment, as far as people decide it. */
export interface Desk {
  /** Agents signed in, available and alive. */
  readonly available: number;
  /** Visitors waiting. */
  readonly waiting: number;
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
