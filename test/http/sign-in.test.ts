import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inviteFirst, type SignedIn } from '../../server/chat/accounts.ts';
import { DEVICE_COOKIE, SESSION_COOKIE } from '../../server/cookies.ts';
import { Console } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { connect } from '../support/client.ts';

let app: TestApp;
let link: string;
const start = async () => {
  app = await startApp();
  link = (await inviteFirst(app.parts)) as string;
};

const PASSWORD = 'ein langes Kennwort';
const account = () => ({ token: link, login: 'mia', name: 'Mia Berg', password: PASSWORD });

/** Whatever an answer of these routes may hold. */
interface Body {
  readonly agent: SignedIn['agent'];
  readonly csrf: string;
  readonly role: string;
  readonly error: { readonly code: string; readonly field: string };
}

interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly cookie: string | undefined;
  readonly cookies: readonly string[];
}

/** A request as the console's own page sends it; headers that a browser would not let a page set may be changed. */
function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      app.url + path,
      { method, headers: { origin: app.url, 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text === '' ? {} : JSON.parse(text),
            cookie: response.headers['set-cookie']?.[0],
            cookies: response.headers['set-cookie'] ?? [],
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const tokenOf = (answer: Answer) => /=([^;]+);/.exec(answer.cookie ?? '')?.[1] ?? '';
const cookieOf = (answer: Answer) => ({ cookie: `${SESSION_COOKIE}=${tokenOf(answer)}` });

describe('the one-time link', () => {
  beforeEach(start);
  afterEach(() => app.close());

  it('[S10] makes one supervisor, once, and signs in', async () => {
    expect(await send('POST', '/console/api/invitation/check', { token: link })).toMatchObject({
      status: 200,
      body: { role: 'supervisor' },
    });
    const created = await send('POST', '/console/api/invitation', account());
    expect(created).toMatchObject({ status: 200, body: { agent: { name: 'Mia Berg', role: 'supervisor' } } });
    expect(created.cookie).toMatch(
      /^__Host-lotse-session=.{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Strict/,
    );
    const again = await send('POST', '/console/api/invitation', { ...account(), login: 'eva' });
    expect(again).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
    expect(await inviteFirst(app.parts)).toBeUndefined();
  });

  it('[S10] is replaced by a newer one and ends after a day', async () => {
    const newer = (await inviteFirst(app.parts)) as string;
    expect((await send('POST', '/console/api/invitation/check', { token: link })).status).toBe(404);
    app.clock.jump(24 * 60 * 60 * 1000 + 1);
    expect((await send('POST', '/console/api/invitation/check', { token: newer })).status).toBe(404);
  });

  it('names the field that is wrong', async () => {
    const field = async (change: object) =>
      (await send('POST', '/console/api/invitation', { ...account(), ...change })).body.error.field;
    expect(await field({ password: 'zu kurz' })).toBe('password');
    expect(await field({ login: '!' })).toBe('login');
    expect(await field({ name: ' ' })).toBe('name');
  });
});

describe('signing in', () => {
  beforeAll(async () => {
    await start();
    await send('POST', '/console/api/invitation', account());
  });
  afterAll(() => app.close());
  const signIn = (login: string, password: string, headers = {}) =>
    send('POST', '/console/api/sign-in', { login, password }, headers);

  it('takes the right password, whatever the case of the name', async () => {
    const answer = await signIn(' MIA ', PASSWORD);
    expect(answer).toMatchObject({
      status: 200,
      body: { agent: { name: 'Mia Berg' }, csrf: expect.any(String) },
    });
    const session = await send('GET', '/console/api/session', undefined, cookieOf(answer));
    expect(session.body).toEqual(answer.body);
  });

  it('[S9] answers the same for an unknown name and a wrong password', async () => {
    const [unknown, wrong] = [await signIn('niemand', PASSWORD), await signIn('mia', 'falsches Kennwort')];
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body.error, ref: '' }).toEqual({ ...wrong.body.error, ref: '' });
  });

  it('[S9] is throttled by name before anything is hashed, but not where the owner was before', async () => {
    const before = await signIn('mia', PASSWORD);
    const device = { cookie: `${DEVICE_COOKIE}=${tokenOf({ ...before, cookie: before.cookies[1] })}` };
    while ((await signIn('mia', 'x')).status === 401);
    expect(await signIn('mia', PASSWORD)).toMatchObject({
      status: 429,
      body: { error: { code: 'slow-down' } },
    });
    for (const way of ['\0mia', 'm\0ia', '\0 mia', 'ＭＩＡ', ' Mia\0\u2003'])
      expect((await signIn(way, 'x')).status, JSON.stringify(way)).toBe(429);
    expect((await signIn('mia', PASSWORD, device)).status).toBe(200);
    app.clock.jump(15 * 60 * 1000);
    expect((await signIn('mia', 'x')).status).toBe(401);
  });

  it('[S8] begins a new session and ends the one that the browser had', async () => {
    const first = await signIn('mia', PASSWORD);
    const desk = await Console.open(app, {
      token: tokenOf(first),
      csrf: first.body.csrf,
      agent: first.body.agent,
    });
    const gone = new Promise((resolve) => desk.socket.once('disconnect', resolve));
    const fixed = { cookie: `${SESSION_COOKIE}=${'x'.repeat(43)}` };
    const second = await signIn('mia', PASSWORD, fixed);
    expect(tokenOf(second)).not.toBe('x'.repeat(43));
    const third = await signIn('mia', PASSWORD, cookieOf(first));
    await gone;
    const status = async (answer: Answer) =>
      (await send('GET', '/console/api/session', undefined, cookieOf(answer))).status;
    expect([await status(first), await status(second), await status(third)]).toEqual([401, 200, 200]);
  });

  it('[T6] opens nothing when the password is changed while it is looked at', async () => {
    const { store } = app.parts;
    const { agent, passwordHash } = (await store.findPassword('mia'))!;
    const { createSession } = store;
    const changed: typeof createSession = async (session) => {
      await store.setPassword(agent.id, 'another one', '');
      await createSession(session);
    };
    Object.assign(store, { createSession: changed });
    const late = await signIn('mia', PASSWORD);
    Object.assign(store, { createSession });
    await store.setPassword(agent.id, passwordHash, '');
    expect(late.status).toBe(401);
    const session = await send('GET', '/console/api/session', undefined, cookieOf(late));
    expect(session.status).toBe(401);
  });

  it('[S4] is refused from a foreign page', async () => {
    expect((await signIn('mia', PASSWORD, { origin: 'https://evil.example' })).status).toBe(401);
  });

  it('[S2] answers a body that is no JSON, or of another shape, with a code', async () => {
    expect(await send('POST', '/console/api/sign-in', [])).toMatchObject({
      body: { error: { code: 'bad-request' } },
    });
    expect(await send('POST', '/console/api/sign-in', { login: 'mia' })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-request', field: 'password' } },
    });
  });

  it('[S8] out ends HTTP and sockets at once', async () => {
    const answer = await signIn('mia', PASSWORD);
    const session = { token: tokenOf(answer), csrf: answer.body.csrf, agent: answer.body.agent };
    const desk = await Console.open(app, session);
    const gone = new Promise((resolve) => desk.socket.once('disconnect', resolve));
    const out = (headers: Record<string, string>) =>
      send('POST', '/console/api/sign-out', undefined, { ...cookieOf(answer), ...headers });
    expect((await out({})).status).toBe(401);
    expect((await out({ 'x-csrf-token': session.csrf })).status).toBe(204);
    await gone;
    expect((await send('GET', '/console/api/session', undefined, cookieOf(answer))).status).toBe(401);
    const headers = { ...cookieOf(answer), origin: app.url };
    await expect(connect(app.url, '/agent', { csrf: session.csrf }, headers)).rejects.toThrow('signed-out');
  });

  it('ends after a working day', async () => {
    const answer = await signIn('mia', PASSWORD);
    app.clock.jump(12 * 60 * 60 * 1000);
    expect((await send('GET', '/console/api/session', undefined, cookieOf(answer))).status).toBe(401);
  });
});
