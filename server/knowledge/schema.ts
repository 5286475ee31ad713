import { z } from 'zod';
import { isCalendarDate } from '../hours/local-time.ts';

/** A sentence, a title, a word: text with something in it. */
export const Words = z.string().trim().min(1);
export const WordList = z.array(Words);
/** A key with nothing after it (`offers:`) means an empty list. */
export const OptionalList = WordList.nullish().transform((list) => list ?? []);

export const CalendarDate = z.string().refine(isCalendarDate, {
  message: 'Das ist kein Datum im Kalender.',
  params: { hint: 'So sieht eines aus: "2027-06-30".' },
});

/** The front matter of an article. */
export const ArticleHead = z.strictObject({
  title: Words,
  questions: OptionalList,
  keywords: OptionalList,
  offers: OptionalList,
  see_also: OptionalList,
  owner: Words.optional(),
  review_by: CalendarDate.optional(),
  valid_from: CalendarDate.optional(),
  valid_to: CalendarDate.optional(),
  updated: CalendarDate.optional(),
  tests: z
    .strictObject({ must: OptionalList, must_not: OptionalList })
    .nullish()
    .transform((tests) => tests ?? { must: [], must_not: [] }),
});
export type ArticleHead = z.infer<typeof ArticleHead>;

export const IntentsFile = z.record(
  z.string(),
  z.strictObject({ kind: z.enum(['handoff', 'smalltalk', 'none']), say: Words, questions: WordList.min(1) }),
);

export const TopicsFile = z.record(z.string(), z.strictObject({ title: Words, examples: OptionalList }));

export const OutOfScopeFile = z.record(z.string(), WordList);

export const SynonymsFile = z.record(z.string(), WordList);

export const NeighboursFile = z.array(
  z.strictObject({
    articles: z.array(Words).refine((ids) => ids.length === 2 && ids[0] !== ids[1], {
      message: 'Hier stehen nicht zwei verschiedene Artikel.',
      params: { hint: 'Nennen Sie genau zwei: [erster-artikel, zweiter-artikel].' },
    }),
    ask: Words,
    labels: z.record(z.string(), Words),
  }),
);

const Script = z.string().refine(isUnicodeScript, {
  message: 'Diese Schrift ist unbekannt.',
  params: { hint: 'Gemeint ist der englische Name in Unicode, etwa „Cyrillic“, „Greek“ oder „Arabic“.' },
});

export const LanguagesFile = z.record(
  z.string(),
  z
    .strictObject({ name: Words, script: Script.optional(), words: OptionalList, say: Words })
    .refine(({ script, words }) => script !== undefined || words.length > 0, {
      message: 'Ohne words oder script ist die Sprache nicht zu erkennen.',
      params: { hint: 'Tragen Sie 30 bis 50 häufige Wörter der Sprache ein.' },
    }),
);

export const RepliesFile = z.array(z.strictObject({ id: Words, title: Words, text: Words }));

/** Hosts that links in visible texts may lead to. */
export const LinksFile = z.strictObject({ hosts: OptionalList });

const Moment = z.string().refine(isMoment, {
  message: 'Das ist kein Tag und kein Zeitpunkt im Kalender.',
  params: { hint: 'So sieht einer aus: "2027-06-30" oder "2027-06-30 08:15".' },
});

export const NoticesFile = z.array(
  z.strictObject({
    id: Words,
    text: Words,
    level: z.enum(['info', 'warning']).default('info'),
    valid_from: Moment.optional(),
    valid_to: Moment.optional(),
  }),
);

/** A calendar date, or one with a time of day: `2027-06-30 08:15`. */
function isMoment(text: string): boolean {
  const [date = '', time, ...rest] = text.split(' ');
  return (
    isCalendarDate(date) &&
    rest.length === 0 &&
    (time === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(time))
  );
}

/** Keys are checked against the list of texts, which knows their blanks too. */
export const TextsFile = z.record(z.string(), Words);

function isUnicodeScript(name: string): boolean {
  try {
    new RegExp(`\\p{Script=${name}}`, 'u').test('');
    return true;
  } catch {
    return false;
  }
}
