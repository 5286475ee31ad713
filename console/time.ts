/** The desk's time zone: what agents read is the wall time of the service hours, wherever their browser stands. */
const ZONE = 'Europe/Berlin';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('de-DE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('de-DE', {
  timeZone: ZONE,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const shortDay = new Intl.DateTimeFormat('de-DE', {
  timeZone: ZONE,
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
});
const date = new Intl.DateTimeFormat('de-DE', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `14:05` */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** `Montag, 23. November 2026` */
export function dayName(at: number): string {
  return day.format(at);
}

/** `23.11.2026` */
export function shortDate(at: number): string {
  return date.format(at);
}

/** `14:05` on the day of `now`, `Mo., 23.11., 14:05` on any other. */
export function shortMoment(at: number, now: number): string {
  return dayKey(at) === dayKey(now) ? clockTime(at) : `${shortDay.format(at)}, ${clockTime(at)}`;
}

/** The calendar day, equal for two instants of the same day: `2026-11-23`. */
export function dayKey(at: number): string {
  return wallTime(at).slice(0, 10);
}

/** How long something takes so far: `0:07`, `12:40`, `1:02:10`, and from a day on `2 Tage`. Never negative. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds >= DAY / 1000) {
    const days = Math.floor(seconds / (DAY / 1000));
    return days === 1 ? '1 Tag' : `${days} Tage`;
  }
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** How long something took, for reading: `unter 1 Minute`, `12 Minuten`, `1 Stunde 5 Minuten`. */
export function durationWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return 'unter 1 Minute';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    hours > 0 && plural(hours, 'Stunde', 'Stunden'),
    rest > 0 && plural(rest, 'Minute', 'Minuten'),
  ];
  return parts.filter(Boolean).join(' ');
}

/** What is left of a short time, in whole seconds: `noch 25 Sekunden`, `noch 1 Sekunde`. Never negative. */
export function countdownWords(ms: number): string {
  return `noch ${plural(Math.max(0, Math.ceil(ms / 1000)), 'Sekunde', 'Sekunden')}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The calendar day some days later or earlier: `2026-11-23` and -1 give `2026-11-22`. */
export function dayAfter(date: string, days: number): string {
  return dayKey(instantOf(`${date}T12:00`) + days * DAY);
}

/** The wall time as a field of type `datetime-local` holds it: `2026-11-23T14:05`. */
export function wallTime(at: number): string {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/**
 * The instant of a wall time such as `2026-11-23T14:05`. An hour that comes twice is taken as the earlier one; an
 * hour that the spring change leaves out becomes the same time after it.
 * @returns UTC milliseconds, NaN when the text is no date
 */
export function instantOf(wall: string): number {
  const asUtc = /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return Number.NaN;
  // The offset changes on one night at most, so the two around the day hold every candidate.
  const candidates = [asUtc - DAY, asUtc + DAY].map((around) => asUtc - offset(around));
  const exact = candidates.filter((at) => wallTime(at) === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** How far the zone's wall time is ahead of UTC, in milliseconds. */
function offset(at: number): number {
  return Date.parse(`${wallTime(at)}Z`) - Math.floor(at / MINUTE) * MINUTE;
}
