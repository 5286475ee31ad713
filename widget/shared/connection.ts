import { ACK_TIMEOUT_MS } from '../../protocol/constants.ts';
import type { Ack, AskTable, ErrorCode, HandshakeHelp, ReplyOf, RequestOf } from '../../protocol/requests.ts';
import { backoff } from './backoff.ts';
import { openWire, type Wire } from './wire.ts';

/** How the line to the server stands. `stopped`: closed by us or refused for good. */
export type Line = 'connecting' | 'up' | 'down' | 'stopped';

/** Why an ask was not granted; `unanswered` when no acknowledgement came, so that nobody knows. */
export type Refused = {
  code: ErrorCode | 'unanswered';
  ref: string;
  field?: string;
  by?: string;
  phone?: string;
};
export type Answer<T> = ({ ok: true } & T) | { ok: false; error: Refused };

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
  /** The server refused the handshake, with a reason if it gave one and what helps besides. True = try again later. */
  refused(code: string, help?: HandshakeHelp): boolean;
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
 * the page's visibility or the page itself (from the back/forward cache) returns. What is resent is the outbox's affair.
 */
export function connect<Asks extends AskTable, Told extends { [K in keyof Told]: Listener }>(
  options: ConnectionOptions<Told>,
): Connection<Asks> {
  let wire: Wire | undefined;
  let up = false;
  let attempt = 0;
  let stopped = false;
  let returnInMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    clearTimeout(timer);
    timer = undefined;
    if (stopped || wire !== undefined) return;
    options.lineChanged('connecting');
    wire = openWire({
      server: options.server,
      namespace: options.namespace,
      auth: options.auth(),
      opened() {
        attempt = 0;
        returnInMs = 0;
        up = true;
        options.lineChanged('up');
      },
      told,
      refused(reason, help) {
        hangUp();
        if (options.refused(reason, help as HandshakeHelp | undefined)) openLater();
        else stop();
      },
      lost() {
        hangUp();
        openLater();
      },
    });
  }
  function told(name: string, value: unknown) {
    if (name === 'server:leaving') ({ returnInMs } = value as { returnInMs: number });
    // The tables of the protocol say what a name brings along.
    else if (Object.hasOwn(options.told, name))
      (options.told[name as keyof Told] as ((value: unknown) => void) | undefined)?.(value);
  }
  function hangUp() {
    wire?.close();
    wire = undefined;
    up = false;
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
    hangUp();
    options.lineChanged('stopped');
  }
  function openNow() {
    if (stopped) return;
    attempt = 0;
    if (timer !== undefined) open();
    else if (up) options.woken?.();
  }
  function reconnect() {
    stopped = false;
    attempt = 0;
    hangUp();
    open();
  }

  const forget = onReturn(openNow, hangUp, openLater);
  open();
  return {
    ask: (name, request) => (wire === undefined ? Promise.resolve(unanswered) : ask(wire, name, request)),
    reconnect,
    close() {
      forget();
      stop();
    },
  };
}

const unanswered = { ok: false, error: { code: 'unanswered', ref: '' } } as const;

/** What is not answered in time counts as unanswered, whatever comes later. */
function ask<T>(wire: Wire, name: string, request: unknown): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(unanswered), ACK_TIMEOUT_MS);
    wire.ask(name, request).then((answer) => {
      clearTimeout(timer);
      resolve((answer as Ack<T> | undefined) ?? unanswered);
    });
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
