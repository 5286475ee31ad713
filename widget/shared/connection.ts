import { io, type Socket } from 'socket.io-client';
import { ACK_TIMEOUT_MS } from '../../protocol/constants.ts';
import type { Ack, AskTable, ErrorCode, ReplyOf, RequestOf } from '../../protocol/requests.ts';
import { backoff } from './backoff.ts';

/** How the line to the server stands. `stopped`: closed by us or refused for good. */
export type Line = 'connecting' | 'up' | 'down' | 'stopped';

/** Why an ask was not granted; `unanswered` when no acknowledgement came, so that nobody knows. */
export type Refused = { code: ErrorCode | 'unanswered'; ref: string; field?: string; by?: string };
export type Answer<T> = ({ ok: true } & T) | { ok: false; error: Refused };

/** A line that takes longer to open is given up and tried again. */
const CONNECT_TIMEOUT_MS = 10_000;

type Listener = (told: never) => void;

export interface ConnectionOptions<Told extends { [K in keyof Told]: Listener }> {
  /** Origin of the server, such as `https://chat.example`. */
  readonly server: string;
  readonly namespace: `/${string}`;
  /** Asked at every connecting, so that a token given meanwhile is used. */
  auth(): Record<string, unknown>;
  /** What the server tells and what to do with it. */
  readonly told: Partial<Told>;
  lineChanged(line: Line): void;
  /** The server refused the handshake, with a reason if it gave one. True = try again later. */
  refused(code: string): boolean;
  /** The page came back from sleep, or the network did: what was told meanwhile may be lost. */
  woken?(): void;
}

/** A line to the server that comes back by itself until it is closed. */
export interface Connection<Asks extends AskTable> {
  /** Asks and waits for the acknowledgement; never rejects. Unanswered at once while the line is down. */
  ask<K extends keyof Asks & string>(name: K, request: RequestOf<Asks, K>): Promise<Answer<ReplyOf<Asks, K>>>;
  /** Drops the line and connects again with what `auth` gives now. */
  reconnect(): void;
  close(): void;
}

/**
 * Connects, and connects again after every loss: with backoff and jitter without end, at once when the network,
 * the page's visibility or the page itself (from the back/forward cache) returns. Neither socket.io's own
 * reconnecting nor its retries nor its state recovery are used: what is resent is the outbox's affair.
 */
export function connect<Asks extends AskTable, Told extends { [K in keyof Told]: Listener }>(
  options: ConnectionOptions<Told>,
): Connection<Asks> {
  const socket = openSocket(options.server + options.namespace, options.auth);
  let attempt = 0;
  let stopped = false;
  let returnInMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    clearTimeout(timer);
    timer = undefined;
    if (stopped || socket.connected) return;
    options.lineChanged('connecting');
    socket.connect();
  }
  function openLater() {
    if (stopped || timer !== undefined) return;
    options.lineChanged('down');
    timer = setTimeout(open, returnInMs + backoff(attempt++, Math.random()));
    returnInMs = 0;
  }
  function stop() {
    stopped = true;
    clearTimeout(timer);
    socket.disconnect();
    options.lineChanged('stopped');
  }
  function openNow() {
    if (stopped) return;
    attempt = 0;
    if (timer !== undefined) open();
    else if (socket.connected) options.woken?.();
  }
  function reconnect() {
    stopped = false;
    attempt = 0;
    socket.disconnect();
    open();
  }

  socket.on('connect', () => {
    attempt = 0;
    returnInMs = 0;
    options.lineChanged('up');
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') openLater();
  });
  socket.on('connect_error', (error) => {
    // Errors of the transport carry a type; a refusal is a bare message from the server.
    if (!('type' in error) && !options.refused(error.message)) stop();
    else openLater();
  });
  socket.on('server:leaving', (told: { returnInMs: number }) => {
    returnInMs = told.returnInMs;
  });
  for (const [name, listener] of Object.entries(options.told)) socket.on(name, listener as () => void);

  const forget = onReturn(openNow, () => socket.disconnect(), openLater);
  open();
  return {
    ask: (name, request) => ask(socket, name, request),
    reconnect,
    close() {
      forget();
      stop();
    },
  };
}

function openSocket(url: string, auth: () => Record<string, unknown>): Socket {
  return io(url, {
    auth: (give) => give(auth()),
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    // WebSocket first saves three round trips; polling is for proxies that do not let it through.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
  });
}

function ask<T>(socket: Socket, name: string, request: unknown): Promise<Answer<T>> {
  const unanswered: Answer<T> = { ok: false, error: { code: 'unanswered', ref: '' } };
  // socket.io would keep it for the next connection, where the outbox sends it as well.
  if (!socket.connected) return Promise.resolve(unanswered);
  return new Promise((resolve) => {
    socket
      .timeout(ACK_TIMEOUT_MS)
      .emit(name, request, (lost: Error | null, answer: Ack<T>) => resolve(lost ? unanswered : answer));
  });
}

/** Calls back when the page or the network returns; hangs up when either goes. Returns the undoing. */
function onReturn(returned: () => void, hangUp: () => void, thenLater: () => void) {
  const shown = () => {
    if (document.visibilityState === 'visible') returned();
  };
  // An open socket would keep the page out of the back/forward cache; without a network it only seems open.
  const leave = () => {
    hangUp();
    thenLater();
  };
  addEventListener('online', returned);
  addEventListener('offline', leave);
  addEventListener('pageshow', returned);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', shown);
  return () => {
    removeEventListener('online', returned);
    removeEventListener('offline', leave);
    removeEventListener('pageshow', returned);
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', shown);
  };
}
