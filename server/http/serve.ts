import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { ErrorCode } from '../../protocol/requests.ts';
import { addressKey } from '../addresses.ts';
import { type AgentSession, findSession } from '../chat/accounts.ts';
import type { ChatParts } from '../chat/parts.ts';
import { sessionCookie } from '../cookies.ts';
import { Buckets, type Rate } from '../limits.ts';
import { isSameOrigin } from '../origins.ts';
import { refusalOf } from '../refusal.ts';
import { RequestError } from '../request-error.ts';

/** What a handler gets to work with. `session` is there when the policy asks for one. */
export interface Call<Body> {
  readonly body: Body;
  readonly session: AgentSession | undefined;
  readonly request: Request;
  readonly response: Response;
}

/**
 * One row of the registry of routes. `anyone` needs nothing; `own-page` a request of our own page (same origin);
 * `agent` also a session with its CSRF token.
 */
export interface Route<Body = unknown> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly policy: 'anyone' | 'own-page' | 'agent';
  readonly rate: Rate;
  readonly schema?: z.ZodType<Body>;
  readonly handle: (call: Call<Body>) => Promise<void>;
}

const STATUS: Record<ErrorCode, number> = {
  'bad-request': 400,
  'too-long': 413,
  'slow-down': 429,
  'not-allowed': 401,
  'not-found': 404,
  'signed-out': 401,
  outdated: 426,
  taken: 409,
  'at-capacity': 409,
  stale: 409,
  closed: 409,
  blocked: 403,
  unidentified: 403,
  unavailable: 503,
  internal: 500,
};

/** A row whose handler sees the body in its schema's type. */
export function route<Body>(row: Route<Body>): Route {
  return row as Route;
}

/** Puts the rows into express: rate, policy, schema, handler; errors leave as code and reference. */
export function serveRoutes(app: Express, routes: readonly Route[], parts: ChatParts): void {
  for (const row of routes) {
    const buckets = new Buckets(row.rate);
    app[row.method](row.path, (request, response) => {
      run(row, buckets, request, response, parts).catch((error) => {
        const refusal = refusalOf(error, parts.log, `${row.method} ${row.path}`);
        if (!response.headersSent) response.status(STATUS[refusal.code]).json({ error: refusal });
      });
    });
  }
}

async function run(
  row: Route,
  buckets: Buckets,
  request: Request,
  response: Response,
  parts: ChatParts,
): Promise<void> {
  if (!buckets.take(addressKey(request.ip ?? ''), parts.clock.now())) throw new RequestError('slow-down');
  const session = await admit(row, request, parts);
  const body = row.schema === undefined ? undefined : parse(row.schema, await readJson(request, response));
  await row.handle({ body, session, request, response });
}

async function admit(row: Route, request: Request, parts: ChatParts): Promise<AgentSession | undefined> {
  if (row.policy === 'anyone') return undefined;
  if (row.method === 'post' && !isSameOrigin(request.headers)) throw new RequestError('not-allowed');
  if (row.policy === 'own-page') return undefined;
  const session = await findSession(parts, sessionCookie(request.headers.cookie) ?? '');
  if (session === undefined) throw new RequestError('signed-out');
  if (row.method === 'post' && request.headers['x-csrf-token'] !== session.csrf)
    throw new RequestError('not-allowed');
  return session;
}

const json = express.json({ limit: '16kb', strict: true });

function readJson(request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    json(request, response, (error) =>
      error === undefined ? resolve(request.body) : reject(new RequestError('bad-request')),
    );
  });
}

function parse(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  throw new RequestError('bad-request', field === undefined ? {} : { field: String(field) });
}
