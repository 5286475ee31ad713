import { describe, expect, test } from 'vitest';
import type { Opening } from '../../server/hours/hours.ts';
import { alwaysOpen } from '../../server/hours/schedule.ts';
import { describeDay, describeOpening, describeWeek } from '../../server/hours/words.ts';
import { at, calendar, neverOpen, officeHours } from './calendars.ts';

describe('an opening in German words', () => {
  test.each([
    ['2026-11-24T08:00+01:00', '2026-11-23T21:00+01:00', 'Dienstag, 24. November, ab 8 Uhr'],
    ['2026-03-30T08:30+02:00', '2026-03-28T20:00+01:00', 'Montag, 30. März, ab 8:30 Uhr'],
    ['2027-01-01T08:05+01:00', '2026-12-31T22:00+01:00', 'Freitag, 1. Januar 2027, ab 8:05 Uhr'],
    ['2026-07-05T00:00+02:00', '2026-07-04T12:00+02:00', 'Sonntag, 5. Juli, ab 0 Uhr'],
  ])('%s, said at %s', (opening, now, words) => {
    expect(describeOpening(officeHours, at(opening), at(now))).toBe(words);
  });

  test('the day alone', () => {
    const now = at('2026-11-24T12:00+01:00');
    expect(describeDay(officeHours, at('2026-11-25T00:00+01:00'), now)).toBe('Mittwoch, 25. November');
    expect(describeDay(officeHours, at('2027-01-01T00:00+01:00'), now)).toBe('Freitag, 1. Januar 2027');
  });

  test('the year is the one in the zone, not in UTC', () => {
    const newYearInBerlin = at('2026-12-31T23:30Z');
    expect(describeDay(officeHours, at('2027-01-04T08:00+01:00'), newYearInBerlin)).toBe('Montag, 4. Januar');
  });
});

describe('the week in German words', () => {
  const day: Opening[] = [{ from: 8 * 60, to: 20 * 60 }];
  const short: Opening[] = [{ from: 8 * 60, to: 16 * 60 + 30 }];
  const split: Opening[] = [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 13 * 60, to: 17 * 60 },
  ];

  test.each([
    ['office hours', officeHours, 'Montag bis Freitag, 8 bis 20 Uhr'],
    [
      'a short Friday',
      calendar([day, day, day, day, short, [], []]),
      'Montag bis Donnerstag, 8 bis 20 Uhr; Freitag, 8 bis 16:30 Uhr',
    ],
    ['two days', calendar([day, day, [], [], [], [], []]), 'Montag und Dienstag, 8 bis 20 Uhr'],
    [
      'scattered days',
      calendar([day, [], day, [], day, [], []]),
      'Montag, Mittwoch und Freitag, 8 bis 20 Uhr',
    ],
    [
      'equal days apart',
      calendar([day, day, day, short, day, [], []]),
      'Montag bis Mittwoch und Freitag, 8 bis 20 Uhr; Donnerstag, 8 bis 16:30 Uhr',
    ],
    [
      'a break at noon',
      calendar([split, split, split, [], [], [], []]),
      'Montag bis Mittwoch, 8:30 bis 12 und 13 bis 17 Uhr',
    ],
    ['every day', calendar([day, day, day, day, day, day, day]), 'täglich, 8 bis 20 Uhr'],
    ['always', alwaysOpen(officeHours), 'rund um die Uhr'],
    ['never', neverOpen, 'zurzeit geschlossen'],
  ])('%s', (_, hours, words) => {
    expect(describeWeek(hours)).toBe(words);
  });
});
