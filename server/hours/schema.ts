import { z } from 'zod';
import { type Hours, LAENDER, type Opening } from './hours.ts';
import { isCalendarDate, isTimeZone } from './local-time.ts';

const MINUTES_PER_DAY = 24 * 60;
/** Long enough to finish a sentence and a thought. */
const DEFAULT_GRACE_MS = 30 * 60_000;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `8:00-20:00`; `24:00` is the end of the day. An opening over midnight is written as two. */
const OpeningText = z
  .string()
  .transform(readOpening)
  .refine(({ from, to }) => from < to && to <= MINUTES_PER_DAY, {
    message: 'Diese Öffnung ist nicht lesbar, oder sie endet vor ihrem Beginn.',
    params: { hint: 'So sieht eine aus: „8:00-20:00“; das Ende des Tages ist 24:00.' },
  });

const Openings = z
  .array(OpeningText)
  .transform((openings) => openings.toSorted((a, b) => a.from - b.from))
  .refine((openings) => openings.every(({ from }, index) => index === 0 || openings[index - 1]!.to <= from), {
    message: 'Zwei Öffnungen desselben Tages überschneiden sich.',
    params: { hint: 'Fassen Sie die beiden zusammen.' },
  });

const duration = (message: string) =>
  z
    .string()
    .refine((text) => /^[1-9]\d{0,3}[smh]$/.test(text), {
      message,
      params: { hint: 'So sieht eine aus: „10m“ (s für Sekunden, m für Minuten, h für Stunden).' },
    })
    .transform((text) => Number.parseInt(text, 10) * UNIT_MS[text.at(-1)!]!);

const MaxWait = duration('Die Wartezeit ist nicht lesbar.');
const Grace = duration('Die Nachlaufzeit ist nicht lesbar.');

const Holidays = z.enum(LAENDER, {
  error: 'Dieses Bundesland ist unbekannt.',
});

const Zone = z.string().refine(isTimeZone, {
  message: 'Diese Zeitzone ist unbekannt.',
  params: { hint: 'Üblich ist „Europe/Berlin“.' },
});

const DayText = z.string().refine(isCalendarDate, {
  message: 'Das ist kein Datum im Kalender.',
  params: { hint: 'So sieht eines aus: „2026-12-24“.' },
});

const Day = z.strictObject({ date: DayText, open: Openings, note: z.string().optional() });

const Days = z.array(Day).superRefine((days, context) => {
  days.forEach(({ date }, index) => {
    if (days.findIndex((day) => day.date === date) === index) return;
    const params = { hint: 'Behalten Sie einen der beiden Einträge.' };
    context.addIssue({ code: 'custom', path: [index, 'date'], message: `„${date}“ steht zweimal.`, params });
  });
});

const DayOpenings = Openings.default([]);
const Week = z.strictObject({
  monday: DayOpenings,
  tuesday: DayOpenings,
  wednesday: DayOpenings,
  thursday: DayOpenings,
  friday: DayOpenings,
  saturday: DayOpenings,
  sunday: DayOpenings,
});

/** `hours.yaml` as editors write it, turned into the calendar's own shape. The messages are for editors. */
export const HoursFile = z
  .strictObject({
    zone: Zone,
    phone: z.string().trim().min(1),
    max_wait: MaxWait,
    grace: Grace.default(DEFAULT_GRACE_MS),
    holidays: Holidays.optional(),
    week: Week,
    days: Days.default([]),
  })
  .transform(
    ({ zone, phone, max_wait, grace, holidays, week, days }): Hours => ({
      zone,
      phone,
      maxWait: max_wait,
      grace,
      ...(holidays === undefined ? {} : { holidays }),
      week: [
        week.monday,
        week.tuesday,
        week.wednesday,
        week.thursday,
        week.friday,
        week.saturday,
        week.sunday,
      ],
      days: new Map(days.map(({ date, open }) => [date, open])),
    }),
  );

/** An unreadable text becomes an opening of NaN, which no check lets pass. */
function readOpening(text: string): Opening {
  const [, fromHour, fromMinute, toHour, toMinute] =
    /^(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)$/.exec(text.trim()) ?? [];
  return {
    from: Number(fromHour) * 60 + Number(fromMinute),
    to: Number(toHour) * 60 + Number(toMinute),
  };
}
