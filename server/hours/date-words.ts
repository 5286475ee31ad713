import { addDays, isCalendarDate, weekday } from './local-time.ts';

const WEEKDAYS = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'];
const MONTHS = [
  'januar',
  'februar',
  'märz',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'dezember',
];
const NUMBERS: Readonly<Record<string, number>> = {
  ein: 1,
  einem: 1,
  einer: 1,
  eine: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  vierzehn: 14,
};
const RELATIVE: Readonly<Record<string, number>> = { heute: 0, gestern: 1, vorgestern: 2 };

/**
 * The day in the past (or today) that German words name, seen from `today`: `3.11.`, `3. November`, `gestern`,
 * `letzten Dienstag`, `am Freitag`, `vor drei Wochen`, `letzte Woche`, `letzten Monat`. A date without a year is the
 * last such day.
 * @param today calendar date, `2026-11-24`
 * @returns the calendar date; undefined when there is none in the text, or it lies in the future
 */
export function readPastDay(text: string, today: string): string | undefined {
  const words = text.normalize('NFC').toLowerCase().replaceAll('maerz', 'märz').replaceAll('fuenf', 'fünf');
  for (const read of [relativeDay, agoDay, writtenDate, namedWeekday, lastPeriod]) {
    const day = read(words, today);
    if (day !== undefined) return day <= today ? day : undefined;
  }
  return undefined;
}

function relativeDay(words: string, today: string): string | undefined {
  const found = /(?<!\p{L})(heute|gestern|vorgestern)(?!\p{L})/u.exec(words)?.[1];
  return found === undefined ? undefined : addDays(today, -(RELATIVE[found] ?? 0));
}

function agoDay(words: string, today: string): string | undefined {
  const found =
    /(?<!\p{L})(?:vor|seit)\s+(?:etwa |ca\.? |circa |ungefähr |rund |gut |knapp )?(\d{1,3}|\p{L}+)\s+(tag|woche|monat|jahr)\p{L}*/u.exec(
      words,
    );
  const count = found?.[1] === undefined ? undefined : (NUMBERS[found[1]] ?? Number(found[1]));
  if (found === null || count === undefined || Number.isNaN(count)) return undefined;
  switch (found[2]) {
    case 'tag':
      return addDays(today, -count);
    case 'woche':
      return addDays(today, -7 * count);
    case 'monat':
      return monthsBefore(today, count);
    default:
      return monthsBefore(today, 12 * count);
  }
}

function writtenDate(words: string, today: string): string | undefined {
  const iso = /(\d{4})-(\d{2})-(\d{2})/.exec(words)?.[0];
  if (iso !== undefined) return isCalendarDate(iso) ? iso : undefined;
  const numbers = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4}|\d{2})?(?!\d)/.exec(words);
  if (numbers !== null) return dateOf(numbers[1], Number(numbers[2]), numbers[3], today);
  const named = new RegExp(`(?<!\\d)(\\d{1,2})\\.?\\s*(${MONTHS.join('|')})\\s*(\\d{4}|\\d{2})?`, 'u').exec(
    words,
  );
  if (named === null) return undefined;
  return dateOf(named[1], MONTHS.indexOf(named[2] ?? '') + 1, named[3], today);
}

function dateOf(day = '', month: number, year: string | undefined, today: string): string | undefined {
  const write = (full: number) => `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  const candidates =
    year === undefined
      ? [write(thisYear), write(thisYear - 1)]
      : [write(year.length === 2 ? 2000 + Number(year) : Number(year))];
  const real = candidates.filter(isCalendarDate);
  return real.find((date) => date <= today) ?? real[0];
}

function namedWeekday(words: string, today: string): string | undefined {
  const name = new RegExp(`(?<!\\p{L})(${WEEKDAYS.join('|')}|sonnabend)(?!\\p{L})`, 'u').exec(words)?.[1];
  if (name === undefined) return undefined;
  const wanted = name === 'sonnabend' ? 5 : WEEKDAYS.indexOf(name);
  const back = (weekday(today) - wanted + 7) % 7 || 7;
  const weekBefore = /(vorletzt|letzte[rn]? woche|vergangene[rn]? woche|vorige[rn]? woche)/u.test(words);
  const lastWeek = weekday(today) - wanted + 7;
  if (!weekBefore) return addDays(today, -back);
  return addDays(today, words.includes('vorletzt') ? -(back + 7) : -lastWeek);
}

function lastPeriod(words: string, today: string): string | undefined {
  const found = /(?<!\p{L})(?:letzt|vergangen|vorig)\p{L}*\s+(woche|monat|jahr)/u.exec(words)?.[1];
  if (found === 'woche') return addDays(today, -7);
  if (found === 'monat') return monthsBefore(today, 1);
  return found === 'jahr' ? monthsBefore(today, 12) : undefined;
}

/** The same day some months before, or the last day of that month when it is shorter. */
function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  const first = `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
  const length = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  return addDays(first, Math.min(day, length) - 1);
}
