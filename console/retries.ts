import { backoff } from '../widget/shared/backoff.ts';

/** Tries things again, each by its own key and with growing pauses. */
export interface Retries {
  /** Runs later. Asked again for a key that already waits, it keeps that appointment. */
  later(key: string, run: () => void): void;
  /** How often in a row a key has been put off. */
  count(key: string): number;
  /** It worked: the next failure begins with the shortest pause. */
  done(key: string): void;
  clear(): void;
}

export function createRetries(): Retries {
  const counts = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    later(key, run) {
      if (timers.has(key)) return;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      const due = () => {
        timers.delete(key);
        run();
      };
      timers.set(key, setTimeout(due, backoff(count, Math.random())));
    },
    count: (key) => counts.get(key) ?? 0,
    done: (key) => void counts.delete(key),
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      counts.clear();
    },
  };
}

/** Wraps what may run only once at a time: asked while it runs, it runs once more afterwards. */
export function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again: Promise<void> | undefined;
  const begin = () => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return begin();
    again ??= running.then(() => {
      again = undefined;
      return begin();
    });
    return again;
  };
}
