import { z } from 'zod';
import { MAX_SUGGEST_LENGTH } from './constants.ts';
import { ClientId, type ConversationEvent, ConversationStatus, MessageText, Seq } from './conversation.ts';
import type { AskTable } from './requests.ts';
import { VisitorClaims } from './visitor-facts.ts';

const Events = z.custom<ConversationEvent[]>();
const Stored = z.strictObject({ seq: Seq });
const Empty = z.strictObject({});

/** What a visitor's client may ask in the namespace `/visitor`. */
export const visitorAsks = {
  /** Begins a conversation, or with the session's token (given at connecting) is not needed. */
  'conversation:start': {
    request: z.strictObject({ clientId: ClientId }),
    reply: z.strictObject({ token: z.string() }),
  },
  /** Joins the conversation's room, then returns what came after `since`. Ask again while `more`. */
  'conversation:sync': {
    request: z.strictObject({ since: Seq }),
    reply: z.strictObject({
      /** Changes when the database was restored from a backup: forget everything and sync from 0. */
      epoch: z.string(),
      events: Events,
      more: z.boolean(),
      status: ConversationStatus,
    }),
  },
  'message:send': {
    request: z.union([
      z.strictObject({ clientId: ClientId, text: MessageText }),
      z.strictObject({ clientId: ClientId, choice: z.strictObject({ seq: Seq, id: z.string().max(120) }) }),
      /** An article that was suggested while typing. */
      z.strictObject({ clientId: ClientId, article: z.string().min(1).max(100) }),
    ]),
    reply: Stored,
  },
  'handoff:request': { request: z.strictObject({ clientId: ClientId }), reply: Stored },
  'handoff:leave': { request: z.strictObject({ clientId: ClientId }), reply: Stored },
  'request:submit': {
    request: z.strictObject({
      clientId: ClientId,
      text: MessageText,
      email: z.string().max(254).optional(),
      phone: z.string().max(40).optional(),
    }),
    reply: z.strictObject({ seq: Seq, reference: z.string(), answerBy: z.string() }),
  },
  'answer:rate': {
    request: z.strictObject({ clientId: ClientId, answer: Seq, helpful: z.boolean().nullable() }),
    reply: Stored,
  },
  'chat:rate': {
    request: z.strictObject({ clientId: ClientId, stars: z.int().min(1).max(5) }),
    reply: Stored,
  },
  /** The window has shown everything up to `seq`; agents see it as read. */
  'conversation:read': { request: z.strictObject({ seq: Seq }), reply: Empty },
  'conversation:close': { request: z.strictObject({ clientId: ClientId }), reply: Stored },
  /** What the host page says about its visitor, as a whole: it replaces what it said before. */
  'visitor:describe': { request: VisitorClaims, reply: Empty },
  /**
   * What the text being typed may be after. Looked up and forgotten: not masked, since nothing of it is stored,
   * logged or shown to anybody. Empty outside the assistant's own part, and in guided dialogues.
   */
  'article:suggest': {
    request: z.strictObject({ text: z.string().min(1).max(MAX_SUGGEST_LENGTH) }),
    reply: z.strictObject({
      articles: z.array(z.strictObject({ id: z.string(), title: z.string() })).max(3),
    }),
  },
  'typing:set': { request: z.strictObject({ typing: z.boolean() }), reply: Empty },
} satisfies AskTable;
export type VisitorAsks = typeof visitorAsks;

/** What a visitor's client is told. All but events are hints; the next sync carries the truth. */
export type VisitorTold = {
  'event:added': (told: { event: ConversationEvent }) => void;
  'status:changed': (told: { status: ConversationStatus }) => void;
  heartbeat: (told: { seq: number; epoch: string }) => void;
  'server:leaving': (told: { returnInMs: number }) => void;
};

/** What a visitor's client says at connecting (`auth` of socket.io's handshake). */
export const VisitorHandshake = z.object({
  protocol: z.int(),
  token: z.string().max(100).optional(),
  /** What the portal signed about its visitor (JWT). */
  identity: z.string().max(4_000).optional(),
  /** The token of the page session's conversation before, when a new one is to begin. */
  previous: z.string().max(100).optional(),
});
export type VisitorHandshake = z.infer<typeof VisitorHandshake>;
