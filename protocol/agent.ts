import { z } from 'zod';
import { ClientId, type ConversationEvent, ConversationStatus, MessageText, Seq } from './conversation.ts';
import type { AskTable } from './requests.ts';

const Id = z.string().min(1).max(64);
const Events = z.custom<ConversationEvent[]>();
const Stored = z.strictObject({ seq: Seq });
const Empty = z.strictObject({});

export const AgentRole = z.enum(['agent', 'supervisor']);
export type AgentRole = z.infer<typeof AgentRole>;

/** Why an agent ended a chat. */
export const CloseReason = z.enum(['solved', 'unreachable', 'misuse', 'other']);
export type CloseReason = z.infer<typeof CloseReason>;

/** One chat as the inbox lists it: waiting, or owned by somebody. */
export const InboxChat = z.strictObject({
  conversation: Id,
  handoff: Id,
  epoch: z.int(),
  status: z.enum(['waiting', 'active']),
  agent: Id.optional(),
  agentName: z.string().optional(),
  reason: z.string(),
  /** The visitor's question, masked, as it stood when the human was called. */
  question: z.string(),
  /** UTC ms since when the visitor waits; kept when a lost agent puts the chat back. */
  since: z.number(),
  lastSeq: Seq,
  lastText: z.string(),
  /** Visitor messages that this agent has not read. */
  unread: z.int(),
  visitorOnline: z.boolean(),
});
export type InboxChat = z.infer<typeof InboxChat>;

/** A message left in the form. */
export const InboxRequest = z.strictObject({
  id: Id,
  conversation: Id,
  reference: z.string(),
  status: z.enum(['open', 'taken', 'done']),
  text: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
  agent: Id.optional(),
  agentName: z.string().optional(),
  at: z.number(),
  answerBy: z.string(),
});
export type InboxRequest = z.infer<typeof InboxRequest>;

/** What an agent sees at a glance before writing: the goal, the answers so far, the articles shown. */
export const HandoffCard = z.strictObject({
  reason: z.string().optional(),
  question: z.string(),
  /** Titles of the articles that the assistant has shown. */
  shown: z.array(z.string()),
  flow: z
    .strictObject({
      title: z.string(),
      /** The step that was open. */
      step: z.string().optional(),
      answers: z.array(z.strictObject({ question: z.string(), answer: z.string(), sensitive: z.boolean() })),
    })
    .optional(),
});
export type HandoffCard = z.infer<typeof HandoffCard>;

/** The desk's pause, set by a supervisor. */
export const DeskPause = z.strictObject({ until: z.number(), notice: z.string().min(1).max(300) });
export type DeskPause = z.infer<typeof DeskPause>;

/** Everything that the console lists, of one seq; a newer one replaces an older one. */
export const Inbox = z.strictObject({
  seq: z.int(),
  now: z.number(),
  waiting: z.array(InboxChat),
  mine: z.array(InboxChat),
  requests: z.array(InboxRequest),
  me: z.strictObject({
    id: Id,
    name: z.string(),
    role: AgentRole,
    available: z.boolean(),
    capacity: z.int(),
  }),
  desk: z.strictObject({
    open: z.boolean(),
    hours: z.string(),
    agentsAvailable: z.int(),
    pause: DeskPause.optional(),
  }),
  /** What keeps the knowledge files from going live, one line a problem; the last good ones serve meanwhile. */
  knowledgeProblems: z.array(z.string()),
});
export type Inbox = z.infer<typeof Inbox>;

/** What the console may ask in the namespace `/agent`. */
export const agentAsks = {
  'inbox:sync': { request: Empty, reply: z.strictObject({ inbox: Inbox }) },
  'presence:set': { request: z.strictObject({ available: z.boolean() }), reply: Empty },
  /** Joins the conversation's room, then returns what came after `since`. Any chat waiting, own, or with a request. */
  'conversation:sync': {
    request: z.strictObject({ conversation: Id, since: Seq }),
    reply: z.strictObject({
      epoch: z.string(),
      events: Events,
      more: z.boolean(),
      status: ConversationStatus,
      visitorTyping: z.boolean(),
      card: HandoffCard,
    }),
  },
  'conversation:read': { request: z.strictObject({ conversation: Id, seq: Seq }), reply: Empty },
  'chat:accept': {
    request: z.strictObject({ conversation: Id, handoff: Id, epoch: z.int(), clientId: ClientId }),
    reply: z.strictObject({ seq: Seq, epoch: z.int() }),
  },
  'chat:close': {
    request: z.strictObject({
      conversation: Id,
      handoff: Id,
      epoch: z.int(),
      clientId: ClientId,
      reason: CloseReason,
    }),
    reply: Stored,
  },
  'message:send': {
    request: z.strictObject({
      conversation: Id,
      handoff: Id,
      epoch: z.int(),
      clientId: ClientId,
      text: MessageText,
    }),
    reply: Stored,
  },
  'typing:set': { request: z.strictObject({ conversation: Id, typing: z.boolean() }), reply: Empty },
  'request:take': { request: z.strictObject({ request: Id }), reply: Empty },
  'request:done': { request: z.strictObject({ request: Id }), reply: Empty },
  'desk:pause': { request: DeskPause, reply: Empty },
  'desk:resume': { request: Empty, reply: Empty },
} satisfies AskTable;
export type AgentAsks = typeof agentAsks;

/** What the console is told. Hints only: `inbox:changed` says that a sync would bring something new. */
export type AgentTold = {
  'inbox:changed': (told: { seq: number }) => void;
  'event:added': (told: { conversation: string; event: ConversationEvent }) => void;
  'typing:changed': (told: { conversation: string; typing: boolean }) => void;
  heartbeat: (told: { seq: number; epoch: string; now: number }) => void;
  'signed-out': (told: Record<string, never>) => void;
  'server:leaving': (told: { returnInMs: number }) => void;
};
