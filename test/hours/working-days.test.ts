import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPastDay } from '../../server/hours/date-words.ts';
import { addDays } from '../../server/hours/local-time.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nationwideHolidays,
  workingDaysBetween,
} from '../../server/hours/working-days.ts';

/** Good Friday, Easter Monday, Ascension, Whit Monday, from the published calendars. */
const MOVABLE: Readonly<Record<number, readonly string[]>> = {
  2024: ['2024-03-29', '2024-04-01', '2024-05-09', '2024-05-20'],
  2025: ['2025-04-18', '2025-04-21', '2025-05-29', '2025-06-09'],
  2026: ['2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25'],
  2027: ['2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
  2028: ['2028-04-14', '2028-04-17', '2028-05-25', '2028-06-05'],
};
const FIXED = ['01-01', '05-01', '10-03', '12-25', '12-26'];

describe('working days', () => {
  it.each(Object.keys(MOVABLE).map(Number))('knows the nationwide holidays of %d', (year) => {
    const expected = [...FIXED.map((day) => `${year}-${day}`), ...MOVABLE[year]!].sort();
    expect([...nationwideHolidays(year)].sort()).toEqual(expected);
  });

  it('counts Saturdays, but neither Sundays nor holidays', () => {
    expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-21');
    expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-26');
    expect(addWorkingDays('2026-12-23', 5)).toBe('2026-12-31');
    expect(workingDaysBetween('2026-11-20', '2026-11-26')).toBe(5);
    expect(workingDaysBetween('2026-11-26', '2026-11-20')).toBe(0);
  });

  it('adds what it counts', () => {
    const date = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days));
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = addWorkingDays(from, count);
        expect(workingDaysBetween(from, to)).toBe(count);
        expect(isWorkingDay(to)).toBe(true);
      }),
    );
  });
});

describe('a day in words, said on Tuesday, 24 November 2026', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['heute', '2026-11-24'],
    ['Gestern abend', '2026-11-23'],
    ['vorgestern', '2026-11-22'],
    ['letzten Dienstag', '2026-11-17'],
    ['am Freitag', '2026-11-20'],
    ['letzten Montag', '2026-11-23'],
    ['Sonnabend', '2026-11-21'],
    ['Montag letzter Woche', '2026-11-16'],
    ['vorletzten Freitag', '2026-11-13'],
    ['3.11.', '2026-11-03'],
    ['am 3.11', '2026-11-03'],
    ['3. 11. 2026', '2026-11-03'],
    ['03.11.25', '2025-11-03'],
    ['24.12.', '2025-12-24'],
    ['3. November', '2026-11-03'],
    ['2 maerz 2026', '2026-03-02'],
    ['2026-11-01', '2026-11-01'],
    ['vor drei Wochen', '2026-11-03'],
    ['vor etwa 10 Tagen', '2026-11-14'],
    ['vor einem Monat', '2026-10-24'],
    ['schon seit zwei Monaten', '2026-09-24'],
    ['vor einem Jahr', '2025-11-24'],
    ['letzte Woche', '2026-11-17'],
    ['letzten Monat', '2026-10-24'],
    ['24.12.2026', undefined],
    ['31.2.2026', undefined],
    ['weiß nicht', undefined],
    ['vor langer Zeit', undefined],
    ['', undefined],
  ];
  it.each(cases)('%s', (words, date) => {
    expect(readPastDay(words, '2026-11-24')).toBe(date);
  });

  it('is never in the future, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const day = readPastDay(words, '2026-11-24');
        expect(day === undefined || day <= '2026-11-24').toBe(true);
      }),
    );
  });

  it('goes to the end of a shorter month', () => {
    expect(readPastDay('vor einem Monat', '2026-03-31')).toBe('2026-02-28');
  });
});
