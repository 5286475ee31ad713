import type { Store } from '../../../server/store/store.ts';
import type { Findings } from '../proof.ts';
import { balance, storedOf } from './book.ts';
import { Guest } from './guest.ts';
import { Link, type Weather } from './link.ts';

/** Visitors who write one message after the other until they are told to stop. */
export class Crowd {
  readonly guests: Guest[] = [];
  #writing = false;
  #count = 0;
  readonly #pauses: NodeJS.Timeout[] = [];

  /** Opens links and conversations, each visitor in one of their own. */
  static async open(size: number, port: () => number, weather?: Weather): Promise<Crowd> {
    const crowd = new Crowd();
    for (let index = 0; index < size; index += 1) {
      const link = await Link.open({ port, ...(weather && { weather }) });
      crowd.guests.push(new Guest(link));
    }
    await Promise.all(crowd.guests.map((guest) => guest.ready()));
    return crowd;
  }

  get acknowledged(): number {
    return this.guests.reduce((sum, guest) => sum + guest.acknowledged.size, 0);
  }

  get said(): number {
    return this.guests.reduce((sum, guest) => sum + guest.said.length, 0);
  }

  /** Everybody writes: the next message `every` ms after the last one, whether or not that has arrived. */
  write(every: number): void {
    this.#writing = true;
    for (const guest of this.guests) {
      const timer = setInterval(() => this.#writing && this.#say(guest), every);
      this.#pauses.push(timer);
    }
  }

  /** Like `write`, but each waits until what was sent is stored. */
  converse(): void {
    this.#writing = true;
    for (const guest of this.guests) void this.#talk(guest);
  }

  stop(): void {
    this.#writing = false;
    for (const timer of this.#pauses.splice(0)) clearInterval(timer);
  }

  /** Resolves when so many messages more were acknowledged. */
  async hear(more: number, ms = 20_000): Promise<void> {
    const goal = this.acknowledged + more;
    const end = performance.now() + ms;
    while (this.acknowledged < goal) {
      if (performance.now() > end)
        throw new Error(`${goal - this.acknowledged} acknowledgements did not come.`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The network is back for everybody. */
  announceOnline(): void {
    for (const guest of this.guests) guest.tab.announceOnline();
  }

  /**
   * Lets everything that was written arrive, then compares what each sent, was told and sees with what is stored.
   * @param ms How long what is still missing may take.
   */
  async settle(store: Store, findings: Findings, ms = 10_000): Promise<void> {
    this.stop();
    await each(this.guests, findings, (guest) =>
      guest.until(({ outbox, line }) => outbox.length === 0 && line === 'up', 'everything was stored', ms),
    );
    await each(this.guests, findings, async (guest) => {
      const stored = await storedOf(store, guest.token);
      await guest.until(({ events }) => events.length >= stored.length, 'everything was seen', ms);
    });
    for (const guest of this.guests) balance(guest, await storedOf(store, guest.token), findings);
  }

  async close(): Promise<void> {
    this.stop();
    for (const guest of this.guests) guest.close();
    await Promise.all(this.guests.map(({ link }) => link.close()));
  }

  #say(guest: Guest): void {
    this.#count += 1;
    guest.say(`Nachricht ${this.#count}`);
  }

  async #talk(guest: Guest): Promise<void> {
    while (this.#writing) {
      this.#say(guest);
      await guest.until(() => guest.idle || !this.#writing, 'the message was stored', 60_000).catch(() => {});
    }
  }
}

/** What does not come is a finding, not the end of the run. */
async function each(
  guests: readonly Guest[],
  findings: Findings,
  wait: (guest: Guest) => Promise<void>,
): Promise<void> {
  for (const result of await Promise.allSettled(guests.map(wait)))
    if (result.status === 'rejected') findings.note('incomplete', String(result.reason.message));
}
