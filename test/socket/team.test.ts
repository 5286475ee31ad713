import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, OneTimeLink } from '../../protocol/team.ts';
import { hashPassword } from '../../server/chat/passwords.ts';
import { hashToken } from '../../server/ids.ts';
import { Console, consoleHeaders, createAccount, signInDirectly } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must, until, Visitor } from '../support/client.ts';
import { queueUp, repliesTo, talk } from '../support/desk.ts';

const PASSWORD = 'ein langes Kennwort';
const NEXT = 'ein anderes Kennwort';
let app: TestApp;
let mia: Console;
let jana: Console;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp();
  mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  visitor = await Visitor.come(app.url);
});
afterEach(() => app.close());

const idOf = (who: Console) => who.signedIn.agent.id;
const gone = (who: Console) => new Promise<void>((resolve) => who.socket.once('disconnect', () => resolve()));
const post = (path: string, body: object) =>
  fetch(`${app.url}/console/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });

it('[T7] only supervisors manage accounts', async () => {
  const agent = idOf(mia);
  const asks: [string, object][] = [
    ['accounts:list', {}],
    ['account:invite', { role: 'supervisor' }],
    ['account:reset', { agent }],
    ['account:disable', { agent }],
    ['account:enable', { agent }],
    ['account:capacity', { agent, capacity: 9 }],
    ['visitor:block', { conversation: 'c', clientId: clientId(), hours: 1 }],
    ['blocks:list', {}],
    ['visitor:unblock', { block: 'b' }],
    ['figures:day', {}],
  ];
  for (const [name, request] of asks)
    expect(await ask(jana.socket, name, request), name).toMatchObject({ error: { code: 'not-allowed' } });
});

describe('[T6] one’s own password', () => {
  beforeEach(async () => {
    await app.parts.store.setPassword(
      idOf(jana),
      await hashPassword(PASSWORD),
      hashToken(jana.signedIn.token),
    );
  });

  it('changes with the old one, and every other session ends at once', async () => {
    const other = await Console.open(app, await signInDirectly(app, idOf(jana)));
    const away = gone(other);
    await must(jana.socket, 'account:password', { current: PASSWORD, next: NEXT });
    await away;
    await jana.inbox();
    const { login } = jana.signedIn.agent;
    expect((await post('sign-in', { login, password: PASSWORD })).status).toBe(401);
    expect((await post('sign-in', { login, password: NEXT })).status).toBe(200);
  });

  it('does not change with a wrong old one or a short new one, and not often', async () => {
    const change = (current: string, next: string) => ask(jana.socket, 'account:password', { current, next });
    expect(await change('falsch', NEXT)).toMatchObject({ error: { code: 'not-allowed', field: 'current' } });
    expect(await change(PASSWORD, 'kurz')).toMatchObject({ error: { code: 'bad-request', field: 'next' } });
    for (let more = 0; more < 3; more++) await change('falsch', 'kurz');
    expect(await change(PASSWORD, NEXT)).toMatchObject({ error: { code: 'slow-down' } });
  });
});

describe('[T7] a link', () => {
  it('invites as many as were asked for, each once', async () => {
    const invite = (role: string) => must<OneTimeLink>(mia.socket, 'account:invite', { role });
    const links = [await invite('agent'), await invite('supervisor')];
    for (const [index, { token }] of links.entries()) {
      const account = { token, login: `neu${index}`, name: 'Neu Hier', password: PASSWORD };
      expect((await post('invitation', account)).status).toBe(200);
      expect((await post('invitation', { ...account, login: 'noch' })).status).toBe(404);
    }
    const { accounts } = await must<{ accounts: Account[] }>(mia.socket, 'accounts:list', {});
    expect(accounts.map(({ name, role }) => `${name} ${role}`).sort()).toEqual([
      'Jana agent',
      'Mia supervisor',
      'Neu Hier agent',
      'Neu Hier supervisor',
    ]);
  });

  it('resets a password once, and ends every session', async () => {
    const { token } = await must<OneTimeLink>(mia.socket, 'account:reset', { agent: idOf(jana) });
    const checked = await post('reset/check', { token });
    expect(await checked.json()).toMatchObject({ name: 'Jana', login: jana.signedIn.agent.login });
    expect((await post('reset', { token, password: 'kurz' })).status).toBe(400);
    const away = gone(jana);
    const done = await post('reset', { token, password: NEXT });
    expect(done.status).toBe(200);
    await away;
    expect((await post('reset', { token, password: NEXT })).status).toBe(404);
    const { login } = jana.signedIn.agent;
    expect((await post('sign-in', { login, password: NEXT })).status).toBe(200);
    expect(await ask(mia.socket, 'account:reset', { agent: 'unknown' })).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});

describe('[T8] a disabled account', () => {
  it('of a supervisor leaves no link behind that was not used', async () => {
    const ole = await Console.open(app, await createAccount(app, 'Ole', 'supervisor'));
    const invited = await must<OneTimeLink>(ole.socket, 'account:invite', { role: 'supervisor' });
    const reset = await must<OneTimeLink>(ole.socket, 'account:reset', { agent: idOf(jana) });
    await must(mia.socket, 'account:disable', { agent: idOf(ole) });
    expect((await post('invitation/check', { token: invited.token })).status).toBe(404);
    expect((await post('reset/check', { token: reset.token })).status).toBe(404);
    const later = await must<OneTimeLink>(mia.socket, 'account:invite', { role: 'agent' });
    await must(mia.socket, 'account:disable', { agent: idOf(jana) });
    expect((await post('invitation/check', { token: later.token })).status).toBe(200);
  });

  it('is out at once even when its line has only just come', async () => {
    const { store } = app.parts;
    const { touchAgents } = store;
    const { token } = jana.signedIn;
    const signedOut: typeof touchAgents = async (agents, at) => {
      await touchAgents(agents, at);
      await store.deleteSession(hashToken(token));
    };
    Object.assign(store, { touchAgents: signedOut });
    const line = await connect(app.url, '/agent', { csrf: jana.signedIn.csrf }, consoleHeaders(app, token));
    const away = new Promise<void>((resolve) => line.once('disconnect', () => resolve()));
    await away;
  });

  it('is out at once: sockets, HTTP, sign-in; its chat goes back and its owner may not come again', async () => {
    const chat = await talk(visitor, jana);
    const heard = new Promise((resolve) => jana.socket.once('signed-out', resolve));
    const away = gone(jana);
    const from = performance.now();
    await must(mia.socket, 'account:disable', { agent: idOf(jana) });
    await Promise.all([heard, away]);
    expect(performance.now() - from).toBeLessThan(1_000);
    const { token, csrf } = jana.signedIn;
    await expect(connect(app.url, '/agent', { csrf }, consoleHeaders(app, token))).rejects.toThrow(
      'signed-out',
    );
    const session = await fetch(`${app.url}/console/api/session`, { headers: consoleHeaders(app, token) });
    expect(session.status).toBe(401);
    expect((await mia.firstWaiting()).conversation).toBe(chat.conversation);
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
    expect((await mia.inbox()).colleagues.map(({ name }) => name)).toEqual(['Mia']);
    await must(mia.socket, 'account:enable', { agent: idOf(jana) });
    await Console.open(app, await signInDirectly(app, idOf(jana)));
  });

  it('is neither one’s own nor that of the last supervisor', async () => {
    const refused = { error: { code: 'not-allowed', field: 'agent' } };
    expect(await ask(mia.socket, 'account:disable', { agent: idOf(mia) })).toMatchObject(refused);
    expect(await ask(mia.socket, 'account:disable', { agent: 'unknown' })).toMatchObject(refused);
    // A database may take these for the same.
    for (const agent of [`${idOf(mia)}\0`, `\0${idOf(mia)}`, `${idOf(mia)}\0\0`])
      expect(await ask(mia.socket, 'account:disable', { agent })).toMatchObject({
        error: { code: 'bad-request', field: 'agent' },
      });
    const ole = await Console.open(app, await createAccount(app, 'Ole', 'supervisor'));
    const both = await Promise.all(
      [
        ask(mia.socket, 'account:disable', { agent: idOf(ole) }),
        ask(ole.socket, 'account:disable', { agent: idOf(mia) }),
      ].map((answer) => answer.catch(() => ({ ok: false }))),
    );
    expect(both.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
    const left = (await app.parts.store.listAgents()).filter(
      (it) => it.role === 'supervisor' && !it.disabled,
    );
    expect(left).toHaveLength(1);
  });
});

it('[Q6] a supervisor sets how many chats an agent may have', async () => {
  await must(mia.socket, 'account:capacity', { agent: idOf(jana), capacity: 1 });
  await talk(visitor, jana);
  const second = await queueUp(await Visitor.come(app.url), jana);
  expect(await ask(jana.socket, 'chat:accept', { ...second, clientId: clientId() })).toMatchObject({
    error: { code: 'at-capacity' },
  });
  for (const capacity of [0, 21, 1.5])
    expect(await ask(mia.socket, 'account:capacity', { agent: idOf(jana), capacity })).toMatchObject({
      error: { code: 'bad-request', field: 'capacity' },
    });
  expect(await ask(mia.socket, 'account:capacity', { agent: 'unknown', capacity: 2 })).toMatchObject({
    error: { code: 'not-found' },
  });
});

describe('[T9] a blocked visitor', () => {
  const again = () => connect(app.url, '/visitor', { protocol: 1, previous: visitor.token });
  const block = (conversation: string, hours = 24) =>
    must<{ until: number }>(mia.socket, 'visitor:block', { conversation, clientId: clientId(), hours });

  it('is told so and can neither write nor begin anew until the time is over', async () => {
    const chat = await talk(visitor, jana);
    const { until: over } = await block(chat.conversation);
    expect(over).toBe(app.clock.now() + 24 * 60 * 60 * 1000);
    await until(
      [visitor.socket],
      () => visitor.heard.some((it) => it.type === 'conversation.closed'),
      'the end',
    );
    await visitor.sync();
    expect(repliesTo(visitor).at(-1)).toBe('text:conversation.blocked');
    expect(visitor.heard.find((it) => it.type === 'conversation.closed')).toMatchObject({ reason: 'misuse' });
    expect(await ask(visitor.socket, 'message:send', { clientId: clientId(), text: 'he' })).toMatchObject({
      error: { code: 'closed' },
    });
    await expect(again()).rejects.toThrow('blocked');
    const fresh = await Visitor.come(app.url);
    expect(fresh.status?.closed).toBe(false);
    const page = await must(mia.socket, 'conversation:sync', { conversation: chat.conversation, since: 0 });
    expect(page.blockedUntil).toBe(over);
    app.clock.jump(24 * 60 * 60 * 1000);
    (await again()).close();
  });

  it('may come again when a supervisor lifts it', async () => {
    const chat = await talk(visitor, jana);
    await block(chat.conversation);
    const { blocks } = await must<{ blocks: { id: string }[] }>(mia.socket, 'blocks:list', {});
    expect(blocks).toMatchObject([{ conversation: chat.conversation, byName: 'Mia' }]);
    await must(mia.socket, 'visitor:unblock', { block: blocks[0]!.id });
    expect(await ask(mia.socket, 'visitor:unblock', { block: blocks[0]!.id })).toMatchObject({
      error: { code: 'not-found' },
    });
    (await again()).close();
    expect((await jana.inbox()).mine).toEqual([]);
  });
});
