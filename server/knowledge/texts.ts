import type { Approved } from './knowledge.ts';

/**
 * Every sentence of the system's own that a visitor can read, by key; the wording stands in `texts.yaml`.
 * The value names the blanks (`{name}`) that the wording may use.
 */
export const TEXT_BLANKS = {
  greeting: ['hours'],
  'choices.ask': [],
  'choices.none': [],
  'choices.rejected': [],
  'topic.ask': ['topic'],
  'flows.button': [],
  'flows.ask': [],
  'flow.over': [],
  'miss.first': [],
  'miss.again': [],
  'miss.repeated': [],
  'miss.empty': [],
  'human.button': [],
  'form.button': [],
  'also.intro': ['title'],
  'queue.joined': ['place'],
  'queue.joined.next': [],
  'queue.already': [],
  'queue.left': [],
  'queue.nobody': ['hours', 'phone'],
  'queue.too-long': ['hours', 'phone'],
  'queue.closing': ['opening', 'phone', 'hours'],
  'queue.full': ['opening', 'phone', 'hours'],
  'desk.closed': ['opening', 'phone', 'hours'],
  'desk.paused': ['notice', 'opening', 'phone', 'hours'],
  'agent.joined': ['agent'],
  'agent.lost': ['agent'],
  'agent.closed': ['agent'],
  'agent.transferred': ['from', 'agent'],
  'agent.requeued': ['agent'],
  'agent.returned': ['agent'],
  'agent.after-hours': ['agent', 'opening', 'phone', 'hours'],
  'chat.quiet': ['agent', 'minutes'],
  'chat.stay': [],
  'chat.quiet-end': ['agent'],
  'form.filed': ['reference', 'answerBy'],
  trouble: ['phone', 'hours'],
  'conversation.closed': [],
  'conversation.blocked': ['phone', 'hours'],
} as const satisfies Record<string, readonly string[]>;

export type TextKey = keyof typeof TEXT_BLANKS;

/** The wordings, complete: what a knowledge folder leaves out comes from the folder that ships with the program. */
export type Texts = Readonly<Record<TextKey, Approved>>;
