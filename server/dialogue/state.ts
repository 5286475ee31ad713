import { z } from 'zod';
import { Owner } from '../../protocol/conversation.ts';

/** One answer inside a flow. */
export const FlowAnswer = z.object({
  value: z.string(),
  /** As the visitor knows it: the button's words, the day in words, or what was typed. */
  label: z.string(),
  /** Must not be shown to anybody but the agent who takes over; sealed while it is stored. */
  sensitive: z.boolean().default(false),
  /** As it is stored, where no key at hand opens it; value and label are then a mask. */
  unopened: z.object({ value: z.string(), label: z.string() }).optional(),
});
export type FlowAnswer = z.infer<typeof FlowAnswer>;

/** Where a visitor is in a flow. */
export const FlowState = z.object({
  id: z.string(),
  /** Of the file when the step was asked; another one means that an editor changed it meanwhile. */
  revision: z.string(),
  step: z.string(),
  stepHash: z.string(),
  /** Answers by step, only of steps on the path. */
  answers: z.record(z.string(), FlowAnswer).default({}),
  /** Asking steps that were answered, in order. */
  path: z.array(z.string()).default([]),
  /** The question asks for something that must not be shown. Kept here, since its file may change meanwhile. */
  sensitive: z.boolean().default(false),
  /** Waits while a human is called: what the visitor writes meanwhile is no answer to it. */
  resting: z.boolean().default(false),
  tries: z.int().default(0),
  /** Digressions in a row. */
  digressions: z.int().default(0),
  /** A question about the flow itself that waits for yes or no. */
  pending: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('go-on') }),
      z.object({ type: z.literal('switch'), other: z.string() }),
    ])
    .optional(),
});
export type FlowState = z.infer<typeof FlowState>;

/** What an agent sees of the flow that led to the hand-off. */
export const HandoffCard = z.object({
  title: z.string(),
  /** The question that was open, if one was. */
  step: z.string().optional(),
  topic: z.string().optional(),
  answers: z.array(FlowAnswer.extend({ question: z.string() })),
});
export type HandoffCard = z.infer<typeof HandoffCard>;

/**
 * What the dialogue remembers between two messages. Stored as JSON after every turn, so it is a schema;
 * fields may be added with a default, never change their meaning.
 */
export const DialogueState = z.object({
  owner: Owner,
  /** Messages in a row that were neither answered nor helped by choices. */
  misses: z.int().default(0),
  /** Articles shown as answers, oldest first, the last ten. */
  shown: z.array(z.string()).default([]),
  /** The visitor's last words that wanted something, masked: what an agent reads in the queue. */
  question: z.string().default(''),
  /** The visitor waits and was told that nobody is there to take the chat; once in a wait is enough. */
  toldNobody: z.boolean().optional(),
  /** The agent who owns the chat. */
  agent: z.object({ id: z.string(), name: z.string() }).optional(),
  closed: z.boolean().default(false),
  /** The article that answered the visitor's last message, if one did. */
  answered: z.string().optional(),
  flow: FlowState.optional(),
  card: HandoffCard.optional(),
});
export type DialogueState = z.infer<typeof DialogueState>;

/** What an alarm may be about. */
export type AlarmKind =
  | 'max-wait'
  | 'desk-closing'
  | 'grace-over'
  | 'offer'
  | 'quiet'
  | 'quiet-end'
  | 'idle'
  | 'flow-remind'
  | 'flow-forget';

/** The state of a conversation that has just begun. */
export const startState: DialogueState = {
  owner: 'assistant',
  misses: 0,
  shown: [],
  question: '',
  closed: false,
};
