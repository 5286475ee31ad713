import type { Hours, Opening } from './hours.ts';
import { localTime, weekday } from './local-time.ts';

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const MONTHS = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** `Dienstag, 24. November, ab 8 Uhr`; the year only when it is not that of `now`. Both in UTC ms. */
export function describeOpening(hours: Hours, opening: number, now: number): string {
  const minute = Math.floor(localTime(hours.zone, opening).msOfDay / MINUTE_MS);
  return `${describeDay(hours, opening, now)}, ab ${clock(minute)} Uhr`;
}

/** `Mittwoch, 25. November`: the day of an instant; the year only when it is not that of `now`. Both in UTC ms. */
export function describeDay(hours: Hours, at: number, now: number): string {
  const { date } = localTime(hours.zone, at);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const thisYear = localTime(hours.zone, now).date.startsWith(`${date.slice(0, 4)}-`);
  const words = `${WEEKDAYS[weekday(date)]}, ${day}. ${MONTHS[month - 1]}`;
  return thisYear ? words : `${words} ${year}`;
}

/** `Montag bis Freitag, 8 bis 20 Uhr`; days with the same openings together, single days left out. */
export function describeWeek(hours: Hours): string {
  const groups = new Map<string, number[]>();
  hours.week.forEach((openings, day) => {
    const words = describeOpenings(openings);
    if (words !== '') groups.set(words, [...(groups.get(words) ?? []), day]);
  });
  if (groups.size === 0) return 'zurzeit geschlossen';
  const week = [...groups].map(([words, days]) => describeGroup(words, days)).join('; ');
  return hours.holidays === undefined ? week : `${week}, außer an gesetzlichen Feiertagen`;
}

function describeGroup(openings: string, days: readonly number[]): string {
  if (days.length < WEEKDAYS.length) return `${describeDays(days)}, ${openings}`;
  return openings === describeOpenings([{ from: 0, to: DAY_MINUTES }])
    ? 'rund um die Uhr'
    : `täglich, ${openings}`;
}

/** `Montag bis Freitag`, `Montag und Dienstag`, `Montag, Mittwoch und Freitag`. */
function describeDays(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return enumerate(
    runs.flatMap((run) => {
      const names = run.map((day) => WEEKDAYS[day]!);
      return run.length > 2 ? [`${names[0]} bis ${names.at(-1)}`] : names;
    }),
  );
}

/** `8 bis 12 und 13 bis 17:30 Uhr`; empty when there is no opening. */
function describeOpenings(openings: readonly Opening[]): string {
  if (openings.length === 0) return '';
  return `${enumerate(openings.map(({ from, to }) => `${clock(from)} bis ${clock(to)}`))} Uhr`;
}

/** `8` or `8:30`. */
function clock(minute: number): string {
  const past = minute % 60;
  return `${Math.floor(minute / 60)}${past === 0 ? '' : `:${String(past).padStart(2, '0')}`}`;
}

function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} und ${words.at(-1)}`;
}
