/** Where time comes from; everything below `main` gets one instead of asking the system. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Calls back about every `ms` until stopped; never overlaps, since callbacks decide by `now()`. */
  every(ms: number, tick: () => void): () => void;
}

/** The system's clock, shifted by `offset` milliseconds (to try the program at another time of day). */
export function systemClock(offset = 0): Clock {
  return {
    now: () => Date.now() + offset,
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
