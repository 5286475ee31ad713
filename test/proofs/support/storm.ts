import type { BrowserTab } from './browser-tab.ts';
import { type Link, later } from './link.ts';

/** A client as the storm sees it. */
export interface Stormed {
  readonly link: Link;
  readonly tab: BrowserTab;
  /** How many events it shows, and how many it could; without them its healing is not measured. */
  readonly reached?: () => number;
  readonly there?: () => number;
}

const FAULTS = ['reset', 'gone', 'silent', 'dead', 'cut'] as const;
type Fault = (typeof FAULTS)[number];

/** A line is good for a time between these, then something happens to it for a time between those. */
const GOOD_MS = [300, 2_500] as const;
const BAD_MS = [50, 1_500] as const;
/** What passes until a line breaks in the middle of a frame. */
const CUT_BYTES = [20, 2_000] as const;
const BAD_WEATHER = { delay: [0, 40], sliced: true } as const;
const LOOK_MS = 5;

/** Spoils lines at random until it is ended, and measures how long each client then needs to catch up. */
export class Storm {
  /** From the moment that a line is good again until its client shows what there was then, in ms. */
  readonly healed: number[] = [];
  readonly faults: Record<Fault, number> = { reset: 0, gone: 0, silent: 0, dead: 0, cut: 0 };
  readonly #clients: readonly Stormed[];
  readonly #patience: number;
  #raging = false;
  #spoilers: Promise<void>[] = [];

  /** @param patience How long a client's catching up is watched, in ms; whoever takes longer shows in other ways. */
  constructor(clients: readonly Stormed[], patience: number) {
    this.#clients = clients;
    this.#patience = patience;
  }

  begin(): void {
    this.#raging = true;
    this.#spoilers = this.#clients.map((client) => this.#spoil(client));
  }

  /** Lets the faults under way end; from then on all lines are good. */
  async end(): Promise<void> {
    this.#raging = false;
    await Promise.all(this.#spoilers);
  }

  async #spoil(client: Stormed): Promise<void> {
    const { link } = client;
    link.weather = BAD_WEATHER;
    while (this.#raging) {
      await later(between(GOOD_MS));
      if (!this.#raging) break;
      const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)] ?? 'reset';
      this.faults[fault] += 1;
      await this.#strike(fault, client);
      await this.#measure(client);
    }
    link.weather = { delay: [0, 0], sliced: false };
  }

  async #strike(fault: Fault, { link, tab }: Stormed): Promise<void> {
    switch (fault) {
      // Somebody between the two forgets the connection.
      case 'reset':
        return link.reset();
      // The network is away, and the browser says so when it is back.
      case 'gone':
        link.break();
        await later(between(BAD_MS));
        link.mend();
        return tab.announceOnline();
      // Half-open: nothing arrives and nobody is told; then it all arrives.
      case 'silent':
        link.freeze();
        await later(between(BAD_MS));
        return link.thaw();
      // Half-open, and what was under way never arrives.
      case 'dead':
        link.freeze();
        await later(between(BAD_MS));
        return link.reset();
      case 'cut':
        link.breakAfter(between(CUT_BYTES));
        await later(between(BAD_MS));
        link.mend();
        return tab.announceOnline();
      default:
        fault satisfies never;
    }
  }

  /** What there is at this moment the client must show soon. */
  async #measure({ reached, there }: Stormed): Promise<void> {
    if (reached === undefined || there === undefined) return;
    const begun = performance.now();
    const goal = there();
    while (reached() < goal && performance.now() - begun < this.#patience) await later(LOOK_MS);
    this.healed.push(performance.now() - begun);
  }
}

function between([least, most]: readonly [number, number]): number {
  return least + Math.random() * (most - least);
}
