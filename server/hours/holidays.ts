import { getHolidays } from 'feiertagejs';
import type { Land } from './hours.ts';

/** Mariä Himmelfahrt: a holiday in the Catholic parishes of Bavaria only, which the generator gives to all of it. */
const BAVARIAN_PARISHES = 'MARIAHIMMELFAHRT';
/** Holidays for one year only, which the generator does not know: Berlin, 75 years after 17 June 1953. */
const ONCE: Partial<Record<Land, readonly string[]>> = { BE: ['2028-06-17'] };

const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether a calendar date is a public holiday in the whole of a Land. Holidays of single parishes and towns (Mariä
 * Himmelfahrt in Bavaria, Augsburg's Friedensfest, Fronleichnam in Saxony and Thuringia) are none here: they are
 * written as single days.
 */
export function isHoliday(land: Land, date: string): boolean {
  return holidaysOf(land, Number(date.slice(0, 4))).has(date);
}

/** The public holidays of a Land in a year, as calendar dates. */
export function holidaysOf(land: Land, year: number): ReadonlySet<string> {
  const key = `${land}${year}`;
  const kept = known.get(key) ?? computeHolidays(land, year);
  known.set(key, kept);
  return kept;
}

function computeHolidays(land: Land, year: number): ReadonlySet<string> {
  const generated = getHolidays(year, land)
    .filter(({ name }) => land !== 'BY' || name !== BAVARIAN_PARISHES)
    .map(({ dateString }) => dateString);
  const once = (ONCE[land] ?? []).filter((date) => date.startsWith(`${year}-`));
  return new Set([...generated, ...once]);
}
