import { decodeMessage, ENGINE, encodeAsk, encodeConnect, type Packet } from './packets.ts';
import { openPolling, openWebSocket, type Transport } from './transport.ts';

/** A line that takes longer to open is given up. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Some proxies neither let a WebSocket through nor refuse it: after this long it is tried without. */
const WEBSOCKET_PATIENCE_MS = 4_000;

/**
 * A WebSocket has come through from this page, so the next one that takes long stands in line: after a restart the
 * server lets everybody back in one by one, and who tries again by polling stands in it twice.
 */
let passes = false;

export interface WireOptions {
  /** Origin of the server, such as `https://chat.example`. */
  readonly server: string;
  readonly namespace: `/${string}`;
  readonly auth: Record<string, unknown>;
  opened(): void;
  told(name: string, value: unknown): void;
  /** The server does not want us, with its reason and, in `data`, what helps. Nothing follows. */
  refused(reason: string, data?: unknown): void;
  /** Could not be opened, or is gone. Nothing follows. */
  lost(): void;
}

/** One line to the server, from its opening to its end; it does not come back by itself. */
export interface Wire {
  /** Resolves with the acknowledgement; with undefined when the line is not open or was lost meanwhile. */
  ask(name: string, request: unknown): Promise<unknown>;
  close(): void;
}

/**
 * Opens a line as socket.io's client would: by WebSocket, which saves three round trips, else by polling. Its own
 * client would be a third of the chat's weight; reconnecting and resending are ours anyway.
 */
export function openWire(options: WireOptions): Wire {
  return new LiveWire(options);
}

class LiveWire implements Wire {
  readonly #options: WireOptions;
  readonly #asked = new Map<number, (answer: unknown) => void>();
  #transport: Transport | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** The transport works; `#open` says that the server knows us, too. */
  #entered = false;
  #polls = false;
  #open = false;
  #lastId = 0;
  /** How long the server may be silent, and until when it may now. */
  #silenceMs = CONNECT_TIMEOUT_MS;
  #silentUntil = 0;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#watch();
    this.#use(openWebSocket, () => (this.#entered ? this.#lose() : this.#poll()));
    if (!passes) this.#patience = setTimeout(() => this.#poll(), WEBSOCKET_PATIENCE_MS);
  }

  ask(name: string, request: unknown): Promise<unknown> {
    // The machine may have slept, and the timer with it.
    if (this.#open && Date.now() > this.#silentUntil) this.#lose();
    if (!this.#open) return Promise.resolve(undefined);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#transport?.send(encodeAsk(this.#options.namespace, id, name, request));
    });
  }

  close() {
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#transport?.close();
    this.#transport = undefined;
    this.#open = false;
    for (const resolve of this.#asked.values()) resolve(undefined);
    this.#asked.clear();
  }

  #use(open: typeof openWebSocket, closed: () => void) {
    const url = `${this.#options.server}/socket.io/?EIO=4`;
    this.#transport = open(url, { packet: (packet) => this.#take(packet), closed });
  }

  #poll() {
    clearTimeout(this.#patience);
    this.#transport?.close();
    this.#polls = true;
    this.#use(openPolling, () => this.#lose());
  }

  #take(packet: string) {
    switch (packet[0]) {
      case ENGINE.open:
        return this.#enter(JSON.parse(packet.slice(1)));
      case ENGINE.ping:
        this.#watch();
        return this.#transport?.send(ENGINE.pong);
      case ENGINE.message:
        return this.#hear(decodeMessage(packet));
      case ENGINE.noop:
        return;
      default:
        // The server closes, or what answers is not our server.
        return this.#lose();
    }
  }

  /** The way is open; now the namespace wants to know who we are. */
  #enter({ pingInterval, pingTimeout }: { pingInterval: number; pingTimeout: number }) {
    clearTimeout(this.#patience);
    this.#entered = true;
    passes = !this.#polls;
    this.#silenceMs = pingInterval + pingTimeout;
    this.#transport?.send(encodeConnect(this.#options.namespace, this.#options.auth));
  }

  #hear(packet: Packet | undefined) {
    switch (packet?.type) {
      case 'connected':
        this.#open = true;
        this.#watch();
        return this.#options.opened();
      case 'event':
        return this.#options.told(packet.name, packet.value);
      case 'ack':
        this.#asked.get(packet.id)?.(packet.value);
        return void this.#asked.delete(packet.id);
      case 'refused':
        this.close();
        return this.#options.refused(packet.message, packet.data);
      case 'disconnected':
        return this.#lose();
    }
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#silentUntil = Date.now() + this.#silenceMs;
    this.#timer = setTimeout(() => {
      // The network may be another one by now.
      if (!this.#entered) passes = false;
      this.#lose();
    }, this.#silenceMs);
  }

  #lose() {
    this.close();
    this.#options.lost();
  }
}
