import { getHolidays } from 'feiertagejs';
import type { Land } from './hours.ts';

const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether a calendar date is a public holiday in the whole of a Land. Holidays of single towns (Mariä Himmelfahrt in
 * Catholic parishes of Bavaria, Augsburg's Friedensfest, Fronleichnam in some parishes of Saxony and Thuringia) are
 * none here: write them as days.
 */
export function isHoliday(land: Land, date: string): boolean {
  return holidaysOf(land, Number(date.slice(0, 4))).has(date);
}

/** The public holidays of a Land in a year, as calendar dates. */
export function holidaysOf(land: Land, year: number): ReadonlySet<string> {
  const key = `${land}${year}`;
  const kept = known.get(key) ?? new Set(getHolidays(year, land).map(({ dateString }) => dateString));
  known.set(key, kept);
  return kept;
}
