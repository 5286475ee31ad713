import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { readIdentityKey } from '../../server/identity.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must } from '../support/client.ts';

const secret = randomBytes(32);
const key = readIdentityKey(secret.toString('base64url'));
let app: TestApp;
let tokens = 0;

async function start(required: boolean) {
  app = await startApp({ overrides: { identity: { key, audience: 'lotse', required } } });
}
afterEach(() => app.close());

function prove(subject: string, more: object = {}): Promise<string> {
  const seconds = Math.floor(app.clock.now() / 1000);
  const claims = {
    sub: subject,
    jti: `token-${++tokens}-abc`,
    aud: 'lotse',
    iat: seconds,
    exp: seconds + 200,
  };
  return new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new Uint8Array(secret));
}

async function enter(auth: Record<string, unknown>) {
  const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION, ...auth });
  if (auth.token !== undefined) return { socket, token: auth.token as string };
  const { token } = await must<{ token: string }>(socket, 'conversation:start', { clientId: clientId() });
  await must(socket, 'conversation:sync', { since: 0 });
  return { socket, token };
}

async function serveNext() {
  const anna = await Console.open(app, await createAccount(app, 'Anna'));
  const chat = (await anna.inbox()).waiting[0]!;
  const { conversation, handoff, epoch } = chat;
  await must(anna.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
  const read = (id: string) =>
    must<{ visitor?: unknown; earlier: { conversation: string }[] }>(anna.socket, 'conversation:sync', {
      conversation: id,
      since: 0,
    });
  return { anna, conversation, read };
}

describe('[I1] a visitor whom the portal proves', () => {
  it('is shown to the agent as proved, apart from what the page claims', async () => {
    await start(false);
    const desk = await Console.open(app, await createAccount(app, 'Jana'));
    const { socket } = await enter({ identity: await prove('kunde-1', { name: 'Erika Mustermann' }) });
    await must(socket, 'visitor:describe', { name: 'Jemand anders' });
    await must(socket, 'handoff:request', { clientId: clientId() });
    const { conversation, read } = await serveNext();
    expect((await read(conversation)).visitor).toEqual({
      claims: { name: 'Jemand anders' },
      proved: { subject: 'kunde-1', name: 'Erika Mustermann' },
    });
    desk.socket.close();
  });

  it('comes back with the session alone, even when the token has long expired', async () => {
    await start(true);
    const identity = await prove('kunde-1');
    const { socket, token } = await enter({ identity });
    socket.close();
    app.clock.jump(10 * 60_000);
    const again = await enter({ token, identity });
    expect((await ask(again.socket, 'conversation:sync', { since: 0 })).ok).toBe(true);
  });

  it('is not let into another person’s conversation', async () => {
    await start(false);
    const { token } = await enter({ identity: await prove('kunde-1') });
    await expect(enter({ token, identity: await prove('kunde-2') })).rejects.toThrow('signed-out');
  });

  it('has earlier conversations that only who serves this person may read', async () => {
    await start(false);
    const first = await enter({ identity: await prove('kunde-1') });
    await must(first.socket, 'message:send', { clientId: clientId(), text: 'Welchen Browser brauche ich?' });
    const stranger = await enter({});
    const desk = await Console.open(app, await createAccount(app, 'Jana'));
    const second = await enter({ identity: await prove('kunde-1') });
    await must(second.socket, 'handoff:request', { clientId: clientId() });
    const waiting = (await desk.inbox()).waiting[0]!.conversation;
    const seen = await must<object>(desk.socket, 'conversation:sync', { conversation: waiting, since: 0 });
    expect(seen).toMatchObject({ visitor: { proved: { subject: 'kunde-1' } }, earlier: [] });
    const { anna, conversation, read } = await serveNext();
    const { earlier } = await read(conversation);
    expect(earlier).toHaveLength(1);
    const mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
    for (const id of [conversation, earlier[0]!.conversation])
      expect(await ask(mia.socket, 'conversation:sync', { conversation: id, since: 0 })).toMatchObject({
        ok: true,
        earlier: [{ conversation: id === conversation ? earlier[0]!.conversation : conversation }],
      });
    expect((await read(earlier[0]!.conversation)).visitor).toMatchObject({ proved: { subject: 'kunde-1' } });
    const denied = await ask(desk.socket, 'conversation:sync', {
      conversation: earlier[0]!.conversation,
      since: 0,
    });
    expect(denied).toMatchObject({ ok: false, error: { code: 'not-found' } });
    for (const { socket } of [stranger, first, second, anna, desk, mia]) socket.close();
  });
});

describe('[I2] a portal’s token', () => {
  it('counts once', async () => {
    await start(true);
    const identity = await prove('kunde-1');
    await enter({ identity });
    await expect(enter({ identity })).rejects.toThrow('unidentified');
  });

  it('counts for nothing when it is not good; who may chat unproved goes on unproved', async () => {
    await start(false);
    const { socket } = await enter({ identity: 'nicht.von.uns' });
    expect(socket.connected).toBe(true);
    expect(app.log.join('')).toContain('identity.refused');
    expect(app.log.join('')).not.toContain('nicht.von.uns');
  });
});

describe('[I3] where only proved visitors may chat', () => {
  it('everybody else is told to sign in', async () => {
    await start(true);
    await expect(enter({})).rejects.toThrow('unidentified');
    await expect(enter({ identity: await prove('kunde-1', { aud: 'shop' }) })).rejects.toThrow(
      'unidentified',
    );
    await expect(enter({ identity: await prove('kunde-1') })).resolves.toBeDefined();
  });
});

describe('[T9] a blocked person whom the portal proves', () => {
  it('begins no other conversation, in whatever browser, on no line that is open, until the block is lifted', async () => {
    await start(false);
    const anna = await Console.open(app, await createAccount(app, 'Anna', 'supervisor'));
    const other = await connect(app.url, '/visitor', {
      protocol: PROTOCOL_VERSION,
      identity: await prove('kunde-1'),
    });
    const { socket } = await enter({ identity: await prove('kunde-1') });
    await must(socket, 'handoff:request', { clientId: clientId() });
    const { conversation } = (await anna.inbox()).waiting[0]!;
    await must(anna.socket, 'visitor:block', { conversation, clientId: clientId(), hours: 1 });
    const again = async (subject: string) => enter({ identity: await prove(subject) });
    await expect(again('kunde-1')).rejects.toThrow('blocked');
    expect(await ask(other, 'conversation:start', { clientId: clientId() })).toMatchObject({
      error: { code: 'blocked' },
    });
    (await again('kunde-2')).socket.close();
    const { blocks } = await must<{ blocks: { id: string }[] }>(anna.socket, 'blocks:list', {});
    await must(anna.socket, 'visitor:unblock', { block: blocks[0]!.id });
    (await again('kunde-1')).socket.close();
    other.close();
  });
});
