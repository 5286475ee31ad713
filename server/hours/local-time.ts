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
 * The first instant (UTC ms) at which clocks in `zone` show `msOfDay` on `date` or later: of a time that exists
 * twice the earlier one, of a time that the clock jumps over the moment of the jump. So later times never get
 * earlier instants. `msOfDay` may be a whole day, which is the next midnight.
 */
export function instantOf(zone: string, date: string, msOfDay: number): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + msOfDay;
  // The offsets on either side of any change within a day; no zone changes its clocks twice in that time.
  const before = offset(zone, wall - DAY_MS);
  const after = offset(zone, wall + DAY_MS);
  const shown = [wall - before, wall - after].filter((at) => wallMs(zone, at) === wall);
  return shown.length > 0 ? Math.min(...shown) : jumpBetween(zone, wall - after, wall - before);
}

/** The first instant in (`from`, `to`] that has the offset of `to`, by halving. */
function jumpBetween(zone: string, from: number, to: number): number {
  const target = offset(zone, to);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(zone, middle) === target) high = middle;
    else low = middle;
  }
  return high;
}

function offset(zone: string, at: number): number {
  return wallMs(zone, at) - at;
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
  return at + offsetOf(zone, Math.floor(at / MINUTE_MS));
}

const MINUTE_MS = 60_000;
const MOST_OFFSETS = 500;
const offsets = new Map<string, number>();

/** How far clocks are ahead of UTC in a minute since 1970: none has changed within one. Formatting is what costs. */
function offsetOf(zone: string, minute: number): number {
  const key = `${zone} ${minute}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const found = formatted(zone, minute * MINUTE_MS) - minute * MINUTE_MS;
  offsets.set(key, found);
  return found;
}

function formatted(zone: string, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
}

function isoDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
