import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION } from '../../../protocol/constants.ts';
import { Allowance } from './allowance.ts';
import { Wire } from './wire.ts';

/** How often one visitor's line may write. */
const MESSAGES = { burst: 8, perSecond: 1 };
/** Loopback has many addresses, each with ports of its own. */
const ADDRESSES = 200;
/** An answer that has not come by then is lost. */
const LOST_MS = 20_000;

export interface GuestOptions {
  readonly port: number;
  /** Each number comes from an address of its own. */
  readonly number: number;
  /** The conversation to go on with. */
  readonly token?: string;
  /** Spread over many addresses of loopback, for more lines than one has ports. */
  readonly spread?: boolean;
}

/** A visitor on a raw line: begins a conversation, or goes on with one, and hears what is added to it. */
export class Guest {
  readonly wire: Wire;
  token = '';
  /** Number of the last event that was heard. */
  seq = 0;
  readonly allowance = new Allowance(MESSAGES);
  #awaited: { type: string; heard: () => void } | undefined;

  private constructor(wire: Wire) {
    this.wire = wire;
    wire.on<{ event: { type: string; seq: number } }>('event:added', ({ event }) => {
      this.seq = event.seq;
      if (event.type !== this.#awaited?.type) return;
      const { heard } = this.#awaited;
      this.#awaited = undefined;
      heard();
    });
  }

  static async come({ port, number, token, spread = false }: GuestOptions): Promise<Guest> {
    const wire = await Wire.open({
      port,
      namespace: '/visitor',
      auth: { protocol: PROTOCOL_VERSION, ...(token !== undefined && { token }) },
      headers: { 'X-Forwarded-For': addressOf(number) },
      ...(spread && { from: `127.0.0.${1 + (number % ADDRESSES)}` }),
    });
    const guest = new Guest(wire);
    guest.token = token ?? (await guest.#begin());
    return guest;
  }

  async #begin(): Promise<string> {
    const { token } = await this.wire.must<{ token: string }>('conversation:start', {
      clientId: randomUUID(),
    });
    return token;
  }

  /** Reads the conversation from an event on, and hears from now on what is added. */
  async sync(since = this.seq): Promise<void> {
    const { events } = await this.wire.must<{ events: { seq: number }[] }>('conversation:sync', { since });
    this.seq = events.at(-1)?.seq ?? since;
  }

  /** True when the server would take a message now; the message then counts as written. */
  mayWrite(): boolean {
    return this.allowance.take();
  }

  /** Asks and resolves with the ms until it is acknowledged and the answer is there. */
  async ask(text: string): Promise<number> {
    const begun = performance.now();
    const answered = this.next('assistant.message');
    await this.write({ text });
    await answered;
    return performance.now() - begun;
  }

  async write(message: { readonly text: string; readonly type?: string }): Promise<void> {
    await this.wire.must('message:send', { clientId: randomUUID(), ...message });
  }

  /** Resolves when the next event of a type has come. */
  next(type: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No ${type} came within ${LOST_MS} ms.`)), LOST_MS);
      this.#awaited = {
        type,
        heard() {
          clearTimeout(timer);
          resolve();
        },
      };
    });
  }
}

/** An address of a visitor's own, as a proxy would name it. */
export function addressOf(number: number): string {
  return `10.${(number >> 16) & 0xff}.${(number >> 8) & 0xff}.${number & 0xff}`;
}

/** Does the work for each number below `count`, so many at a time. */
export async function inCrowd<T>(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const number = next++;
      results[number] = await work(number);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
  return results;
}
