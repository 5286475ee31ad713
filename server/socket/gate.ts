import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import { addressKey, addressOf, isLoopback } from '../addresses.ts';
import { Buckets, type Rate } from '../limits.ts';
import type { Log } from '../log.ts';

type EngineSocket = Socket['conn'];

/** Sockets from one address. An office, a school or a provider's gateway has many visitors; see the setting. */
export const SOCKETS_PER_ADDRESS = 256;

/** New connections from one address: all its sockets twice at once, after a restart, then slowly. */
const handshakesOf = (sockets: number): Rate => ({ burst: 2 * sockets, perSecond: sockets / 8 });

/** From one warning to the next. */
const TELL_MS = 60_000;

export interface GateRule {
  readonly trustProxy: number;
  /** Sockets that one address may have open. */
  readonly socketsPerAddress?: number;
}

/** Counts who is connected from where, so that one address cannot take the place of all others. */
export class Gate {
  readonly #rule: GateRule;
  readonly #most: number;
  readonly #handshakes: Buckets;
  readonly #open = new Map<string, number>();
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;
  readonly #log: Log;

  constructor(rule: GateRule, now: () => number, log: Log) {
    this.#rule = rule;
    this.#most = rule.socketsPerAddress ?? SOCKETS_PER_ADDRESS;
    this.#handshakes = new Buckets(handshakesOf(this.#most));
    this.#now = now;
    this.#log = log;
  }

  /** Whether one more connection may be asked for; asked first of all, so that a flood does not stand in line. */
  mayKnock(request: IncomingMessage): boolean {
    const address = this.#limited(request);
    return address === undefined || this.#handshakes.take(address, this.#now());
  }

  /** Whether one more connection may be opened; asked when it is its turn. */
  hasRoom(request: IncomingMessage): boolean {
    const address = this.#limited(request);
    if (address === undefined) return true;
    const count = this.#open.get(address) ?? 0;
    if (count < this.#most) return true;
    this.#tell(count);
    return false;
  }

  /** Once in a while: a flood must not fill the log. */
  #tell(count: number): void {
    if (this.#now() - this.#toldAt < TELL_MS) return;
    this.#toldAt = this.#now();
    this.#log.warn('address.full', { count });
  }

  /** Begins to count. */
  watch(io: Server): void {
    io.engine.on('connection', (connection: EngineSocket) => {
      const address = this.#limited(connection.request);
      if (address === undefined) return;
      this.#count(address, 1);
      connection.once('close', () => this.#count(address, -1));
    });
  }

  /** How many addresses are connected. */
  get size(): number {
    return this.#open.size;
  }

  #limited(request: IncomingMessage): string | undefined {
    const address = addressOf(senderOf(request), this.#rule.trustProxy);
    return isLoopback(address) ? undefined : addressKey(address);
  }

  #count(address: string, change: 1 | -1): void {
    const left = (this.#open.get(address) ?? 0) + change;
    if (left === 0) this.#open.delete(address);
    else this.#open.set(address, left);
  }
}

function senderOf(request: IncomingMessage) {
  return { remote: request.socket.remoteAddress, forwarded: request.headers['x-forwarded-for'] };
}
