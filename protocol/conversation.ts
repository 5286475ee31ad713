import { z } from 'zod';
import { MAX_TEXT_LENGTH } from './constants.ts';
import { RichText } from './rich-text.ts';

/** Ids that clients make: a UUID per message or command, the same at every retry. */
export const ClientId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/);
/** Ids that the server makes. Anything else is none, however a database would read it. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);
export const MessageText = z.string().min(1).max(MAX_TEXT_LENGTH);
export const Seq = z.int().min(0);

/**
 * A button under a reply. `id` names what it does: `article:ID`, `flow:ID`, `topic:ID`, `human`,
 * `form`, `none`, `flows`; inside a guided dialogue `answer:STEP:VALUE` and `go:back`, `go:cancel`, `go:on` … */
export const Choice = z.strictObject({ id: z.string().max(120), label: z.string() });
export type Choice = z.infer<typeof Choice>;

/** Where an approved text came from and in which wording. */
export const Source = z.strictObject({
  ref: z.string(),
  revision: z.string(),
  title: z.string().optional(),
  /** The calendar date of the wording, as its editor states it; only of articles. */
  updated: z.string().optional(),
});
export type Source = z.infer<typeof Source>;

/** Who speaks to the visitor now. */
export const Owner = z.enum(['assistant', 'queue', 'agent']);
export type Owner = z.infer<typeof Owner>;

const VisitorMessage = z.strictObject({
  type: z.literal('visitor.message'),
  clientId: ClientId,
  text: z.string(),
  /** True when something personal in it was masked before it was stored. */
  masked: z.boolean(),
  /** Set when a button was pressed instead of typing. */
  choice: z.string().optional(),
});
const AssistantMessage = z.strictObject({
  type: z.literal('assistant.message'),
  body: RichText,
  source: Source,
  choices: z.array(Choice),
  /** Set on questions of a guided dialogue: its title and how far it is, in words. */
  flow: z.strictObject({ id: z.string(), title: z.string(), progress: z.string() }).optional(),
});
const AgentMessage = z.strictObject({
  type: z.literal('agent.message'),
  clientId: ClientId,
  text: z.string(),
  agentName: z.string(),
  /** The agent's id, so that a console knows its own messages. Visitors get the name only. */
  agent: z.string().optional(),
});
const OwnerChanged = z.strictObject({
  type: z.literal('owner.changed'),
  owner: Owner,
  /** Why: the visitor's wish, a miss, an accept, an agent who is gone … */
  reason: z.string(),
  clientId: ClientId.optional(),
  agentName: z.string().optional(),
  /** The agent's id; not for visitors. */
  agent: z.string().optional(),
});
const AnswerRated = z.strictObject({
  type: z.literal('answer.rated'),
  clientId: ClientId,
  /** The seq of the rated reply. A later rating of the same reply replaces the earlier one; `null` takes it back. */
  answer: Seq,
  helpful: z.boolean().nullable(),
});
const ChatRated = z.strictObject({
  type: z.literal('chat.rated'),
  clientId: ClientId,
  stars: z.int().min(1).max(5),
});
const RequestFiled = z.strictObject({
  type: z.literal('request.filed'),
  clientId: ClientId,
  reference: z.string(),
  /** German words for the day until which the answer comes. */
  answerBy: z.string(),
});
const ConversationClosed = z.strictObject({
  type: z.literal('conversation.closed'),
  clientId: ClientId.optional(),
  reason: z.enum(['visitor', 'idle', 'misuse']),
});

/** What can stand in a conversation, in order. Everything that a client shows derives from these. */
export const EventBody = z.discriminatedUnion('type', [
  VisitorMessage,
  AssistantMessage,
  AgentMessage,
  OwnerChanged,
  AnswerRated,
  ChatRated,
  RequestFiled,
  ConversationClosed,
]);
export type EventBody = z.infer<typeof EventBody>;

/** An event as stored: its place in the conversation and its time (UTC ms). */
export type ConversationEvent = EventBody & { seq: number; at: number };

/** An honest range for a wait, in whole minutes; the upper end is the larger one. */
export const QueueWait = z.strictObject({ fromMinutes: z.int().min(0), toMinutes: z.int().min(1) });
export type QueueWait = z.infer<typeof QueueWait>;

/** How the desk stands, in words for the visitor. */
export const DeskStatus = z.strictObject({
  open: z.boolean(),
  /** False when nobody who could accept is signed in and available. */
  staffed: z.boolean(),
  /** `Montag bis Freitag, 8 bis 20 Uhr` */
  hours: z.string(),
  /** `Dienstag, 24. November, ab 8 Uhr`, only when closed. */
  nextOpening: z.string().optional(),
  /** A supervisor's sentence while the chat is paused. */
  notice: z.string().optional(),
  phone: z.string().optional(),
});
export type DeskStatus = z.infer<typeof DeskStatus>;

/** Something that everybody should know now, such as a disturbance; shown above the conversation. */
export const Notice = z.strictObject({ id: z.string(), level: z.enum(['info', 'warning']), body: RichText });
export type Notice = z.infer<typeof Notice>;

/** The state of a conversation beside its events: derived, never stored by clients. */
export const ConversationStatus = z.strictObject({
  owner: Owner,
  agentName: z.string().optional(),
  /** 1 = next. Only in the queue. */
  queuePlace: z.int().optional(),
  /** How long it may still take, from recent chats. Only in the queue, and absent when too little is known. */
  queueWait: QueueWait.optional(),
  agentTyping: z.boolean(),
  closed: z.boolean(),
  /** Days after its last entry that the conversation is deleted. */
  keptDays: z.int().optional(),
  desk: DeskStatus,
  /** Those in force; absent when there is none. */
  notices: z.array(Notice).optional(),
});
export type ConversationStatus = z.infer<typeof ConversationStatus>;
