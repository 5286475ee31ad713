import { z } from 'zod';
import { Id } from './conversation.ts';
import type { AskTable } from './requests.ts';

const Empty = z.strictObject({});
const Password = z.string().min(1).max(200);

export const AgentRole = z.enum(['agent', 'supervisor']);
export type AgentRole = z.infer<typeof AgentRole>;

/** Why an agent takes no new chats. */
export const AwayReason = z.enum(['break', 'meeting', 'phone', 'follow-up', 'other']);
export type AwayReason = z.infer<typeof AwayReason>;

/** Chats that one agent may own at a time. */
export const Capacity = z.int().min(1).max(20);

/** Somebody of the team, as colleagues see each other. */
export const Colleague = z.strictObject({
  id: Id,
  name: z.string(),
  role: AgentRole,
  /** Signed in, with a line that is alive. */
  here: z.boolean(),
  /** Here, and takes new chats. */
  available: z.boolean(),
  awayReason: AwayReason.optional(),
  /** Chats owned now. */
  chats: z.int(),
  capacity: z.int(),
});
export type Colleague = z.infer<typeof Colleague>;

/** An account, as a supervisor manages it. */
export const Account = Colleague.extend({
  login: z.string(),
  disabled: z.boolean(),
  /** UTC ms. */
  createdAt: z.number(),
});
export type Account = z.infer<typeof Account>;

/** The secret of a link that works once, until `expiresAt` (UTC ms). It leaves the server in this reply only. */
export const OneTimeLink = z.strictObject({ token: z.string(), expiresAt: z.number() });
export type OneTimeLink = z.infer<typeof OneTimeLink>;

/** Accounts: one's own password, and what only supervisors may. */
export const teamAsks = {
  /** Ends every other session of the account. `not-allowed` with the field `current`: that is not the password. */
  'account:password': {
    request: z.strictObject({ current: Password, next: Password }),
    reply: Empty,
  },
  'accounts:list': { request: Empty, reply: z.strictObject({ accounts: z.array(Account) }) },
  /** For `/console#einladung=TOKEN`: whoever opens it chooses name, login and password. */
  'account:invite': { request: z.strictObject({ role: AgentRole }), reply: OneTimeLink },
  /** For `/console#passwort=TOKEN`: whoever opens it sets a new password, which ends all sessions of the account. */
  'account:reset': { request: z.strictObject({ agent: Id }), reply: OneTimeLink },
  /** Ends all sessions at once; the chats go back to the queue. Not oneself, not the last supervisor. */
  'account:disable': { request: z.strictObject({ agent: Id }), reply: Empty },
  'account:enable': { request: z.strictObject({ agent: Id }), reply: Empty },
  'account:capacity': { request: z.strictObject({ agent: Id, capacity: Capacity }), reply: Empty },
} satisfies AskTable;
