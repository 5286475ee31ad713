import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

export interface OriginRule {
  readonly allowedOrigins: readonly string[];
  /** Pages on loopback may embed the widget while it is being tried out. */
  readonly production: boolean;
}

/**
 * Whether a page of this origin may open a connection. Holds for polling, WebSocket and their preflights alike;
 * `cors` alone would not stop a WebSocket. A client that is no browser sends no origin, and a browser none with a GET
 * of the page's own origin; one that a foreign page makes in disguise (an image, a form) is known by `sec-fetch-site`.
 */
export function mayConnect(
  { headers }: { readonly headers: IncomingHttpHeaders },
  rule: OriginRule,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return !['cross-site', 'same-site'].includes(fetchSite(headers));
  if (rule.allowedOrigins.includes(origin)) return true;
  if (isOriginOf(origin, host)) return true;
  return !rule.production && LOOPBACK.test(origin);
}

/**
 * Whether the request comes from a page of this very host; what the console asks for. A GET of the own page has no
 * origin, but no foreign page can set `sec-fetch-site`.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  return origin === undefined ? fetchSite(headers) === 'same-origin' : isOriginOf(origin, host);
}

/** Exactly as browsers write an origin, so that nothing that merely parses to this host passes. */
function isOriginOf(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: named, origin: plain } = new URL(origin);
  return /^https?:$/.test(protocol) && named === host && plain === origin;
}

function fetchSite(headers: IncomingHttpHeaders): string {
  return String(headers['sec-fetch-site'] ?? '');
}
