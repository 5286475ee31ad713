/** Counts like the server's own limit, a little below it, so that nothing that is measured is refused. */
export class Allowance {
  readonly #burst: number;
  readonly #perSecond: number;
  #tokens: number;
  #at = performance.now();

  constructor({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }) {
    this.#burst = burst;
    this.#perSecond = perSecond * 0.95;
    this.#tokens = burst;
  }

  /** How many may be written now. */
  get left(): number {
    const now = performance.now();
    const gained = ((now - this.#at) / 1_000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#at = now;
    return Math.floor(this.#tokens);
  }

  take(): boolean {
    if (this.left < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
