import { RequestError } from '../request-error.ts';

/** What is let through in one turn of the event loop: some milliseconds, so that messages come in between. */
const AT_ONCE = 6;
/** More than this waited longer than clients do. */
const MOST_WAITING = 4_000;

/**
 * Lets what is expensive through a few at a time: new connections, reads of whole conversations. After a restart
 * thousands of clients come at once, and everybody's messages would stand behind them.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;
  readonly #most: number;

  constructor(most = MOST_WAITING) {
    this.#most = most;
  }

  /** @throws RequestError `slow-down` when too many wait */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      setImmediate(() => this.#next());
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#most) throw new RequestError('slow-down');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
