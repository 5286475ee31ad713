import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { ACK_TIMEOUT_MS } from '../../../protocol/constants.ts';
import { bundleProgram } from '../../../scripts/bundle-program.mjs';
import { clientId, connect, must } from '../../support/client.ts';
import type { Measured, Move, Order } from '../workers/neighbour.ts';
import { visitorAuth } from './stage.ts';

/** A visitor who behaves, and measures how long the answers take. */
export class Neighbour {
  readonly #socket: Socket;
  readonly #pauseMs: number;
  /** Asks that were not answered within the time that clients wait, or otherwise than they should be. */
  failed = 0;

  private constructor(socket: Socket, pauseMs: number) {
    this.#socket = socket;
    this.#pauseMs = pauseMs;
  }

  /** @param pauseMs From one ask to the next, so that the rates are kept. */
  static async move(url: string, headers: Record<string, string>, pauseMs: number): Promise<Neighbour> {
    const socket = await connect(url, '/visitor', visitorAuth(), headers);
    await must(socket, 'conversation:start', { clientId: clientId() });
    return new Neighbour(socket, pauseMs);
  }

  /** Asks until the work is done. @returns Times in ms. */
  async during(work: Promise<unknown>): Promise<number[]> {
    let going = true;
    const done = work.finally(() => {
      going = false;
    });
    const times: number[] = [];
    while (going) {
      const from = performance.now();
      const answer = await this.#socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck('conversation:sync', { since: 0 })
        .catch(() => ({ ok: false }));
      times.push(performance.now() - from);
      if (!answer.ok) this.failed += 1;
      await later(this.#pauseMs);
    }
    await done;
    return times;
  }
}

/** Neighbours in a process of their own. */
export class Neighbourhood {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async open(move: Move): Promise<Neighbourhood> {
    const child = fork(await bundleProgram('test/proofs/workers/neighbour.ts'));
    const moved = once(child, 'message');
    child.send(move satisfies Order);
    await moved;
    return new Neighbourhood(child);
  }

  /** What they measure while the work is done. */
  async during(work: () => Promise<unknown>): Promise<Measured> {
    this.#child.send('begin' satisfies Order);
    await work();
    const told = once(this.#child, 'message');
    this.#child.send('end' satisfies Order);
    const [measured] = (await told) as [Measured];
    return measured;
  }

  close(): void {
    this.#child.disconnect();
  }
}
