const LOOK_MS = 5;

/** Whoever may write next, so that no limit of the server is met. Waiting for it is not measured. */
export class Turns<Writer extends { mayWrite(): boolean }> {
  readonly #writers: readonly Writer[];
  #last = 0;
  /** How often nobody might write for a while. */
  waits = 0;

  constructor(writers: readonly Writer[]) {
    this.#writers = writers;
  }

  async next(): Promise<Writer> {
    for (;;) {
      for (let tried = 0; tried < this.#writers.length; tried++) {
        this.#last = (this.#last + 1) % this.#writers.length;
        const writer = this.#writers[this.#last];
        if (writer?.mayWrite()) return writer;
      }
      this.waits += 1;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
