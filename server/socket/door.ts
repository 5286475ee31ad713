import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterPromises } from './gather.ts';
import { Turnstile } from './turnstile.ts';

/** New connections that may wait for their turn: after a restart all clients of a process come at once. */
const MOST_WAITING = 20_000;

/** Lets new connections in a few at a time. */
export class Door {
  readonly #turns = new Turnstile(MOST_WAITING);

  /**
   * @param mayEnter asked when it is its turn
   * @param decide hears once whether it is let in: not who is gone meanwhile, and not who finds too many waiting
   */
  knock(
    { socket: tcp }: IncomingMessage,
    mayEnter: () => boolean,
    decide: (admitted: boolean) => void,
  ): void {
    // Nobody listens to a connection between its wish for a WebSocket and the WebSocket: if it broke while it waits,
    // the error would end the process.
    tcp.on('error', ignore);
    this.#turns
      .run(async () => !tcp.destroyed && mayEnter())
      .catch(() => false)
      .then((admitted) => {
        if (admitted) together(tcp);
        decide(admitted);
        tcp.off('error', ignore);
      });
  }
}

/** The yes to a WebSocket and the first packet on it go out in one call of the system. */
function together(tcp: Socket): void {
  tcp.cork();
  afterPromises(() => tcp.uncork());
}

function ignore(): void {}
