import { z } from 'zod';
import { ClientId, Id, MessageText } from './conversation.ts';
import type { AskTable } from './requests.ts';

const Empty = z.strictObject({});

/** Somebody who has a conversation on the screen. */
export const Viewer = z.strictObject({ id: Id, name: z.string() });
export type Viewer = z.infer<typeof Viewer>;

/** Written by agents for agents; never sent to the visitor. */
export const Note = z.strictObject({
  id: Id,
  agent: Id,
  agentName: z.string(),
  text: z.string(),
  /** `transfer`: it came with handing the chat on. */
  kind: z.enum(['note', 'transfer']),
  at: z.number(),
});
export type Note = z.infer<typeof Note>;

/** An approved article, for insertion as it stands. */
export const ArticleHit = z.strictObject({
  id: z.string(),
  title: z.string(),
  topic: z.string(),
  /** Plain text. */
  text: z.string(),
  revision: z.string(),
});
export type ArticleHit = z.infer<typeof ArticleHit>;

/** A template of `knowledge/replies.yaml`. */
export const ReplyTemplate = z.strictObject({ id: z.string(), title: z.string(), text: z.string() });
export type ReplyTemplate = z.infer<typeof ReplyTemplate>;

/** Another conversation of the same proved visitor. */
export const EarlierConversation = z.strictObject({
  conversation: Id,
  at: z.number(),
  question: z.string(),
});
export type EarlierConversation = z.infer<typeof EarlierConversation>;

/** A visitor whom a supervisor keeps out until a time. */
export const Block = z.strictObject({
  id: Id,
  conversation: Id,
  byName: z.string(),
  question: z.string(),
  at: z.number(),
  until: z.number(),
});
export type Block = z.infer<typeof Block>;

/** One hour of a day by the desk's wall clock. */
export const HourFigures = z.strictObject({
  hour: z.int().min(0).max(23),
  /** Conversations begun in which the visitor wrote something. */
  conversations: z.int(),
  /** Wishes for a human that were queued. */
  handoffs: z.int(),
  abandoned: z.int(),
});
export type HourFigures = z.infer<typeof HourFigures>;

/** A day at the desk. What happened belongs to the hour in which it began. */
export const DayFigures = z.strictObject({
  /** `2026-11-23` */
  date: z.string(),
  waitingNow: z.int(),
  /** Of those who wait now, in milliseconds; absent when nobody waits. */
  longestWaitMs: z.number().optional(),
  conversations: z.int(),
  /** Of these, those that neither asked for a human nor left a message. */
  solvedByAssistant: z.int(),
  handoffs: z.int(),
  /** Accepted by an agent. */
  served: z.int(),
  /** Ended while waiting, without a message in the form. */
  abandoned: z.int(),
  /** Ended while waiting, with a message in the form. */
  leftMessage: z.int(),
  /** Time until the accept; absent when nobody was accepted. */
  waitMedianMs: z.number().optional(),
  waitP90Ms: z.number().optional(),
  /** Chats by their last owner. */
  agents: z.array(z.strictObject({ id: Id, name: z.string(), chats: z.int() })),
  /** 24, from midnight. */
  hours: z.array(HourFigures),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** What stands beside a chat: notes, articles, templates, the shared view, blocks and figures. */
export const deskAsks = {
  /** Which conversation is on this console's screen, for "Frau Klein sieht diesen Chat"; without one none is. */
  'conversation:view': { request: z.strictObject({ conversation: Id.optional() }), reply: Empty },
  'note:add': {
    request: z.strictObject({ conversation: Id, clientId: ClientId, text: MessageText }),
    reply: z.strictObject({ note: Note }),
  },
  /** Best first, at most eight. */
  'article:search': {
    request: z.strictObject({ text: z.string().max(400) }),
    reply: z.strictObject({ articles: z.array(ArticleHit) }),
  },
  /** The best article for the visitor's last sentence, if one fits; the same as in `conversation:sync`. */
  'article:suggest': {
    request: z.strictObject({ conversation: Id }),
    reply: z.strictObject({ suggestion: ArticleHit.optional() }),
  },
  'replies:list': { request: Empty, reply: z.strictObject({ replies: z.array(ReplyTemplate) }) },
  /** Supervisor: ends the conversation for misuse and refuses this visitor for so many hours. */
  'visitor:block': {
    request: z.strictObject({ conversation: Id, clientId: ClientId, hours: z.int().min(1).max(720) }),
    reply: z.strictObject({ until: z.number() }),
  },
  /** Supervisor: those in force. */
  'blocks:list': { request: Empty, reply: z.strictObject({ blocks: z.array(Block) }) },
  'visitor:unblock': { request: z.strictObject({ block: Id }), reply: Empty },
  /** Supervisor: a calendar day of the desk's zone, today unless named. */
  'figures:day': {
    request: z.strictObject({
      date: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
    }),
    reply: z.strictObject({ figures: DayFigures }),
  },
} satisfies AskTable;
