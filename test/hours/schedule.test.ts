import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hours } from '../../server/hours/hours.ts';
import { localTime, weekday } from '../../server/hours/local-time.ts';
import { alwaysOpen, answerBy, closesAt, isOpen, nextOpening } from '../../server/hours/schedule.ts';
import {
  anyHours,
  anyInstant,
  at,
  calendar,
  DAY,
  HOUR,
  MINUTE,
  neverOpen,
  officeHours,
} from './calendars.ts';

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

describe('[H1] office hours', () => {
  test.each([
    ['2026-11-23T07:59:59.999+01:00', false],
    ['2026-11-23T08:00:00.000+01:00', true],
    ['2026-11-23T19:59:59.999+01:00', true],
    ['2026-11-23T20:00:00.000+01:00', false],
    ['2026-11-28T12:00+01:00', false],
    ['2026-07-01T08:00+02:00', true],
    ['2026-07-01T08:00+01:00', true],
    ['2026-07-01T19:30+01:00', false],
  ])('at %s open: %s', (instant, open) => {
    expect(isOpen(officeHours, at(instant))).toBe(open);
  });

  test.each([
    ['Monday evening', '2026-11-23T21:00+01:00', '2026-11-24T07:00:00.000Z'],
    ['early on Monday', '2026-11-23T06:00+01:00', '2026-11-23T07:00:00.000Z'],
    ['while open: the next morning', '2026-11-23T12:00+01:00', '2026-11-24T07:00:00.000Z'],
    ['the moment of opening: the next morning', '2026-11-23T08:00+01:00', '2026-11-24T07:00:00.000Z'],
    ['Saturday before the clocks go forward', '2026-03-28T20:00+01:00', '2026-03-30T06:00:00.000Z'],
    ['Saturday before the clocks go back', '2026-10-24T20:00+02:00', '2026-10-26T07:00:00.000Z'],
    ['the turn of the year', '2026-12-31T22:00+01:00', '2027-01-01T07:00:00.000Z'],
  ])('open next, asked on %s', (_, instant, opening) => {
    expect(iso(nextOpening(officeHours, at(instant)))).toBe(opening);
  });

  test.each([
    ['2026-11-23T12:00+01:00', '2026-11-23T19:00:00.000Z'],
    ['2026-11-23T08:00+01:00', '2026-11-23T19:00:00.000Z'],
    ['2026-11-23T20:00+01:00', null],
    ['2026-11-28T12:00+01:00', null],
  ])('at %s close at %s', (instant, closing) => {
    expect(iso(closesAt(officeHours, at(instant)))).toBe(closing);
  });

  test.each([
    ['Monday morning', '2026-11-23T07:00+01:00', '2026-11-24'],
    ['Monday evening', '2026-11-23T21:00+01:00', '2026-11-24'],
    ['Friday', '2026-11-27T12:00+01:00', '2026-11-30'],
    ['Saturday', '2026-11-28T12:00+01:00', '2026-11-30'],
    ['Sunday before midnight', '2026-11-29T23:59:59.999+01:00', '2026-11-30'],
  ])('answer a message of %s by the next day with openings', (_, instant, day) => {
    expect(localTime(officeHours.zone, answerBy(officeHours, at(instant))).date).toBe(day);
  });
});

describe('single days', () => {
  const christmas: Hours = {
    ...officeHours,
    days: new Map([
      ['2026-12-24', [{ from: 8 * 60, to: 12 * 60 }]],
      ['2026-12-25', []],
      ['2026-12-27', [{ from: 10 * 60, to: 11 * 60 }]],
    ]),
  };

  test('replace the openings of their weekday', () => {
    expect(isOpen(christmas, at('2026-12-24T11:59+01:00'))).toBe(true);
    expect(isOpen(christmas, at('2026-12-24T12:00+01:00'))).toBe(false);
    expect(isOpen(christmas, at('2026-12-25T12:00+01:00'))).toBe(false);
    expect(iso(nextOpening(christmas, at('2026-12-24T12:00+01:00')))).toBe('2026-12-27T09:00:00.000Z');
    expect(localTime('Europe/Berlin', answerBy(christmas, at('2026-12-24T12:00+01:00'))).date).toBe(
      '2026-12-27',
    );
  });
});

describe('calendars at the edge', () => {
  test('that never open', () => {
    const monday = at('2026-11-23T12:00+01:00');
    expect(isOpen(neverOpen, monday)).toBe(false);
    expect(closesAt(neverOpen, monday)).toBeNull();
    expect(nextOpening(neverOpen, monday)).toBeNull();
    expect(localTime('Europe/Berlin', answerBy(neverOpen, at('2026-11-27T12:00+01:00'))).date).toBe(
      '2026-11-30',
    );
  });

  test('that never close', () => {
    const always = alwaysOpen(officeHours);
    for (const instant of ['2026-11-23T03:00+01:00', '2026-11-28T00:00+01:00', '2026-03-29T01:00Z']) {
      expect(isOpen(always, at(instant))).toBe(true);
      expect(closesAt(always, at(instant))).toBeNull();
      expect(nextOpening(always, at(instant))).toBeNull();
    }
    expect(always).toMatchObject({ phone: officeHours.phone, maxWait: officeHours.maxWait });
  });

  test('join openings that touch at midnight', () => {
    const night = calendar([[], [], [], [], [{ from: 22 * 60, to: 24 * 60 }], [{ from: 0, to: 2 * 60 }], []]);
    expect(iso(closesAt(night, at('2026-11-27T23:00+01:00')))).toBe('2026-11-28T01:00:00.000Z');
    expect(iso(nextOpening(night, at('2026-11-27T23:30+01:00')))).toBe('2026-12-04T21:00:00.000Z');
  });

  test('leave out what a clock change swallows', () => {
    const early = calendar([[], [], [], [], [], [], [{ from: 2 * 60 + 15, to: 2 * 60 + 45 }]]);
    expect(iso(nextOpening(early, at('2026-03-29T00:00+01:00')))).toBe('2026-04-05T00:15:00.000Z');
  });

  test('open once in an hour that the clock shows twice', () => {
    const early = calendar([[], [], [], [], [], [], [{ from: 2 * 60, to: 2 * 60 + 30 }]]);
    const open = [0, 15, 30, 45, 60, 75, 90].filter((minute) =>
      isOpen(early, at('2026-10-25T00:00Z') + minute * MINUTE),
    );
    expect(open).toEqual([0, 15]);
  });
});

describe('any calendar at any time', () => {
  test('opens at the next opening and not a millisecond before', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, (hours, instant) => {
        const next = nextOpening(hours, instant);
        if (next === null) return;
        expect(next).toBeGreaterThan(instant);
        expect(isOpen(hours, next)).toBe(true);
        expect(isOpen(hours, next - 1)).toBe(false);
      }),
    );
  });

  test('closes at its closing time, not a millisecond before, and stays closed until the next opening', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyInstant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hours, instant, share) => {
          const closing = closesAt(hours, instant);
          if (!isOpen(hours, instant)) expect(closing).toBeNull();
          if (closing === null) return;
          expect(closing).toBeGreaterThan(instant);
          expect(isOpen(hours, closing - 1)).toBe(true);
          expect(isOpen(hours, closing)).toBe(false);
          const next = nextOpening(hours, instant) ?? closing + DAY;
          expect(isOpen(hours, closing + Math.floor((next - closing - 1) * share))).toBe(false);
        },
      ),
    );
  });

  test('says by its next opening whether it opens in between', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.integer({ min: 0, max: 3 * DAY }), (hours, instant, later) => {
        if (isOpen(hours, instant) || !isOpen(hours, instant + later)) return;
        expect(nextOpening(hours, instant)).toBeLessThanOrEqual(instant + later);
      }),
    );
  });
});

test('office hours are those that the wall clock shows, all through 2026', () => {
  const wrong: string[] = [];
  for (let instant = at('2026-01-01T00:00Z'); instant < at('2027-01-01T00:00Z'); instant += 15 * MINUTE) {
    const { date, msOfDay } = localTime('Europe/Berlin', instant);
    const open = weekday(date) < 5 && msOfDay >= 8 * HOUR && msOfDay < 20 * HOUR;
    if (isOpen(officeHours, instant) !== open) wrong.push(new Date(instant).toISOString());
  }
  expect(wrong).toEqual([]);
});
