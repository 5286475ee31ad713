import type { ConversationEvent } from '../../../protocol/conversation.ts';
import type { Memory, MemoryKey } from '../../../widget/memory.ts';
import { idOf } from '../../../widget/outbox.ts';
import { openSession, type Session } from '../../../widget/session.ts';
import type { State } from '../../../widget/state.ts';
import { BrowserTab, beBrowser } from './browser-tab.ts';
import type { Link } from './link.ts';

/** Something that a guest sent: under which id, and what it says. */
export interface Said {
  readonly id: string;
  readonly text: string;
  /** When it was sent off, by `performance.now()`, and how many ms later it was known to be stored. */
  readonly at: number;
  readonly took?: number;
}

/**
 * A visitor's tab: the widget's own session, outbox and line, without its window. Keeps book of what it sent and of
 * what it was told is stored.
 */
export class Guest {
  readonly link: Link;
  readonly tab = new BrowserTab();
  readonly said: Said[] = [];
  /** What left the outbox's waiting line: acknowledged, or come back as an event. */
  readonly acknowledged = new Set<string>();
  readonly session: Session;
  readonly #memory: Memory;
  readonly #waiting = new Set<string>();
  readonly #listeners = new Set<() => void>();

  /** @param token The conversation to go on with; a new one is begun without it. */
  constructor(link: Link, token?: string) {
    beBrowser();
    this.link = link;
    this.#memory = pageMemory(token);
    this.session = this.tab.run(() =>
      openSession({
        server: link.url,
        memory: this.#memory,
        identity: undefined,
        changed: (state) => this.#changed(state),
        notDescribed: () => {},
        loggedOut: () => {},
      }),
    );
  }

  get state(): State {
    return this.session.state();
  }

  get events(): readonly ConversationEvent[] {
    return this.state.events;
  }

  /** What opens the same conversation in another tab; undefined while there is none. */
  get token(): string | undefined {
    return JSON.parse(this.#memory.get('lotse') ?? '{}').token;
  }

  /** True when nothing waits to be stored. */
  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  /** How many messages are not known to be stored. */
  readonly waiting = (): number => this.#waiting.size;

  say(text: string): string {
    this.session.send(text);
    const entry = this.state.outbox.at(-1);
    if (entry === undefined) throw new Error('The outbox did not take a message.');
    const id = idOf(entry);
    this.said.push({ id, text, at: performance.now() });
    this.#waiting.add(id);
    return id;
  }

  /** Resolves when it holds, looking again at every change; rejects after `ms`. */
  until(holds: (state: State) => boolean, what: string, ms = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds(this.state)) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        const { line, events, known, joined, outbox } = this.state;
        const where = JSON.stringify({ line, events: events.length, known, joined, outbox: outbox.length });
        reject(new Error(`A visitor waited ${ms} ms in vain until ${what}: ${where}`));
      }, ms);
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Resolves when the conversation has begun and is read to its end. */
  ready(ms?: number): Promise<void> {
    return this.until((state) => state.joined && state.events.length > 0, 'the conversation was there', ms);
  }

  close(): void {
    this.session.close(false);
  }

  #changed(state: State): void {
    for (const id of this.#waiting) {
      const entry = state.outbox.find((one) => idOf(one) === id);
      // The visitor presses "Erneut senden".
      if (entry?.state === 'failed') queueMicrotask(() => this.session.retry(id));
      if (entry !== undefined && entry.state !== 'stored') continue;
      this.#waiting.delete(id);
      this.acknowledged.add(id);
      const index = this.said.findLastIndex((one) => one.id === id);
      const said = this.said[index];
      if (said !== undefined) this.said[index] = { ...said, took: performance.now() - said.at };
    }
    for (const look of [...this.#listeners]) look();
  }
}

function pageMemory(token?: string): Memory {
  const kept = new Map<MemoryKey, string>();
  if (token !== undefined) kept.set('lotse', JSON.stringify({ token, open: true, read: 0 }));
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void (value ? kept.set(key, value) : kept.delete(key)),
    clear: () => kept.clear(),
    remember: () => {},
    remembered: () => undefined,
  };
}
