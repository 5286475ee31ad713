/** A wall-clock reading in some zone: the calendar date and the milliseconds since its midnight. */
export interface LocalTime {
  /** `2026-11-24` */
  readonly date: string;
  readonly msOfDay: number;
}

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs a thousand times what using it does. */
function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** What clocks and calendars in `zone` show at an instant (UTC ms). */
export function localTime(zone: string, at: number): LocalTime {
  const wall = wallMs(zone, at);
  return { date: isoDate(wall), msOfDay: wall - Math.floor(wall / DAY_MS) * DAY_MS };
}

/**
 * The instant (UTC ms) at which clocks in `zone` show `msOfDay` on `date`. A time that exists twice is
 * the earlier one; one that the clock jumps over is read as if the clock had not been put forward yet,
 * so 02:30 becomes 03:30 (RFC 5545 and Temporal's `compatible` decide the same).
 */
export function instantOf(zone: string, date: string, msOfDay: number): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + msOfDay;
  // The offset on either side of any change within a day of it; no zone changes twice in that time.
  const before = wallMs(zone, wall - DAY_MS) - (wall - DAY_MS);
  const after = wallMs(zone, wall + DAY_MS) - (wall + DAY_MS);
  const candidates = [wall - before, wall - after];
  const shown = candidates.filter((candidate) => wallMs(zone, candidate) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

/** The date `days` after (or, negative, before) a calendar date. */
export function addDays(date: string, days: number): string {
  return isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS);
}

/** ISO weekday of a calendar date, 0 = Monday … 6 = Sunday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Whether a text is a day of the calendar, written `2026-02-28`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && isoDate(at) === text;
}

/** Whether the runtime knows a time zone of this name. */
export function isTimeZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock's reading, as if it were UTC. */
function wallMs(zone: string, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = Number(value);
  const wholeSeconds = Date.UTC(
    part.year!,
    part.month! - 1,
    part.day!,
    part.hour!,
    part.minute!,
    part.second!,
  );
  return wholeSeconds + (((at % 1_000) + 1_000) % 1_000);
}

function isoDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
