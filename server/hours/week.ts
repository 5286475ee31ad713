import { addDays, localTime, weekday } from './local-time.ts';

/** The Monday of the week in which an instant lies on the wall clock of a zone, as a calendar date. */
export function weekOf(zone: string, at: number): string {
  const { date } = localTime(zone, at);
  return addDays(date, -weekday(date));
}

/** The Mondays of so many weeks, the one of the instant last. */
export function weeksUntil(zone: string, at: number, count: number): string[] {
  const last = weekOf(zone, at);
  return Array.from({ length: count }, (_, index) => addDays(last, (index + 1 - count) * 7));
}
