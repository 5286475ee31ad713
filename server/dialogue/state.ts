import { z } from 'zod';
import { Owner } from '../../protocol/conversation.ts';

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
  /** The agent who owns the chat. */
  agent: z.object({ id: z.string(), name: z.string() }).optional(),
  closed: z.boolean().default(false),
});
export type DialogueState = z.infer<typeof DialogueState>;

/** The state of a conversation that has just begun. */
export const startState: DialogueState = {
  owner: 'assistant',
  misses: 0,
  shown: [],
  question: '',
  closed: false,
};
