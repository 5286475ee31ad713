import type { VisitorClaims } from '../protocol/visitor-facts.ts';
import { isPassing } from './outbox.ts';
import type { Answer } from './shared/connection.ts';

export interface DescriptionOptions {
  /** Whether there is a conversation and a line. */
  mayTell(): boolean;
  tell(claims: VisitorClaims): Promise<Answer<object>>;
  /** Called when the server could not take it now. */
  later(act: () => void): void;
  /** The server does not take it. */
  refused(code: string): void;
}

/** What the page says about the visitor: told once for each conversation, and again until the server has heard it. */
export class Description {
  readonly #options: DescriptionOptions;
  /** What is to be told, and what the server has of it, both as JSON. */
  #claims: string | undefined;
  #told: string | undefined;
  #telling = false;
  /** Raised with each conversation, so that a late answer of the one before is told apart. */
  #era = 0;

  constructor(options: DescriptionOptions) {
    this.#options = options;
  }

  set(claims: VisitorClaims): void {
    this.#claims = JSON.stringify(claims);
    void this.tell();
  }

  /** Another conversation begins, which has heard nothing yet. */
  startAnew(): void {
    this.#era++;
    this.#told = undefined;
  }

  async tell(): Promise<void> {
    const claims = this.#claims;
    if (this.#telling || claims === undefined || claims === this.#told || !this.#options.mayTell()) return;
    this.#telling = true;
    const era = this.#era;
    const answer = await this.#options.tell(JSON.parse(claims));
    this.#telling = false;
    if (!answer.ok && isPassing(answer.error)) return this.#options.later(() => void this.tell());
    if (era === this.#era) this.#told = claims;
    if (!answer.ok) this.#options.refused(answer.error.code);
    void this.tell();
  }
}
