import { RequestError } from '../request-error.ts';

/** Counts what clients have asked and not been answered yet, so that a process can leave without breaking off. */
export class UnderWay {
  #count = 0;
  #leaving = false;
  #idle = () => {};

  /**
   * Does the work, unless the process is leaving.
   * @throws RequestError `unavailable` then: clients keep what they wanted and ask another process
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#leaving) throw new RequestError('unavailable');
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#idle();
    }
  }

  /** Takes nothing new and resolves when everything is answered. */
  async leave(): Promise<void> {
    this.#leaving = true;
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }
}
