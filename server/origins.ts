import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

export interface OriginRule {
  readonly allowedOrigins: readonly string[];
  /** Pages on loopback may embed the widget while it is being tried out. */
  readonly production: boolean;
}

/**
 * Whether a page of this origin may open a connection. Holds for polling, WebSocket and their preflights alike;
 * `cors` alone would not stop a WebSocket. A client that is no browser sends no origin.
 */
export function mayConnect(request: IncomingMessage, rule: OriginRule): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (rule.allowedOrigins.includes(origin)) return true;
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  return !rule.production && LOOPBACK.test(origin);
}

/** Whether the request comes from a page of this very host; what the console asks for. */
export function isSameOrigin(headers: {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}) {
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
