import type { ChatParts } from '../chat/parts.ts';
import type { SharedLimits } from './ask-limits.ts';
import type { Turnstile } from './turnstile.ts';
import type { UnderWay } from './under-way.ts';

/** What the sockets of one process share beside the chat. */
export interface SocketParts extends ChatParts {
  readonly underWay: UnderWay;
  readonly syncs: Turnstile;
  readonly limits: SharedLimits;
  /** Hears of every ask: its name, `ok` or the code of its refusal, and how long it took. */
  readonly asked?: (ask: string, outcome: string, ms: number) => void;
  /** How many reverse proxies stand in front. */
  readonly trustProxy: number;
}
