import { z } from 'zod';
import {
  ClientId,
  type ConversationEvent,
  ConversationStatus,
  Id,
  MessageText,
  Notice,
  QueueWait,
  Seq,
} from './conversation.ts';
import { ArticleHit, deskAsks, EarlierConversation, Note, Viewer } from './desk.ts';
import { privacyAsks } from './privacy.ts';
import type { AskTable } from './requests.ts';
import { AgentRole, AwayReason, Colleague, teamAsks } from './team.ts';
import { VisitorFacts } from './visitor-facts.ts';
import { workbenchAsks } from './workbench.ts';

export { AgentRole, AwayReason, Colleague } from './team.ts';

const Events = z.custom<ConversationEvent[]>();
const Stored = z.strictObject({ seq: Seq });
const Empty = z.strictObject({});

/** Why an agent ended a chat. */
export const CloseReason = z.enum(['solved', 'unreachable', 'misuse', 'other']);
export type CloseReason = z.infer<typeof CloseReason>;

/** One chat as the inbox lists it: waiting, offered to somebody who has not answered yet, or owned. */
export const InboxChat = z.strictObject({
  conversation: Id,
  handoff: Id,
  epoch: z.int(),
  status: z.enum(['waiting', 'offered', 'active']),
  /** Who owns it, or to whom it is offered. */
  agent: Id.optional(),
  agentName: z.string().optional(),
  /** UTC ms until which the offer stands; then it goes to the next agent. */
  offeredUntil: z.number().optional(),
  reason: z.string(),
  /** The visitor's question, masked, as it stood when the human was called. */
  question: z.string(),
  /** UTC ms since when the visitor waits; kept when a lost agent puts the chat back. */
  since: z.number(),
  lastSeq: Seq,
  /** Empty in a colleague's chat: reading there means to open it, which is noted. */
  lastText: z.string(),
  /** Visitor messages that this agent has not read. */
  unread: z.int(),
  visitorOnline: z.boolean(),
  /** Colleagues who have it on the screen. */
  viewers: z.array(Viewer),
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

/** A chat that went back to the queue while this agent's line was gone, and what became of it. */
export const LostChat = z.strictObject({
  conversation: Id,
  question: z.string(),
  /** UTC ms when it was taken away. */
  at: z.number(),
  status: z.enum(['waiting', 'offered', 'active', 'closed']),
  /** The colleague who has it now, or had it last. */
  byName: z.string().optional(),
});
export type LostChat = z.infer<typeof LostChat>;

/** Everything that the console lists, of one seq; a newer one replaces an older one. */
export const Inbox = z.strictObject({
  seq: z.int(),
  now: z.number(),
  waiting: z.array(InboxChat),
  mine: z.array(InboxChat),
  /** Supervisor: every chat that is owned; for others empty. */
  active: z.array(InboxChat),
  /** Chats lost within the last hour. */
  lost: z.array(LostChat),
  /** Open and taken ones, and those done within a day (supervisor: 30 days), oldest first. */
  requests: z.array(InboxRequest),
  /** All who are not disabled, oneself too, by name. */
  colleagues: z.array(Colleague),
  queue: z.strictObject({
    waiting: z.int(),
    /** UTC ms since when the first waits. */
    longestSince: z.number().optional(),
    /** For somebody who joined now; absent when too little is known. */
    wait: QueueWait.optional(),
  }),
  me: z.strictObject({
    id: Id,
    name: z.string(),
    role: AgentRole,
    available: z.boolean(),
    awayReason: AwayReason.optional(),
    capacity: z.int(),
  }),
  desk: z.strictObject({
    open: z.boolean(),
    /** `automatic`: chats are offered to the agent with the fewest. */
    assignment: z.enum(['manual', 'automatic']),
    hours: z.string(),
    agentsAvailable: z.int(),
    pause: DeskPause.optional(),
  }),
  /** What visitors read above their chat now; absent when there is none. */
  notices: z.array(Notice).optional(),
  /** What keeps the knowledge files from going live, one line a problem; the last good ones serve meanwhile. */
  knowledgeProblems: z.array(z.string()),
});
export type Inbox = z.infer<typeof Inbox>;

/** What the console may ask in the namespace `/agent`. */
export const agentAsks = {
  'inbox:sync': { request: Empty, reply: z.strictObject({ inbox: Inbox }) },
  /** Away takes no new chats; those that are owned stay. */
  'presence:set': {
    request: z.strictObject({ available: z.boolean(), awayReason: AwayReason.optional() }),
    reply: Empty,
  },
  /**
   * Joins the conversation's room, then returns what came after `since`. Any chat waiting, own, or with a request;
   * for supervisors every chat with a handoff.
   */
  'conversation:sync': {
    request: z.strictObject({ conversation: Id, since: Seq }),
    reply: z.strictObject({
      epoch: z.string(),
      events: Events,
      more: z.boolean(),
      status: ConversationStatus,
      visitorTyping: z.boolean(),
      card: HandoffCard,
      notes: z.array(Note),
      /** What the host page says of its visitor, and what was proved. */
      visitor: VisitorFacts.optional(),
      /** Other conversations of the same proved visitor, newest first. */
      earlier: z.array(EarlierConversation),
      viewers: z.array(Viewer),
      /** The last event that the visitor's window has shown. */
      visitorRead: Seq,
      suggestion: ArticleHit.optional(),
      /** The visitor is kept out until then (UTC ms). */
      blockedUntil: z.number().optional(),
      /** A supervisor keeps it from being deleted. */
      held: z.literal(true).optional(),
    }),
  },
  'conversation:read': { request: z.strictObject({ conversation: Id, seq: Seq }), reply: Empty },
  /** A waiting chat, or one that is offered to this agent. */
  'chat:accept': {
    request: z.strictObject({ conversation: Id, handoff: Id, epoch: z.int(), clientId: ClientId }),
    reply: z.strictObject({ seq: Seq, epoch: z.int() }),
  },
  /** Lets an offer pass; it goes to the next agent at once. */
  'offer:decline': {
    request: z.strictObject({ conversation: Id, handoff: Id, epoch: z.int() }),
    reply: Empty,
  },
  /**
   * Hands an own chat on: to a colleague who is available and has room (`at-capacity`, `not-allowed` with the field
   * `to` otherwise), or to the head of the `queue`. The note is for colleagues.
   */
  'chat:transfer': {
    request: z.strictObject({
      conversation: Id,
      handoff: Id,
      epoch: z.int(),
      clientId: ClientId,
      to: z.union([z.literal('queue'), z.strictObject({ agent: Id })]),
      note: z.string().max(2_000).optional(),
    }),
    reply: Stored,
  },
  /** Gives an own chat back to the assistant. */
  'chat:return': {
    request: z.strictObject({ conversation: Id, handoff: Id, epoch: z.int(), clientId: ClientId }),
    reply: Stored,
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
  /** Back to the open ones: by its taker, or by a supervisor. */
  'request:release': { request: z.strictObject({ request: Id }), reply: Empty },
  'request:done': { request: z.strictObject({ request: Id }), reply: Empty },
  /** A done one goes back into work with the asker: by whoever finished it, or by a supervisor. */
  'request:reopen': { request: z.strictObject({ request: Id }), reply: Empty },
  'desk:pause': { request: DeskPause, reply: Empty },
  'desk:resume': { request: Empty, reply: Empty },
  ...deskAsks,
  ...teamAsks,
  ...workbenchAsks,
  ...privacyAsks,
} satisfies AskTable;
export type AgentAsks = typeof agentAsks;

/** What the console is told. Hints only: `inbox:changed` says that a sync would bring something new. */
export type AgentTold = {
  'inbox:changed': (told: { seq: number }) => void;
  'event:added': (told: { conversation: string; event: ConversationEvent }) => void;
  'typing:changed': (told: { conversation: string; typing: boolean }) => void;
  /** It was deleted: forget all of it. */
  'conversation:erased': (told: { conversation: string }) => void;
  'note:added': (told: { conversation: string; note: Note }) => void;
  'viewers:changed': (told: { conversation: string; viewers: Viewer[] }) => void;
  /** What is known of the visitor has changed: a sync brings it. */
  'visitor:described': (told: { conversation: string }) => void;
  /** The visitor's window has shown everything up to `seq`. */
  'visitor:read': (told: { conversation: string; seq: number }) => void;
  heartbeat: (told: { seq: number; epoch: string; now: number }) => void;
  'signed-out': (told: Record<string, never>) => void;
  'server:leaving': (told: { returnInMs: number }) => void;
};
