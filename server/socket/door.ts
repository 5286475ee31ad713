import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterPromises } from './gather.ts';
import { Turnstile } from './turnstile.ts';

/** New connections that may wait for their turn: after a restart all clients of a process come at once. */
const MOST_WAITING = 20_000;

export interface DoorRule {
  /** Asked at once. */
  readonly mayKnock: (request: IncomingMessage) => boolean;
  /** Asked when it is its turn. */
  readonly mayEnter: (request: IncomingMessage) => boolean;
}

/** Lets new connections in a few at a time. */
export class Door {
  readonly #turns = new Turnstile(MOST_WAITING);
  readonly #decided = new WeakMap<IncomingMessage, boolean>();
  readonly #rule: DoorRule;

  constructor(rule: DoorRule) {
    this.#rule = rule;
  }

  /** @param decide hears once whether it is let in: not who is gone meanwhile, and not who finds too many waiting */
  knock(request: IncomingMessage, decide: (admitted: boolean) => void): void {
    const decided = this.#decided.get(request);
    if (decided !== undefined) return decide(decided);
    if (!this.#rule.mayKnock(request)) return decide(false);
    const { socket: tcp } = request;
    // Nobody listens to a connection between its wish for a WebSocket and the WebSocket: if it broke while it waits,
    // the error would end the process. Other requests, of which a line may send many, have Node's listener.
    const alone = request.headers.upgrade !== undefined;
    if (alone) tcp.on('error', ignore);
    this.#turns
      .run(async () => !tcp.destroyed && this.#rule.mayEnter(request))
      .catch(() => false)
      .then((admitted) => {
        if (admitted) together(tcp);
        decide(admitted);
        if (alone) afterPromises(() => tcp.off('error', ignore));
      });
  }

  /**
   * Lets wishes for a WebSocket wait before those who listen to them so far, and who will knock as well. Only the head
   * is read of what comes in one turn of the event loop; what a connection costs beyond that comes after its turn.
   */
  standBefore(server: Server): void {
    const listeners = server.listeners('upgrade');
    server.removeAllListeners('upgrade');
    server.on('upgrade', (request, ...rest) => {
      const hand = () => {
        for (const listener of listeners) listener.call(server, request, ...rest);
      };
      // A line that has been let in goes over to a WebSocket.
      if (/[?&]sid=/.test(request.url ?? '')) return hand();
      this.knock(request, (admitted) => {
        this.#decided.set(request, admitted);
        hand();
      });
    });
  }
}

/** The yes to a WebSocket and the first packet on it go out in one call of the system. */
function together(tcp: Socket): void {
  tcp.cork();
  afterPromises(() => tcp.uncork());
}

function ignore(): void {}
