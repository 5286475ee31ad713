import { AsyncLocalStorage } from 'node:async_hooks';
import { WebSocket } from 'ws';

type Listener = () => void;

/** What a page's scripts hear from their browser. Each client of a proof has a tab of its own. */
export class BrowserTab {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Runs a client's code; what it listens to, now or later, it hears from this tab only. */
  run<T>(code: () => T): T {
    return current.run(this, code);
  }

  /** The network is back, as the browser tells its pages. */
  announceOnline(): void {
    for (const listener of [...(this.#listeners.get('online') ?? [])]) listener();
  }

  on(name: string, listener: Listener): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  off(name: string, listener: Listener): void {
    this.#listeners.get(name)?.delete(listener);
  }
}

const current = new AsyncLocalStorage<BrowserTab>();
const tabOf = new WeakMap<Listener, BrowserTab>();

function addEventListener(name: string, listener: Listener): void {
  const tab = current.getStore();
  if (tab === undefined) return;
  tabOf.set(listener, tab);
  tab.on(name, listener);
}

function removeEventListener(name: string, listener: Listener): void {
  tabOf.get(listener)?.off(name, listener);
}

/**
 * Gives Node the few globals of a page that the clients' code uses. Tabs do not find each other: each of them is a
 * browser of its own.
 */
export function beBrowser(): void {
  if ('document' in globalThis) return;
  const document = { visibilityState: 'visible', addEventListener, removeEventListener };
  Object.assign(globalThis, { addEventListener, removeEventListener, document });
  if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket: QuietWebSocket });
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
}

/** Node 20 has no WebSocket: the server's own one, which like a browser's ends in `close` whatever went wrong. */
class QuietWebSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on('error', () => {});
  }
}
