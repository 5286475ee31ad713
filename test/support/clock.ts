import type { Clock } from '../../server/clock.ts';

/** A clock that stands still until a test moves it; intervals fire while it is moved, in order of their times. */
export class TestClock implements Clock {
  #now: number;
  readonly #intervals = new Set<{ every: number; next: number; tick: () => void }>();

  constructor(now: number | string) {
    this.#now = typeof now === 'string' ? Date.parse(now) : now;
  }

  now(): number {
    return this.#now;
  }

  every(ms: number, tick: () => void): () => void {
    const interval = { every: ms, next: this.#now + ms, tick };
    this.#intervals.add(interval);
    return () => this.#intervals.delete(interval);
  }

  /** Moves the clock to a later instant, firing what falls due on the way. */
  moveTo(instant: number | string): void {
    const end = typeof instant === 'string' ? Date.parse(instant) : instant;
    for (let due = this.#nextDue(end); due !== undefined; due = this.#nextDue(end)) {
      this.#now = due.next;
      due.next += due.every;
      due.tick();
    }
    this.#now = end;
  }

  /** Moves the clock on by a number of milliseconds. */
  advance(ms: number): void {
    this.moveTo(this.#now + ms);
  }

  /** Skips ahead as when a machine wakes up: every interval that fell due meanwhile fires once. */
  jump(ms: number): void {
    this.#now += ms;
    for (const interval of [...this.#intervals]) {
      if (interval.next > this.#now) continue;
      interval.next = this.#now + interval.every;
      interval.tick();
    }
  }

  #nextDue(end: number) {
    return [...this.#intervals].filter((it) => it.next <= end).sort((a, b) => a.next - b.next)[0];
  }
}
