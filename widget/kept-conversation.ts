import type { Memory } from './memory.ts';

/** How the window stood: whether it was open, and up to which seq the visitor has been shown the chat. */
export interface View {
  readonly open: boolean;
  readonly read: number;
}

/** Which conversation is gone on with, and what of it outlives the page. */
export class KeptConversation {
  readonly #memory: Memory;
  #token: string | undefined;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The secret that opens the conversation; undefined when there is none. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Finds what this tab, or else the browser, has kept, and returns how the window stood. */
  restore(): View {
    const { token, ...view } = readKept(this.#memory.get('lotse'));
    this.#token = token ?? this.#memory.remembered();
    return view;
  }

  /** From here on this conversation is gone on with. */
  goOn(token: string, view: View): void {
    this.#token = token;
    this.keep(view);
  }

  /** Remembered, the token stands in the browser's storage and not in the tab's. */
  keep({ open, read }: View, remembered = this.isRemembered()): void {
    if (this.#token === undefined) return;
    if (remembered) this.#memory.remember(this.#token);
    const kept = remembered ? { open, read } : { token: this.#token, open, read };
    this.#memory.set('lotse', JSON.stringify(kept));
  }

  /** Whether this browser remembers the conversation beyond its tabs. */
  isRemembered(): boolean {
    return this.#token !== undefined && this.#memory.remembered() === this.#token;
  }

  remember(on: boolean, view: View): void {
    this.#memory.remember(on ? this.#token : undefined);
    this.keep(view, on);
  }

  /** The conversation before: whoever is kept out there begins no other one. */
  previous(): { previous?: string } {
    const previous = this.#memory.get('lotse.previous');
    return previous === null ? {} : { previous };
  }

  /** @param lost The server does not know it any more, so it is nothing that was before either. */
  forget(lost: boolean): void {
    if (!lost && this.#token) this.#memory.set('lotse.previous', this.#token);
    if (this.isRemembered()) this.#memory.remember(undefined);
    this.#token = undefined;
    this.#memory.set('lotse', null);
  }

  /** Nothing is left of it, not even that it was there. */
  erase(): void {
    this.forget(true);
    this.#memory.set('lotse.form', null);
    this.#memory.set('lotse.previous', null);
  }
}

/** Reads what `keep` wrote; anything else is no conversation. */
function readKept(kept: string | null): View & { token: string | undefined } {
  try {
    const { token, open, read } = JSON.parse(kept ?? '{}');
    return {
      token: typeof token === 'string' ? token : undefined,
      open: open === true,
      read: Number.isSafeInteger(read) ? read : 0,
    };
  } catch {
    return { token: undefined, open: false, read: 0 };
  }
}
