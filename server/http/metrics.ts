import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { RequestError } from '../request-error.ts';
import { type Route, route } from './serve.ts';

/** What is shown to who may see it. */
export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Scrapers come every few seconds; more is a mistake. */
const RATE = { burst: 30, perSecond: 2 };

/**
 * Figures for Prometheus. With a token they are for who names it; without one only for this very machine, by its own
 * name, and not through a proxy on it, which would speak for everybody. To others there is no such page.
 */
export function metricsRoutes(page: MetricsPage, token: string | undefined): Route[] {
  return [
    route({
      method: 'get',
      path: '/metrics',
      policy: 'anyone',
      rate: RATE,
      async handle({ request, response }) {
        if (!(token === undefined ? isLocal(request) : names(request, token)))
          throw new RequestError('not-found');
        response.setHeader('Cache-Control', 'no-store');
        response.type(page.contentType).send(await page.text());
      },
    }),
  ];
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
/** What proxies say about whom they speak for. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Names of this machine; another one that leads here was given to it by somebody else, for a page in a browser on it. */
const OWN_NAME = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

function isLocal({ socket, headers }: Request): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    OWN_NAME.test(headers.host ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}

function names({ headers }: Request, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Of equal length, whatever is given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
