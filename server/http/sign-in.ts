import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import * as accounts from '../chat/accounts.ts';
import { noteRefusedSignIn, noteSignIn } from '../chat/audit.ts';
import { DEVICE_MS, knownDevice, markDevice } from '../chat/devices.ts';
import type { ChatParts } from '../chat/parts.ts';
import * as team from '../chat/team.ts';
import { DEVICE_COOKIE, deviceCookie, SESSION_COOKIE, sessionCookie } from '../cookies.ts';
import { hashToken } from '../ids.ts';
import { Buckets } from '../limits.ts';
import { RequestError } from '../request-error.ts';
import { type Route, route } from './serve.ts';

const Short = z.string().min(1).max(200);

/**
 * Tries with one name before it must wait: counted before anything is hashed, once for each browser in which the name
 * has signed in before, and once for all others together.
 */
const TRIES_PER_NAME = { burst: 10, perSecond: 10 / (15 * 60) };
/** So many that nobody has a name forgotten by trying others in between. */
const MOST_NAMES = 100_000;
const TRIES_PER_ADDRESS = { burst: 30, perSecond: 0.5 };
const READS = { burst: 60, perSecond: 5 };
/** `__Host-` cookies need exactly these; strict, as nobody comes to the console by a link from elsewhere. */
const COOKIE: CookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' };

/** How agents sign in and out, and how the first account comes to be. */
export function signInRoutes(parts: ChatParts): Route[] {
  const names = new Buckets(TRIES_PER_NAME, MOST_NAMES);
  const welcome = async (request: Request, response: Response, { agent, token, csrf }: accounts.SignedIn) => {
    const before = sessionCookie(request.headers.cookie);
    if (before !== undefined) await accounts.endReplaced(parts, before);
    await noteSignIn(parts, 'sign-in', agent.id, request.ip);
    const device = markDevice(parts.seal, agent.login, parts.clock.now());
    response.cookie(SESSION_COOKIE, token, { ...COOKIE, maxAge: accounts.SESSION_MS });
    response.cookie(DEVICE_COOKIE, device, { ...COOKIE, maxAge: DEVICE_MS });
    response.setHeader('Cache-Control', 'no-store');
    response.json({ agent: agentView(agent), csrf });
  };
  return [
    route({
      method: 'get',
      path: '/console/api/session',
      policy: 'agent',
      rate: READS,
      async handle({ session, response }) {
        response.setHeader('Cache-Control', 'no-store');
        response.json({ agent: agentView(session!.agent), csrf: session!.csrf });
      },
    }),
    route({
      method: 'post',
      path: '/console/api/sign-in',
      policy: 'own-page',
      rate: TRIES_PER_ADDRESS,
      schema: z.strictObject({ login: Short, password: Short }),
      async handle({ body: { login, password }, request, response }) {
        const now = parts.clock.now();
        const device = knownDevice(parts.seal, deviceCookie(request.headers.cookie), login, now);
        // Hashed, since what strangers type may be long, and may be a password in the wrong field.
        const tries =
          device === undefined ? `name ${hashToken(accounts.foldLogin(login))}` : `device ${device}`;
        if (!names.take(tries, now)) throw new RequestError('slow-down');
        const known = device !== undefined;
        const signedIn = await accounts.signIn(parts, login, password, known).catch(async (error) => {
          // A try that was not looked at says nothing, and strangers could fill the audit with such.
          if (error instanceof RequestError && error.code === 'not-allowed')
            await noteRefusedSignIn(parts, login, request.ip);
          throw error;
        });
        await welcome(request, response, signedIn);
      },
    }),
    route({
      method: 'post',
      path: '/console/api/sign-out',
      policy: 'agent',
      rate: READS,
      async handle({ session, request, response }) {
        await noteSignIn(parts, 'sign-out', session!.agent.id, request.ip);
        await accounts.signOut(parts, sessionCookie(request.headers.cookie) ?? '');
        response.clearCookie(SESSION_COOKIE, COOKIE);
        response.status(204).end();
      },
    }),
    route({
      method: 'post',
      path: '/console/api/invitation/check',
      policy: 'own-page',
      rate: TRIES_PER_ADDRESS,
      schema: z.strictObject({ token: Short }),
      async handle({ body, response }) {
        response.json(await accounts.checkInvitation(parts, body.token));
      },
    }),
    route({
      method: 'post',
      path: '/console/api/invitation',
      policy: 'own-page',
      rate: TRIES_PER_ADDRESS,
      schema: z.strictObject({ token: Short, login: Short, name: Short, password: Short }),
      async handle({ body, request, response }) {
        await welcome(request, response, await accounts.redeemInvitation(parts, body));
      },
    }),
    route({
      method: 'post',
      path: '/console/api/reset/check',
      policy: 'own-page',
      rate: TRIES_PER_ADDRESS,
      schema: z.strictObject({ token: Short }),
      async handle({ body, response }) {
        response.json(await team.checkReset(parts, body.token));
      },
    }),
    route({
      method: 'post',
      path: '/console/api/reset',
      policy: 'own-page',
      rate: TRIES_PER_ADDRESS,
      schema: z.strictObject({ token: Short, password: Short }),
      async handle({ body, request, response }) {
        await welcome(request, response, await team.redeemReset(parts, body.token, body.password));
      },
    }),
  ];
}

function agentView({ id, name, role }: accounts.SignedIn['agent']) {
  return { id, name, role };
}
