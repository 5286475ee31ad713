import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  instantOf,
  isCalendarDate,
  isTimeZone,
  localTime,
  weekday,
} from '../../server/hours/local-time.ts';
import { anyInstant, at, DAY, HOUR, MINUTE } from './calendars.ts';

const BERLIN = 'Europe/Berlin';

describe('the wall clock', () => {
  test.each([
    ['2026-01-15T12:00Z', '2026-01-15', 13 * HOUR],
    ['2026-07-15T12:00Z', '2026-07-15', 14 * HOUR],
    ['2026-07-15T22:30:00.250Z', '2026-07-16', 30 * MINUTE + 250],
    ['2026-03-29T00:59:59.999Z', '2026-03-29', 2 * HOUR - 1],
    ['2026-03-29T01:00Z', '2026-03-29', 3 * HOUR],
    ['2026-10-25T00:59:59.999Z', '2026-10-25', 3 * HOUR - 1],
    ['2026-10-25T01:00Z', '2026-10-25', 2 * HOUR],
    ['1969-12-31T23:30:00.001Z', '1970-01-01', 30 * MINUTE + 1],
  ])('at %s shows %s, %i ms after midnight', (instant, date, msOfDay) => {
    expect(localTime(BERLIN, at(instant))).toEqual({ date, msOfDay });
  });

  test.each([
    ['2026-11-24', 8 * HOUR, '2026-11-24T07:00Z'],
    ['2026-06-24', 8 * HOUR, '2026-06-24T06:00Z'],
    ['2026-11-24', DAY, '2026-11-24T23:00Z'],
    ['2026-03-29', DAY, '2026-03-29T22:00Z'],
    // 02:30 does not exist: the clock jumps from 02:00 to 03:00.
    ['2026-03-29', 2.5 * HOUR, '2026-03-29T01:00Z'],
    ['2026-03-29', 2 * HOUR, '2026-03-29T01:00Z'],
    ['2026-03-29', 3 * HOUR, '2026-03-29T01:00Z'],
    ['2026-03-29', 8 * HOUR, '2026-03-29T06:00Z'],
    // 02:30 exists twice: the earlier one.
    ['2026-10-25', 2.5 * HOUR, '2026-10-25T00:30Z'],
    ['2026-10-25', 3 * HOUR, '2026-10-25T02:00Z'],
    ['2026-10-25', 8 * HOUR, '2026-10-25T07:00Z'],
  ])('shows on %s the time %i first at %s', (date, msOfDay, instant) => {
    expect(new Date(instantOf(BERLIN, date, msOfDay))).toEqual(new Date(instant));
  });

  test('is found again from what it shows, at the latest at the same instant', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(BERLIN, 'Australia/Lord_Howe', 'America/New_York', 'UTC'),
        anyInstant,
        (zone, instant) => {
          const { date, msOfDay } = localTime(zone, instant);
          const found = instantOf(zone, date, msOfDay);
          expect(localTime(zone, found)).toEqual({ date, msOfDay });
          expect(instant - found === 0 || instant - found === HOUR || instant - found === HOUR / 2).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('the calendar', () => {
  test.each([
    ['2026-11-23', 0],
    ['2026-11-29', 6],
    ['2024-02-29', 3],
  ])('%s is weekday %i', (date, day) => {
    expect(weekday(date)).toBe(day);
  });

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %i days is %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });

  test.each([
    ['2026-02-28', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-4-1', false],
    ['24.12.2026', false],
    ['', false],
  ])('%s is a date: %s', (text, valid) => {
    expect(isCalendarDate(text)).toBe(valid);
  });

  test('knows which time zones there are', () => {
    expect(isTimeZone(BERLIN)).toBe(true);
    expect(isTimeZone('Europe/Bärlin')).toBe(false);
  });
});
