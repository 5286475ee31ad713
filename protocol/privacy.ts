import { z } from 'zod';
import { Id, Seq } from './conversation.ts';
import type { AskTable } from './requests.ts';

const Empty = z.strictObject({});

/** What is written into the audit: who looked at, took along, deleted or kept what, and who signed in. */
export const AuditAction = z.enum([
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'read',
  'reveal',
  'export',
  'erase',
  'hold',
  'release',
  'retention',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** One entry of the audit. It names things and never quotes them. */
export const AuditEntry = z.strictObject({
  id: Id,
  /** UTC ms. */
  at: z.number(),
  action: AuditAction,
  /** Absent where a visitor, an unknown person or the program itself did it. */
  agentName: z.string().optional(),
  /** Whether the visitor did it. */
  byVisitor: z.boolean(),
  conversation: Id.optional(),
  /** Where it came from, shortened: `203.0.113.0`. */
  address: z.string().optional(),
  /** How many, where several things are meant at once. */
  count: z.int().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What concerns people's data at the console. */
export const privacyAsks = {
  /** What stood in place of the masks of a visitor's message in a chat that the agent owns now. It is written into the audit. */
  'message:reveal': {
    request: z.strictObject({ conversation: Id, seq: Seq }),
    reply: z.strictObject({ text: z.string() }),
  },
  /** Supervisor: deletes a conversation with everything that stems from it. `not-allowed` (field `hold`) while it is kept. */
  'conversation:erase': { request: z.strictObject({ conversation: Id }), reply: Empty },
  /** Supervisor: keeps a conversation from being deleted, or lets go of it. */
  'conversation:hold': { request: z.strictObject({ conversation: Id, hold: z.boolean() }), reply: Empty },
  /** Supervisor: the audit, newest first; `before` is the last entry of the page before. */
  'audit:list': {
    request: z.strictObject({ before: Id.optional() }),
    reply: z.strictObject({ entries: z.array(AuditEntry), more: z.boolean() }),
  },
} satisfies AskTable;
