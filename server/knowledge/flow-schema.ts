import { z } from 'zod';
import { CalendarDate, OptionalList, WordList, Words } from './schema.ts';

/** Of a step, a slot or a value: it also stands in ids of buttons and in blanks. */
const NAME = /^\p{Ll}[\p{Ll}\p{N}]*([-_][\p{Ll}\p{N}]+)*$/u;

export function isName(text: string): boolean {
  return NAME.test(text);
}

const Name = Words.refine(isName, {
  message: 'Das ist kein gültiger Name.',
  params: {
    hint: 'Nehmen Sie kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel freischaltcode.',
  },
});

const Value = Words.refine((text) => /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(text), {
  message: 'Das ist kein gültiger Wert.',
  params: { hint: 'Nehmen Sie Buchstaben, Ziffern und Bindestriche ohne Leerzeichen.' },
});

/** A flow's file; the steps have a schema for each verb. */
export const FlowFile = z.strictObject({
  flow: Words.optional(),
  title: Words,
  owner: Words.optional(),
  review_by: CalendarDate.optional(),
  start: z.strictObject({ questions: WordList.min(1) }),
  steps: z.record(z.string(), z.unknown()).refine((steps) => Object.keys(steps).length > 0, {
    message: '„steps“ ist leer.',
    params: { hint: 'Der erste Schritt ist der Anfang.' },
  }),
  tests: z
    .array(WordList.min(1))
    .nullish()
    .transform((tests) => tests ?? []),
});
export type FlowFile = z.infer<typeof FlowFile>;

const Choice = z.strictObject({ label: Words, value: Value, also: OptionalList, next: Words });

const CleanList = z
  .array(z.enum(['upper', 'lower', 'no-spaces', 'no-hyphens', 'digits']))
  .nullish()
  .transform((list) => list ?? []);

export const PatternSource = z.strictObject({
  pattern: Words,
  clean: CleanList,
  example: Words,
  not: OptionalList,
});
export type PatternSource = z.infer<typeof PatternSource>;

export const DateSource = z.strictObject({ type: z.literal('date') });

export const AskSource = z.strictObject({
  ask: Words,
  save: Name.optional(),
  sensitive: z.boolean().default(false),
  choices: z
    .array(Choice)
    .nullish()
    .transform((choices) => choices ?? []),
  accept: z.record(z.string(), z.unknown()).optional(),
  retry: OptionalList,
  otherwise: Words.optional(),
  next: Words.optional(),
});
export type AskSource = z.infer<typeof AskSource>;

export const SaySource = z.strictObject({ say: Words, next: Words });
export type SaySource = z.infer<typeof SaySource>;

const Button = z.strictObject({ label: Words, next: Words });
export const ConfirmSource = z.strictObject({
  confirm: Words,
  consequences: OptionalList,
  confirmed: Button,
  declined: Button,
});
export type ConfirmSource = z.infer<typeof ConfirmSource>;

export const WhenSource = z.strictObject({
  when: z.array(z.strictObject({ if: z.record(z.string(), z.unknown()), next: Words })).min(1),
  else: Words,
});
export type WhenSource = z.infer<typeof WhenSource>;

const Days = z.number().refine((days) => Number.isInteger(days) && days >= 0, {
  message: 'Das ist keine Zahl von Tagen.',
  params: { hint: 'Hier steht eine ganze Zahl ab 0.' },
});
/** What a number derived from a date is compared with. */
export const Bounds = z
  .strictObject({ at_most: Days.optional(), more_than: Days.optional() })
  .refine(({ at_most, more_than }) => at_most !== undefined || more_than !== undefined, {
    message: 'Hier fehlt die Grenze.',
    params: { hint: 'Schreiben Sie {at_most: 5} oder {more_than: 5}.' },
  });

/** Own text, an article's, or both. */
const TextOrArticle = { say: Words.optional(), faq: Words.optional() };

export const END_KINDS = ['answer', 'link', 'handoff'] as const;

export const AnswerSource = z.strictObject({ end: z.literal('answer'), ...TextOrArticle });
export type AnswerSource = z.infer<typeof AnswerSource>;

export const LinkSource = z.strictObject({
  end: z.literal('link'),
  say: Words,
  link: z.strictObject({ label: Words, url: Words }),
  effect: z.enum(['irreversible']).optional(),
});
export type LinkSource = z.infer<typeof LinkSource>;

export const HandoffSource = z.strictObject({
  end: z.literal('handoff'),
  topic: Words,
  reason: Words.optional(),
  summary: OptionalList,
  for_agent: OptionalList,
  closed: z.strictObject(TextOrArticle).nullish(),
});
export type HandoffSource = z.infer<typeof HandoffSource>;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `10m`, in milliseconds. */
const Duration = Words.refine((text) => /^[1-9]\d{0,3}[smh]$/.test(text), {
  message: 'Diese Dauer ist nicht lesbar.',
  params: { hint: 'So sieht eine aus: „10m“ (s für Sekunden, m für Minuten, h für Stunden).' },
}).transform((text) => Number.parseInt(text, 10) * UNIT_MS[text.at(-1)!]!);

const Count = z.number().refine((count) => Number.isInteger(count) && count > 0, {
  message: 'Das ist keine Anzahl.',
  params: { hint: 'Hier steht eine ganze Zahl ab 1.' },
});

const OneOrMore = WordList.min(1);

/** `flows/_rules.yaml`. */
export const RulesFile = z.strictObject({
  words: z.strictObject({
    human: OneOrMore,
    cancel: OneOrMore,
    back: OneOrMore,
    repeat: OneOrMore,
    yes: OneOrMore,
    no: OneOrMore,
  }),
  digression: z.strictObject({
    // biome-ignore lint/suspicious/noThenProperty: the editors' word, and never awaited
    faq: z.strictObject({ say: Words, max_in_row: Count, then: Words }),
    flow: z.strictObject({ say: Words }),
  }),
  correct: z.strictObject({ markers: OneOrMore, say: Words }),
  cancelled: Words,
  at_first: Words,
  unclear: z.strictObject({ tries: Count, say: OneOrMore, human: Words }),
  idle: z.strictObject({ remind_after: Duration, remind: Words, forget_after: Duration, forgotten: Words }),
  restarted: Words,
  progress: Words,
  labels: z.strictObject({
    go_on: Words,
    stop: Words,
    switch: Words,
    stay: Words,
    back: Words,
    cancel: Words,
  }),
});
export type RulesFile = z.infer<typeof RulesFile>;
