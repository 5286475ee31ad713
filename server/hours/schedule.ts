import { isHoliday } from './holidays.ts';
import type { Hours, Opening } from './hours.ts';
import { addDays, instantOf, localTime, weekday } from './local-time.ts';

/** How far the calendar is searched; a desk that does not open within a year is as good as never open. */
const LOOK_AHEAD_DAYS = 366;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** A time of being open, in UTC ms, `from` included, `to` excluded. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Whether people can be reached at an instant (UTC ms). */
export function isOpen(hours: Hours, at: number): boolean {
  const { date } = localTime(hours.zone, at);
  return stretchesOn(hours, date).some(({ from, to }) => from <= at && at < to);
}

/** When the opening that holds at `at` ends; null when it is closed then, or does not end within a year. */
export function closesAt(hours: Hours, at: number): number | null {
  for (const { from, to } of stretches(hours, at)) {
    if (from > at) return null;
    if (at < to) return Number.isFinite(to) ? to : null;
  }
  return null;
}

/** The first instant after `at` at which closed turns into open; null when there is none within a year. */
export function nextOpening(hours: Hours, at: number): number | null {
  for (const { from } of stretches(hours, at)) if (from > at) return from;
  return null;
}

/**
 * The beginning of the day until which a message left at `at` is answered: the first day after that day with
 * openings, or, for a calendar that has none within a year, the first from Monday to Friday.
 */
export function answerBy(hours: Hours, at: number): number {
  const today = localTime(hours.zone, at).date;
  const days = Array.from({ length: LOOK_AHEAD_DAYS }, (_, ahead) => addDays(today, ahead + 1));
  const day =
    days.find((date) => stretchesOn(hours, date).length > 0) ?? days.find((date) => weekday(date) < 5);
  return instantOf(hours.zone, day ?? today, 0);
}

const alwaysOpenOf = new WeakMap<Hours, Hours>();

/**
 * A calendar that never closes, for trying the hand-off at any time; zone, phone and waiting time stay.
 * One and the same for the same `hours`, so that what was computed about it is kept.
 */
export function alwaysOpen(hours: Hours): Hours {
  const { holidays: _, ...workdays } = hours;
  const made = alwaysOpenOf.get(hours) ?? {
    ...workdays,
    week: Array.from({ length: 7 }, () => [{ from: 0, to: DAY_MINUTES }]),
    days: new Map(),
  };
  alwaysOpenOf.set(hours, made);
  return made;
}

/** The openings from the day before `at` for a year, those that touch joined into one. */
function* stretches(hours: Hours, at: number): Generator<Stretch> {
  const today = localTime(hours.zone, at).date;
  let last: Stretch | undefined;
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    for (const stretch of stretchesOn(hours, addDays(today, ahead))) {
      if (last && last.to === stretch.from) last = { from: last.from, to: stretch.to };
      else {
        if (last) yield last;
        last = stretch;
      }
    }
  }
  if (!last) return;
  const horizon = instantOf(hours.zone, addDays(today, LOOK_AHEAD_DAYS + 1), 0);
  yield last.to === horizon ? { from: last.from, to: Number.POSITIVE_INFINITY } : last;
}

/** Computed once per calendar and day: turning wall time into instants is most of the work here. */
const known = new WeakMap<Hours, Map<string, readonly Stretch[]>>();

/** The openings of a calendar day as instants; one that a clock change swallows whole is none. */
function stretchesOn(hours: Hours, date: string): readonly Stretch[] {
  const days = known.get(hours) ?? new Map<string, readonly Stretch[]>();
  known.set(hours, days);
  const stretchesOfDay = days.get(date) ?? computeStretches(hours, date);
  days.set(date, stretchesOfDay);
  return stretchesOfDay;
}

function openingsOn({ days, week, holidays }: Hours, date: string): readonly Opening[] {
  const single = days.get(date);
  if (single !== undefined) return single;
  return holidays !== undefined && isHoliday(holidays, date) ? [] : (week[weekday(date)] ?? []);
}

function computeStretches(hours: Hours, date: string): readonly Stretch[] {
  return openingsOn(hours, date)
    .map(({ from, to }) => ({
      from: instantOf(hours.zone, date, from * MINUTE_MS),
      to: instantOf(hours.zone, date, to * MINUTE_MS),
    }))
    .filter(({ from, to }) => from < to);
}
