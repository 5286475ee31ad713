import { z } from 'zod';
import { MAX_SUGGEST_LENGTH } from './constants.ts';
import { ClientId, type ConversationEvent, ConversationStatus, MessageText, Seq } from './conversation.ts';
import type { AskTable } from './requests.ts';
import { type ProvedIdentity, VisitorClaims } from './visitor-facts.ts';

const Events = z.custom<ConversationEvent[]>();
const Stored = z.strictObject({ seq: Seq });
const Empty = z.strictObject({});

/** Everything that is stored about a conversation. Times are ISO 8601. */
export type ExportedConversation = {
  exportedAt: string;
  begunAt: string;
  visitor: VisitorClaims;
  proved?: ProvedIdentity;
  /** In guided dialogues, also what was asked for as sensitive. */
  answers: { question: string; answer: string }[];
  requests: {
    reference: string;
    filedAt: string;
    text: string;
    email?: string;
    phone?: string;
    answerBy: string;
    status: 'open' | 'taken' | 'done';
  }[];
  questionsForEditors: { question: string; askedAt: string }[];
  /** Each wish for a person, with what was asked last. */
  wishesForPeople: { question: string; calledAt: string; acceptedAt?: string; endedAt?: string }[];
  /** For how long the visitor was kept out. */
  blocks: { from: string; until: string; liftedAt?: string }[];
  /** What stands under the masks of the live chat, by the event's number. */
  originals: { seq: number; text: string }[];
  events: ConversationEvent[];
};

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
      /** What the visitor asked last, masked: the message form begins with it, so that nothing is typed twice. */
      question: z.string(),
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
  /**
   * Deletes the conversation with everything that stems from it; afterwards the line is closed and its token opens
   * nothing. `not-allowed` with the field `hold` while the service must keep it.
   */
  'conversation:erase': { request: Empty, reply: Empty },
  /** Everything that is stored about the conversation: as data, and as a German text to read. */
  'conversation:export': {
    request: Empty,
    reply: z.strictObject({ file: z.custom<ExportedConversation>(), text: z.string() }),
  },
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
  /** It was deleted, elsewhere: its token opens nothing any more. */
  'conversation:erased': (told: Record<string, never>) => void;
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
