import { describe, expect, it } from 'vitest';
import { holidaysOf } from '../../server/hours/holidays.ts';
import { type Hours, LAENDER, type Land } from '../../server/hours/hours.ts';
import { addDays, instantOf, localTime } from '../../server/hours/local-time.ts';
import { closesAt, isOpen, nextOpening } from '../../server/hours/schedule.ts';
import { HoursFile } from '../../server/hours/schema.ts';
import { describeWeek } from '../../server/hours/words.ts';
import { calendar, MINUTE } from './calendars.ts';

const YEARS = [2026, 2027, 2028, 2029, 2030];

/** Easter Sunday by Gauß's rule in the form of Lichtenberg (1997); the program itself uses another one. */
function easter(year: number): string {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const moon = year % 19;
  const seed = (19 * moon + moonShift) % 30;
  const correction = Math.floor((seed + Math.floor(moon / 11)) / 29);
  const fullMoon = 21 + seed - correction;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sunShift) % 7);
  const distance = 7 - ((fullMoon - firstSunday) % 7);
  return addDays(`${year}-03-01`, fullMoon + distance - 1);
}

/** The Wednesday before 23 November. */
function repentanceDay(year: number): string {
  for (let day = `${year}-11-22`; ; day = addDays(day, -1))
    if (new Date(`${day}T00:00:00Z`).getUTCDay() === 3) return day;
}

const ALL = [...LAENDER];
const EAST: readonly Land[] = ['BB', 'MV', 'SN', 'ST', 'TH'];
const NORTH: readonly Land[] = ['HB', 'HH', 'NI', 'SH'];

/**
 * The public holidays of the Länder's holiday laws (Feiertagsgesetze) as they stand since 2019, holidays of single
 * parishes and towns left out.
 */
const LAW: readonly {
  readonly name: string;
  readonly in: readonly Land[];
  readonly day: (year: number) => string;
}[] = [
  { name: 'Neujahr', in: ALL, day: (year) => `${year}-01-01` },
  { name: 'Heilige Drei Könige', in: ['BW', 'BY', 'ST'], day: (year) => `${year}-01-06` },
  { name: 'Frauentag', in: ['BE', 'MV'], day: (year) => `${year}-03-08` },
  { name: 'Karfreitag', in: ALL, day: (year) => addDays(easter(year), -2) },
  { name: 'Ostersonntag', in: ['BB'], day: easter },
  { name: 'Ostermontag', in: ALL, day: (year) => addDays(easter(year), 1) },
  { name: 'Tag der Arbeit', in: ALL, day: (year) => `${year}-05-01` },
  { name: 'Himmelfahrt', in: ALL, day: (year) => addDays(easter(year), 39) },
  { name: 'Pfingstsonntag', in: ['BB'], day: (year) => addDays(easter(year), 49) },
  { name: 'Pfingstmontag', in: ALL, day: (year) => addDays(easter(year), 50) },
  {
    name: 'Fronleichnam',
    in: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'],
    day: (year) => addDays(easter(year), 60),
  },
  { name: '75 Jahre Volksaufstand', in: ['BE'], day: (year) => (year === 2028 ? '2028-06-17' : '') },
  { name: 'Mariä Himmelfahrt', in: ['SL'], day: (year) => `${year}-08-15` },
  { name: 'Weltkindertag', in: ['TH'], day: (year) => `${year}-09-20` },
  { name: 'Tag der Deutschen Einheit', in: ALL, day: (year) => `${year}-10-03` },
  { name: 'Reformationstag', in: [...EAST, ...NORTH], day: (year) => `${year}-10-31` },
  { name: 'Allerheiligen', in: ['BW', 'BY', 'NW', 'RP', 'SL'], day: (year) => `${year}-11-01` },
  { name: 'Buß- und Bettag', in: ['SN'], day: repentanceDay },
  { name: 'Erster Weihnachtstag', in: ALL, day: (year) => `${year}-12-25` },
  { name: 'Zweiter Weihnachtstag', in: ALL, day: (year) => `${year}-12-26` },
];

const byLaw = (land: Land, year: number) =>
  LAW.filter((holiday) => holiday.in.includes(land))
    .map(({ day }) => day(year))
    .filter((day) => day !== '')
    .sort();
/** A Sunday is closed or open by the week alone; whether a law also calls it a holiday makes no difference. */
const onWorkdays = (days: Iterable<string>) =>
  [...days].filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() !== 0).sort();

const withHolidays = (land: Land, days: [string, Hours['week'][number]][] = []): Hours => ({
  ...calendar(
    Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 20 * 60 }]),
    days.map(([date, openings]) => [date, [...openings]]),
  ),
  holidays: land,
});
const at = (date: string, minute: number) => instantOf('Europe/Berlin', date, minute * MINUTE);

describe('the independent table', () => {
  it('has the Easter Sundays that the church calendars print', () => {
    expect(YEARS.map(easter)).toEqual(['2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21']);
  });
});

describe.each(ALL)('[H4] public holidays of %s', (land) => {
  it.each(YEARS)('are those of its law in %i', (year) => {
    expect(onWorkdays(holidaysOf(land, year))).toEqual(onWorkdays(byLaw(land, year)));
  });

  it('are closed days, and no others', () => {
    const year = 2028;
    const hours = withHolidays(land);
    const holidays = new Set(holidaysOf(land, year));
    const closed: string[] = [];
    for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1))
      if (!isOpen(hours, at(day, 12 * 60))) closed.push(day);
    expect(closed).toEqual([...holidays].sort());
  });
});

describe('[H4] a calendar with exceptions', () => {
  const nw = withHolidays('NW', [['2026-12-24', [{ from: 8 * 60, to: 12 * 60 }]]]);

  it('closes on the minute before and after a holiday', () => {
    expect(closesAt(nw, at('2026-10-02', 19 * 60 + 59))).toBe(at('2026-10-02', 20 * 60));
    expect(isOpen(nw, at('2026-10-03', 8 * 60))).toBe(false);
    expect(nextOpening(nw, at('2026-10-02', 20 * 60))).toBe(at('2026-10-04', 8 * 60));
  });

  it('shortens a single day, and goes on after two holidays', () => {
    expect(isOpen(nw, at('2026-12-24', 12 * 60) - 1)).toBe(true);
    expect(isOpen(nw, at('2026-12-24', 12 * 60))).toBe(false);
    expect(nextOpening(nw, at('2026-12-24', 12 * 60))).toBe(at('2026-12-27', 8 * 60));
  });

  it('lets a single day open on a holiday', () => {
    const open = withHolidays('NW', [['2026-10-03', [{ from: 10 * 60, to: 14 * 60 }]]]);
    expect(isOpen(open, at('2026-10-03', 10 * 60))).toBe(true);
    expect(isOpen(open, at('2026-10-03', 14 * 60))).toBe(false);
  });

  it('is closed at noon for a break, to the minute', () => {
    const lunch = calendar(
      Array.from({ length: 7 }, () => [
        { from: 8 * 60, to: 12 * 60 },
        { from: 13 * 60, to: 20 * 60 },
      ]),
    );
    const noon = at('2026-11-24', 12 * 60);
    expect([isOpen(lunch, noon - 1), isOpen(lunch, noon), isOpen(lunch, noon + 60 * MINUTE)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(nextOpening(lunch, noon)).toBe(at('2026-11-24', 13 * 60));
  });

  it.each([
    ['2027-03-28', 23],
    ['2026-10-25', 25],
  ])('opens at eight by the clock on %s, a day of %i hours', (date, hours) => {
    const midnight = at(date, 0);
    expect((at(addDays(date, 1), 0) - midnight) / (60 * MINUTE)).toBe(hours);
    const every = withHolidays('HH');
    const opening = nextOpening(every, midnight)!;
    expect(localTime('Europe/Berlin', opening)).toEqual({ date, msOfDay: 8 * 60 * MINUTE });
    expect([isOpen(every, opening - 1), isOpen(every, opening)]).toEqual([false, true]);
    expect(opening - midnight).toBe((8 + hours - 24) * 60 * MINUTE);
  });
});

describe('hours.yaml', () => {
  const file = { zone: 'Europe/Berlin', phone: '0800', max_wait: '10m', week: { monday: ['8:00-20:00'] } };

  it('[H4] knows no holidays unless it names a Land', () => {
    const hours = HoursFile.parse(file);
    expect(hours.holidays).toBeUndefined();
    expect(describeWeek(hours)).toBe('Montag, 8 bis 20 Uhr');
  });

  it('[H4] says so in words when it does, and refuses a Land that there is not', () => {
    const hours = HoursFile.parse({ ...file, holidays: 'BY' });
    expect(describeWeek(hours)).toBe('Montag, 8 bis 20 Uhr, außer an gesetzlichen Feiertagen');
    expect(HoursFile.safeParse({ ...file, holidays: 'XX' }).success).toBe(false);
  });

  it('gives a chat that runs half an hour after closing, or what it says', () => {
    expect(HoursFile.parse(file).grace).toBe(30 * MINUTE);
    expect(HoursFile.parse({ ...file, grace: '5m' }).grace).toBe(5 * MINUTE);
    expect(HoursFile.safeParse({ ...file, grace: 'kurz' }).success).toBe(false);
  });
});
