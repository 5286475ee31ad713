import type { Clock } from '../../../server/clock.ts';

/** How time runs for a server under test. Several processes with the same pace agree on the time. */
export interface Pace {
  /** Real UTC ms at which the clock showed `start`. */
  readonly begun: number;
  readonly start: number;
  /** How many times faster than real time `now` runs; rates and graces count by it. */
  readonly speed: number;
  /** How many times more often than asked the intervals ring. */
  readonly haste: number;
}

/** Monday, 23 November 2026, 10:00 in Berlin. */
const START = Date.parse('2026-11-23T09:00:00Z');

/**
 * A pace from now on. Rates that hold visitors back are part of the product, so they stay on: a faster clock lets
 * more through.
 */
export function paceOf(speed: number, haste = 1): Pace {
  return { begun: Date.now(), start: START, speed, haste };
}

export function timeOf({ begun, start, speed }: Pace): number {
  return Math.round(start + (Date.now() - begun) * speed);
}

export function fastClock(pace: Pace): Clock {
  return {
    now: () => timeOf(pace),
    every(ms, tick) {
      const timer = setInterval(tick, ms / pace.haste);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
