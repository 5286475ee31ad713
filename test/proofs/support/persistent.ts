import type { Socket } from 'socket.io-client';
import type { Ack } from '../../../protocol/requests.ts';
import { connect } from '../../support/client.ts';
import { later } from './link.ts';

const TRIES = 200;
const PAUSE_MS = 50;
/** An acknowledgement that takes longer is taken for lost. */
const ACK_MS = 5_000;
/** Refusals that pass by themselves. */
const PASSING: readonly string[] = ['slow-down', 'unavailable', 'internal'];

/** A client that asks the same thing, under the same id, until it is answered, whatever happens to the server. */
export class Persistent {
  readonly #open: () => Promise<Socket>;
  #socket: Socket | undefined;

  constructor(
    url: () => string,
    namespace: '/visitor' | '/agent',
    auth: () => Record<string, unknown>,
    headers: () => Record<string, string> = () => ({}),
  ) {
    this.#open = () => connect(url(), namespace, auth(), headers());
  }

  async ask<T = Record<string, unknown>>(name: string, request: object): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await this.#try(name, request);
      if (answer?.ok) return answer as T & { ok: true };
      if (answer !== undefined && !PASSING.includes(answer.error.code))
        throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
      if (answer === undefined) this.close();
      await later(PAUSE_MS);
    }
    throw new Error(`${name} was not answered.`);
  }

  /** Hangs up; the next ask connects anew. */
  close(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  async #try(name: string, request: object): Promise<Ack<object> | undefined> {
    try {
      const socket = this.#socket?.connected ? this.#socket : await this.#open();
      this.#socket = socket;
      const lost = new Promise<undefined>((resolve) => socket.once('disconnect', () => resolve(undefined)));
      return await Promise.race([socket.timeout(ACK_MS).emitWithAck(name, request), lost]);
    } catch {
      return undefined;
    }
  }
}
