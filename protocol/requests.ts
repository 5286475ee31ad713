import { z } from 'zod';

/** The closed list of reasons for a refusal. Clients turn them into German sentences. */
export const ErrorCode = z.enum([
  'bad-request',
  'too-long',
  'slow-down',
  'not-allowed',
  'not-found',
  'signed-out',
  'outdated',
  'taken',
  'at-capacity',
  'stale',
  'closed',
  'blocked',
  'unidentified',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/**
 * A refusal as it leaves the server. `ref` names the log line; `field` the input that a form should mark;
 * `by` the colleague who was faster; `phone` the number to call while the service is in trouble.
 */
export type Refusal = { code: ErrorCode; ref: string; field?: string; by?: string; phone?: string };

/** What may stand beside the reason when a visitor's handshake is refused: `phone` as in a refusal. */
export type HandshakeHelp = { phone?: string };

/** Every ask is acknowledged with one of these two. */
export type Ack<T> = ({ ok: true } & T) | { ok: false; error: Refusal };

/** One row of an ask table: what may be asked and what comes back. */
export type Ask = { request: z.ZodType; reply: z.ZodType };
export type AskTable = Record<string, Ask>;
export type RequestOf<T extends AskTable, K extends keyof T> = z.infer<T[K]['request']>;
export type ReplyOf<T extends AskTable, K extends keyof T> = z.infer<T[K]['reply']>;

/** socket.io's event map of what a client emits, derived from an ask table. */
export type AsksOf<T extends AskTable> = {
  [K in keyof T & string]: (request: RequestOf<T, K>, ack: (answer: Ack<ReplyOf<T, K>>) => void) => void;
};
