import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MS, PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { AGENT_GRACE_MS } from '../../server/chat/presence.ts';
import { hashToken } from '../../server/ids.ts';
import { Unavailable } from '../../server/request-error.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must, Visitor } from '../support/client.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

describe('a server whose database is gone', () => {
  let server: PostgresServer;
  let store: Store;
  let app: TestApp;
  beforeEach(async () => {
    server = await startPostgres();
    store = await openStore({ dataDir: '', databaseUrl: await server.createDatabase() });
    app = await startApp({ store });
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    await server.dispose();
  });

  it('[D9] says so with the phone number, stays, and stores the same message once when it is back', async () => {
    const visitor = await Visitor.come(app.url);
    await server.stop('SIGQUIT');
    const message = { clientId: clientId(), text: 'passwort vergessen' };
    const refused = await ask(visitor.socket, 'message:send', message);
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', phone: '0800 45 20 104' } });
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    await server.start();
    await must(visitor.socket, 'message:send', message);
    await must(visitor.socket, 'message:send', message);
    await visitor.sync();
    expect(visitor.heard.filter((event) => event.type === 'visitor.message')).toHaveLength(1);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    const quoted = app.log.filter((line) => line.includes('passwort'));
    expect(quoted).toEqual([]);
    visitor.close();
  });

  it('[D9] says so too when it stalls instead, and goes on when it does', { timeout: 60_000 }, async () => {
    const visitor = await Visitor.come(app.url);
    server.pause();
    const message = { clientId: clientId(), text: 'passwort vergessen' };
    // As long as the window waits, and no longer.
    const asked = visitor.socket.timeout(ACK_TIMEOUT_MS).emitWithAck('message:send', message);
    const refused = await asked.finally(() => server.resume());
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', phone: '0800 45 20 104' } });
    await expect.poll(async () => (await ask(visitor.socket, 'message:send', message)).ok).toBe(true);
    await visitor.sync();
    expect(visitor.heard.filter((event) => event.type === 'visitor.message')).toHaveLength(1);
    visitor.close();
  });
});

describe('a server whose database fails for a moment', () => {
  it('[D9] begins a conversation on the same line once it works again', async () => {
    const inner = await openStore({ dataDir: IN_MEMORY });
    let fails = true;
    const store: Store = {
      ...inner,
      async createConversation(conversation) {
        if (fails) throw new Unavailable(new Error('gone'));
        return inner.createConversation(conversation);
      },
    };
    const app = await startApp({ store });
    const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION });
    const start = { clientId: clientId() };
    expect(await ask(socket, 'conversation:start', start)).toMatchObject({ error: { code: 'unavailable' } });
    fails = false;
    const { token } = await must<{ token: string }>(socket, 'conversation:start', start);
    expect(await must(socket, 'conversation:start', start)).toMatchObject({ token });
    socket.close();
    await app.close();
    await inner.close();
  });

  it('[D8] gives other processes time to note their agents before it takes chats from them', async () => {
    const inner = await openStore({ dataDir: IN_MEMORY });
    let fails = false;
    const store: Store = {
      ...inner,
      async claimAlarms(...due) {
        if (fails) throw new Unavailable(new Error('gone'));
        return inner.claimAlarms(...due);
      },
    };
    const app = await startApp({ store });
    const { clock } = app;
    const signedIn = await createAccount(app, 'Jana');
    const jana = await Console.open(app, signedIn);
    const visitor = await Visitor.come(app.url);
    await must(visitor.socket, 'handoff:request', { clientId: clientId() });
    const { conversation, handoff, epoch } = await jana.firstWaiting();
    await must(jana.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
    clock.advance(AGENT_GRACE_MS);
    await app.app.tick();
    // From here on another process has her, and the database is away for a minute.
    jana.close();
    const { agent } = (await inner.findConversation(conversation))?.handoff ?? {};
    fails = true;
    clock.advance(60_000);
    await app.app.tick();
    fails = false;
    const status = async () => {
      await app.app.tick();
      return (await inner.findConversation(conversation))?.handoff?.status;
    };
    expect(await status()).toBe('active');
    await inner.touchAgents([agent ?? ''], clock.now());
    clock.advance(AGENT_GRACE_MS - 1_000);
    expect(await status()).toBe('active');
    clock.advance(2_000);
    expect(await status()).toBe('waiting');
    visitor.close();
    await app.close();
    await inner.close();
  });
});

describe('a server that is told to leave', () => {
  it('[D10] answers what was asked before, takes nothing more, and ends every line', async () => {
    const inner = await openStore({ dataDir: IN_MEMORY });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const store: Store = {
      ...inner,
      async saveTurn(turn) {
        arrived();
        await held;
        return inner.saveTurn(turn);
      },
    };
    const app = await startApp({ store });
    const [slow, late] = [await Visitor.come(app.url), await Visitor.come(app.url)];
    const asked = must(slow.socket, 'message:send', { clientId: clientId(), text: 'passwort vergessen' });
    await reached;
    const told = new Promise((resolve) => late.socket.once('server:leaving', resolve));
    const ended = Promise.all(
      [slow, late].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
    );
    const drained = app.app.drain();
    await told;
    const refused = await ask(late.socket, 'message:send', { clientId: clientId(), text: 'zu spät' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    await expect(Visitor.come(app.url)).rejects.toThrow();
    release();
    expect(await asked).toMatchObject({ ok: true, seq: expect.any(Number) });
    await Promise.all([ended, drained]);
    await inner.close();
  });
});

describe('a reader that does not read', () => {
  it('is cut off after a megabyte, harms nobody, and reads on when it comes back', async () => {
    const app = await startApp();
    const [stalled, other] = [await Visitor.come(app.url), await Visitor.come(app.url)];
    const { id: conversation } = (await app.parts.store.findConversationByToken(
      hashToken(stalled.token ?? ''),
    )) ?? { id: '' };
    const wire = stalled.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } };
    wire.ws._socket.pause();
    const text = 'ä'.repeat(100_000);
    const event = {
      type: 'agent.message',
      clientId: clientId(),
      text,
      agentName: 'Anna',
      seq: 9,
      at: 0,
    } as const;
    const cut = () => app.log.some((line) => line.includes('reader.cut'));
    await expect
      .poll(
        () => {
          for (let n = 0; n < 5; n++)
            app.parts.cluster.publish({ type: 'events', conversation, events: [event] });
          return cut();
        },
        { timeout: 20_000, interval: 1 },
      )
      .toBe(true);
    expect((await other.say('passwort vergessen')).length).toBeGreaterThan(1);
    await stalled.reconnect();
    expect((await stalled.say('passwort vergessen')).length).toBeGreaterThan(1);
    for (const visitor of [stalled, other]) visitor.close();
    await app.close();
  });
});
