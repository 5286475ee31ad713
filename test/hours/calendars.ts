import fc from 'fast-check';
import type { Hours, Opening } from '../../server/hours/hours.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A calendar of Berlin's wall clock with these openings by weekday, Monday first. */
export function calendar(week: readonly (readonly Opening[])[], days: [string, Opening[]][] = []): Hours {
  return {
    zone: 'Europe/Berlin',
    week,
    days: new Map(days),
    phone: '0800 45 20 104',
    grace: 1_800_000,
    maxWait: 10 * MINUTE,
  };
}

const eightToTwenty: Opening[] = [{ from: 8 * 60, to: 20 * 60 }];

/** Monday to Friday, 8 to 20. */
export const officeHours = calendar([
  eightToTwenty,
  eightToTwenty,
  eightToTwenty,
  eightToTwenty,
  eightToTwenty,
  [],
  [],
]);

export const neverOpen = calendar([[], [], [], [], [], [], []]);

/** An instant by its ISO text with offset, `2026-11-23T21:00+01:00`. */
export function at(text: string): number {
  return Date.parse(text);
}

/** Sorted openings that do not overlap, but may touch. */
const openings = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 })
  .map((marks): Opening[] => {
    const sorted = marks.map((mark) => mark * 15).sort((a, b) => a - b);
    const pairs = Math.floor(sorted.length / 2);
    return Array.from({ length: pairs }, (_, nth) => ({ from: sorted[2 * nth]!, to: sorted[2 * nth + 1]! }));
  });

const zone = fc.constantFrom(
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
);

/** Any calendar, with single days around both clock changes of 2026. */
export const anyHours: fc.Arbitrary<Hours> = fc
  .record({
    zone,
    week: fc.array(openings, { minLength: 7, maxLength: 7 }),
    days: fc.array(
      fc.tuple(
        fc.constantFrom('2026-03-29', '2026-10-25', '2026-04-05', '2026-12-24', '2026-01-01'),
        openings,
      ),
      { maxLength: 3 },
    ),
  })
  .map(({ zone, week, days }) => ({ ...calendar(week, days), zone }));

/** Any millisecond of 2026, half of them near a clock change of some zone. */
export const anyInstant = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2026-12-31T23:59:59.999Z') }),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-29T01:00Z',
        '2026-10-25T01:00Z',
        '2026-03-08T07:00Z',
        '2026-11-01T06:00Z',
        '2026-04-04T15:00Z',
      ),
      fc.integer({ min: -2 * DAY, max: 2 * DAY }),
    )
    .map(([change, distance]) => at(change) + distance),
);
