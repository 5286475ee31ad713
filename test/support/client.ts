import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import type { ConversationEvent, ConversationStatus } from '../../protocol/conversation.ts';
import type { Ack } from '../../protocol/requests.ts';

/** A fresh id as clients make them. */
export const clientId = () => randomUUID();

/** Asks without looking at the answer's kind. */
export function ask<T = Record<string, unknown>>(
  socket: Socket,
  name: string,
  request: unknown,
): Promise<Ack<T>> {
  return socket.timeout(10_000).emitWithAck(name, request);
}

/** Asks and expects the answer to be a yes. */
export async function must<T = Record<string, unknown>>(
  socket: Socket,
  name: string,
  request: unknown,
): Promise<T & { ok: true }> {
  const answer = await ask<T>(socket, name, request);
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
  return answer as T & { ok: true };
}

/** Resolves with the connected socket, rejects with what the server said. */
export function connect(
  url: string,
  namespace: '/visitor' | '/agent',
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
  transport: 'websocket' | 'polling' = 'websocket',
): Promise<Socket> {
  const socket = io(`${url}${namespace}`, {
    auth,
    extraHeaders: headers,
    transports: [transport],
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
    // A line that ends before the namespace has answered is no error to socket.io; of one that is refused it says so
    // only after it has closed it.
    socket.io.once('close', () => setImmediate(() => reject(new Error('closed'))));
  });
}

/** Waits until a condition holds, looking again whenever one of these sockets hears something. */
export function until(sockets: readonly Socket[], holds: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Catch-all listeners are called before the others, so look only after those have run.
    const look = () =>
      queueMicrotask(() => {
        if (!holds()) return;
        stop();
        resolve();
      });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited in vain until ${what}`));
    }, 10_000);
    const stop = () => {
      clearTimeout(timer);
      for (const socket of sockets) socket.offAny(look);
    };
    for (const socket of sockets) socket.onAny(look);
    look();
  });
}

type Page = { epoch: string; events: ConversationEvent[]; more: boolean; status: ConversationStatus };

/** A visitor as the protocol sees one: a socket, a token, and what was heard. */
export class Visitor {
  socket!: Socket;
  token: string | undefined;
  readonly heard: ConversationEvent[] = [];
  status: ConversationStatus | undefined;
  readonly #url: string;

  private constructor(url: string, token?: string) {
    this.#url = url;
    this.token = token;
  }

  /** Connects and begins a conversation, or goes on with the one that a token opens. */
  static async come(url: string, token?: string): Promise<Visitor> {
    const visitor = new Visitor(url, token);
    await visitor.reconnect();
    return visitor;
  }

  async reconnect(): Promise<void> {
    this.socket?.close();
    const auth = { protocol: PROTOCOL_VERSION, ...(this.token === undefined ? {} : { token: this.token }) };
    this.socket = await connect(this.#url, '/visitor', auth);
    this.socket.on('event:added', ({ event }: { event: ConversationEvent }) => this.#hear(event));
    this.socket.on('status:changed', ({ status }: { status: ConversationStatus }) => {
      this.status = status;
    });
    if (this.token === undefined) {
      const { token } = await must<{ token: string }>(this.socket, 'conversation:start', {
        clientId: clientId(),
      });
      this.token = token;
    }
    await this.sync();
  }

  async sync(): Promise<void> {
    for (;;) {
      const page: Page = await must(this.socket, 'conversation:sync', { since: this.heard.length });
      for (const event of page.events) this.#hear(event);
      this.status = page.status;
      if (!page.more) return;
    }
  }

  /** Says something and returns the events that followed, the visitor's own first. */
  async say(text: string, id = clientId()): Promise<ConversationEvent[]> {
    const { seq } = await must<{ seq: number }>(this.socket, 'message:send', { clientId: id, text });
    await this.sync();
    return this.heard.slice(seq - 1);
  }

  async choose(seq: number, id: string): Promise<ConversationEvent[]> {
    const choice = { seq, id };
    const answer = await must<{ seq: number }>(this.socket, 'message:send', { clientId: clientId(), choice });
    await this.sync();
    return this.heard.slice(answer.seq - 1);
  }

  close(): void {
    this.socket.close();
  }

  #hear(event: ConversationEvent): void {
    if (event.seq === this.heard.length + 1) this.heard.push(event);
  }
}
