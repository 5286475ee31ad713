/** How much may come: `burst` at once, refilled at `perSecond`. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket. Pure arithmetic on a clock's time; nothing runs in between. */
export class Bucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes so many tokens; false, and takes none, when there are not so many. */
  take(now: number, count = 1): boolean {
    this.#refill(now);
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** Full again: nothing would change if it were forgotten. */
  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #refill(now: number): void {
    const gained = (Math.max(0, now - this.#at) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained);
    this.#at = now;
  }
}

/**
 * Buckets by key (an address, a name). Memory stays bounded: there are never more than so many, and those that are
 * full again or were used longest ago are forgotten. A key in use stays, so nobody gets new tokens by filling up the rest.
 */
export class Buckets {
  readonly #rate: Rate;
  readonly #most: number;
  /** Those used last at the end. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, most = 10_000) {
    this.#rate = rate;
    this.#most = most;
  }

  take(key: string, now: number, count = 1): boolean {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#rate, now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const taken = bucket.take(now, count);
    if (this.#buckets.size > this.#most) this.#forget(now);
    return taken;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** The full ones first, then the oldest until a tenth is free, so that looking is seldom. */
  #forget(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
    const kept = Math.floor(this.#most * 0.9);
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size <= kept) return;
      this.#buckets.delete(key);
    }
  }
}
