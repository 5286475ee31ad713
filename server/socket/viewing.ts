import type { Viewer } from '../../protocol/desk.ts';

/** A console that does not say again that it shows a conversation no longer counts. */
const VIEW_MS = 30_000;

interface View {
  readonly conversation: string;
  readonly viewer: Viewer;
  readonly until: number;
}

/** Remembers which conversation each console shows; true only now and never stored. */
export class Viewing {
  readonly #views = new Map<string, View>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns The conversations whose viewers are others now. */
  note(console: string, viewer: Viewer, conversation: string | undefined): string[] {
    const before = this.#views.get(console)?.conversation;
    if (conversation === undefined) this.#views.delete(console);
    else this.#views.set(console, { conversation, viewer, until: this.#now() + VIEW_MS });
    return before === conversation ? [] : [before, conversation].filter((id) => id !== undefined);
  }

  /** Forgets who has not renewed. @returns The conversations whose viewers are others now. */
  expire(): string[] {
    const over = [...this.#views].filter(([, { until }]) => until <= this.#now());
    for (const [console] of over) this.#views.delete(console);
    return over.map(([, { conversation }]) => conversation);
  }

  /** Each colleague once, however many tabs show it; by name. */
  viewersOf(conversation: string): Viewer[] {
    const views = [...this.#views.values()].filter((view) => view.conversation === conversation);
    const viewers = new Map(views.map(({ viewer }) => [viewer.id, viewer]));
    return [...viewers.values()].sort((a, b) => a.name.localeCompare(b.name, 'de'));
  }
}
