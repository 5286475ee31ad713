import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** How a link behaves; may change at any moment. Times in milliseconds. */
export interface Weather {
  /** Every piece is held back by a random time between these. */
  readonly delay: readonly [least: number, most: number];
  /** Pieces are cut at random places, also inside of frames. */
  readonly sliced: boolean;
}

export interface LinkOptions {
  /** Port of the server; asked for every connection, since a server may come back elsewhere. */
  readonly port: () => number;
  /** Headers that every request gets, as a browser of that page would send them. */
  readonly headers?: (own: { readonly host: string }) => Readonly<Record<string, string>>;
  readonly weather?: Weather;
}

/** Clear weather: everything passes as it comes. */
export const CLEAR: Weather = { delay: [0, 0], sliced: false };

const REQUEST = /^(GET|POST) \/socket\.io/;

let clients = 0;

/**
 * One client's line to the server over loopback, which can be made worse: a proxy for TCP that delays, slices, falls
 * silent without closing (half-open), resets, refuses, or breaks after a number of bytes. Each link has a client
 * address of its own (127.x.y.z), as visitors have.
 */
export class Link {
  weather: Weather;
  readonly #options: LinkOptions;
  readonly #server: Server;
  readonly #address: string;
  readonly #sockets = new Set<Socket>();
  #refuses = false;
  #bytesLeft = Number.POSITIVE_INFINITY;
  #thawed: Promise<void> | undefined;
  #thaw: () => void = () => {};

  private constructor(options: LinkOptions) {
    this.#options = options;
    this.weather = options.weather ?? CLEAR;
    clients += 1;
    this.#address = `127.${1 + (clients >> 14)}.${(clients >> 7) & 127}.${1 + (clients & 127)}`;
    this.#server = createServer((socket) => this.#join(socket));
  }

  static async open(options: LinkOptions): Promise<Link> {
    const link = new Link(options);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  /** Origin that the client connects to. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Nothing passes any more in either direction, and nobody is told. */
  freeze(): void {
    this.#thawed ??= new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  /** What was held back arrives after all. */
  thaw(): void {
    this.#thaw();
    this.#thawed = undefined;
  }

  /** Resets every connection; bytes under way are lost. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
    this.#bytesLeft = Number.POSITIVE_INFINITY;
    this.thaw();
  }

  /** Resets everything and every new connection until `mend`. */
  break(): void {
    this.#refuses = true;
    this.reset();
  }

  mend(): void {
    this.#refuses = false;
    this.#bytesLeft = Number.POSITIVE_INFINITY;
    this.thaw();
  }

  /** Breaks, wherever that falls, after so many further bytes. */
  breakAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  async close(): Promise<void> {
    this.break();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(inner: Socket): void {
    if (this.#refuses) return void inner.resetAndDestroy();
    const outer = connect({ host: '127.0.0.1', port: this.#options.port(), localAddress: this.#address });
    const sockets = [inner, outer];
    const drop = () => {
      for (const socket of sockets) {
        socket.destroy();
        this.#sockets.delete(socket);
      }
    };
    for (const socket of sockets) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', drop);
    }
    void this.#carry(inner, outer, (data) => this.#dress(data)).then(drop);
    void this.#carry(outer, inner, (data) => data).then(drop);
  }

  /** Carries bytes one way, in order, until either end is gone. */
  async #carry(from: Socket, to: Socket, dress: (data: Buffer) => Buffer): Promise<void> {
    try {
      for await (const data of from) {
        for (const piece of this.#slice(dress(data))) {
          await this.#thawed;
          const [least, most] = this.weather.delay;
          if (most > 0) await later(least + Math.random() * (most - least));
          await this.#thawed;
          this.#bytesLeft -= piece.length;
          if (this.#bytesLeft < 0) return this.break();
          if (to.destroyed) return;
          to.write(piece);
        }
      }
      await this.#thawed;
    } catch {
      // One of the ends was reset; the other one is dropped with it.
    }
  }

  #slice(data: Buffer): Buffer[] {
    if (!this.weather.sliced || data.length < 2) return [data];
    const at = 1 + Math.floor(Math.random() * (data.length - 1));
    return [data.subarray(0, at), data.subarray(at)];
  }

  /** Puts the headers behind the request line, where a piece begins with one. */
  #dress(data: Buffer): Buffer {
    const headers = this.#options.headers?.({ host: new URL(this.url).host });
    if (headers === undefined || !REQUEST.test(data.toString('latin1', 0, 20))) return data;
    const end = data.indexOf('\r\n');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return Buffer.concat([data.subarray(0, end + 2), Buffer.from(lines.join('')), data.subarray(end + 2)]);
  }
}

/** Resolves after so many milliseconds. */
export function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
