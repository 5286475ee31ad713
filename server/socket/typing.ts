/** What is true only now and never stored: who is typing. */
export interface VolatileState {
  isTyping(conversation: string, who: 'visitor' | 'agent'): boolean;
}

/** Typing that is not renewed ends by itself, since its end may be lost. */
const TYPING_MS = 6_000;

/** Remembers who is typing. */
export class Typing implements VolatileState {
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  note(conversation: string, who: 'visitor' | 'agent', typing: boolean): void {
    if (typing) this.#until.set(`${who}:${conversation}`, this.#now() + TYPING_MS);
    else this.#until.delete(`${who}:${conversation}`);
  }

  /** Forgets who has not renewed, and returns the conversations in which an agent was shown as typing. */
  expire(): string[] {
    const over = [...this.#until].filter(([, until]) => until <= this.#now()).map(([key]) => key);
    for (const key of over) this.#until.delete(key);
    return over.filter((key) => key.startsWith('agent:')).map((key) => key.slice('agent:'.length));
  }

  isTyping(conversation: string, who: 'visitor' | 'agent'): boolean {
    const until = this.#until.get(`${who}:${conversation}`);
    if (until === undefined) return false;
    if (until > this.#now()) return true;
    this.#until.delete(`${who}:${conversation}`);
    return false;
  }
}
