import { addDays, weekday } from './local-time.ts';

/** Sunday as ISO weekday, 0 = Monday. */
const SUNDAY = 6;

/**
 * Whether a calendar date is a German Werktag: Monday to Saturday, no holiday that the whole country has
 * (§ 3 Abs. 2 BUrlG counts the same way). Holidays of single Länder are not looked at.
 */
export function isWorkingDay(date: string): boolean {
  return weekday(date) !== SUNDAY && !nationwideHolidays(Number(date.slice(0, 4))).has(date);
}

/** The date `count` working days after a date; the date itself does not count. */
export function addWorkingDays(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count++;
  return count;
}

const known = new Map<number, ReadonlySet<string>>();

/** The nine holidays that all Länder have. */
export function nationwideHolidays(year: number): ReadonlySet<string> {
  const kept = known.get(year);
  if (kept) return kept;
  const easter = easterSunday(year);
  const fixed = ['01-01', '05-01', '10-03', '12-25', '12-26'].map((day) => `${year}-${day}`);
  const movable = [-2, 1, 39, 50].map((days) => addDays(easter, days));
  const holidays = new Set([...fixed, ...movable]);
  known.set(year, holidays);
  return holidays;
}

/** Easter Sunday in the Gregorian calendar by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const leaps = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leaps - correction + 15) % 30;
  const weekdayShift =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekdayShift) / 451);
  const sum = epact + weekdayShift - 7 * shift + 114;
  const month = Math.floor(sum / 31);
  const day = (sum % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
