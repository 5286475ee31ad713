import { connect as dial, type Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { smallKnowledge } from '../proofs/support/parts.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must, Visitor } from '../support/client.ts';

/** Few enough to reach the limits quickly. */
const MOST = 16;

let app: TestApp;
const sockets: Socket[] = [];
beforeAll(async () => {
  app = await startApp({ ...smallKnowledge()(), overrides: { trustProxy: 1, socketsPerAddress: MOST } });
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await app.close();
});

async function come(address: string, auth: Record<string, unknown> = {}): Promise<Socket> {
  const headers = { 'x-forwarded-for': address };
  const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION, ...auth }, headers);
  sockets.push(socket);
  return socket;
}
const codeOf = async (answer: ReturnType<typeof ask>) => {
  const it = await answer;
  return it.ok ? 'ok' : it.error.code;
};

describe('[S11] one address', () => {
  it('may have so many sockets and no more, a /64 network as one, and gets a place back', async () => {
    const held = await Promise.all(
      Array.from({ length: MOST }, (_, n) => come(`2001:db8:0:1::${(n + 1).toString(16)}`)),
    );
    await expect(come('2001:db8:0:1:ffff::1')).rejects.toThrow();
    await come('2001:db8:0:2::1');
    await come('203.0.113.7');
    held[0]!.close();
    await expect
      .poll(() =>
        come('2001:db8:0:1::99').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    for (const socket of held) socket.close();
  });

  it('may open connections only so fast', async () => {
    const address = '203.0.113.8';
    let refused = 0;
    for (let count = 0; count < 2 * MOST + 4; count++)
      await come(address).then(
        (socket) => socket.close(),
        () => refused++,
      );
    expect(refused).toBeGreaterThanOrEqual(4);
    app.clock.advance(60_000);
    await come(address);
  });

  it('may ask only so much over all its sockets, and its neighbour goes on', async () => {
    const [here, there] = await Promise.all([come('203.0.113.9'), come('203.0.113.10')]);
    let codes: string[] = [];
    for (let line = 0; line < 3; line++) {
      const socket = line === 0 ? here : await come('203.0.113.9');
      const asked = Array.from({ length: 40 }, () => codeOf(ask(socket, 'unknown', {})));
      codes = [...codes, ...(await Promise.all(asked))];
    }
    expect(codes.filter((code) => code === 'not-found')).toHaveLength(4 * MOST);
    expect(await codeOf(ask(there, 'unknown', {}))).toBe('not-found');
  });
});

describe('[S11] one visitor', () => {
  const say = (visitor: Visitor, text: string) =>
    codeOf(ask(visitor.socket, 'message:send', { clientId: clientId(), text }));
  const page = 'Eine lange Geschichte. '.repeat(200).slice(0, 4_000);

  it('may say long things now and then, not one after the other', async () => {
    const visitor = await Visitor.come(app.url);
    const codes: string[] = [];
    for (let count = 0; count < 5; count++) codes.push(await say(visitor, page));
    expect(codes).toEqual(['ok', 'ok', 'ok', 'slow-down', 'slow-down']);
    const form = { clientId: clientId(), text: page, email: 'erika@beispiel.example' };
    expect(await codeOf(ask(visitor.socket, 'request:submit', form))).toBe('slow-down');
    app.clock.advance(1_000);
    expect(await say(visitor, 'kurz')).toBe('ok');
    visitor.close();
  });

  it('and all of an address may say so much together', async () => {
    const office = '198.51.100.7';
    const visitors = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const socket = await come(office);
        await must(socket, 'conversation:start', { clientId: clientId() });
        return { socket } as Visitor;
      }),
    );
    const codes = await Promise.all(visitors.map((visitor) => say(visitor, page)));
    expect(codes.filter((code) => code === 'slow-down')).toHaveLength(1);
    // What is being typed is counted apart.
    const [typist] = visitors;
    const text = 'Wo finde ich '.repeat(9);
    let typed = 0;
    for (let second = 0; second < 40; second++) {
      const { socket } = visitors[second % visitors.length]!;
      const answers = Array.from({ length: 8 }, () => codeOf(ask(socket, 'article:suggest', { text })));
      typed += (await Promise.all(answers)).filter((code) => code === 'ok').length;
      app.clock.advance(1_000);
    }
    expect(typed * text.length).toBeLessThan(12_512 + 40 * 264);
    expect(await say(typist!, 'Wo finde ich das?')).toBe('ok');
    const neighbour = await come('198.51.100.8');
    await must(neighbour, 'conversation:start', { clientId: clientId() });
    expect(await say({ socket: neighbour } as Visitor, 'hallo')).toBe('ok');
  });

  it('may ask only so much, however many sockets ask', async () => {
    const visitor = await Visitor.come(app.url);
    const codes: string[] = [];
    for (let line = 0; line < 5; line++) {
      await visitor.reconnect();
      const asked = Array.from({ length: 8 }, () =>
        codeOf(ask(visitor.socket, 'message:send', { clientId: clientId(), text: 'hallo' })),
      );
      codes.push(...(await Promise.all(asked)));
    }
    visitor.close();
    expect(codes.filter((code) => code === 'ok')).toHaveLength(3 * 8);
    const other = await Visitor.come(app.url);
    await must(other.socket, 'message:send', { clientId: clientId(), text: 'hallo' });
    other.close();
  });

  it('who goes on in spite of refusals is cut off, and may come again', async () => {
    const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let count = 0; count < 500; count++) socket.emit('unknown', {});
    await gone;
    (await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION })).close();
  });
});

describe('[S11] a line', () => {
  /** Says all of this on a line of its own, then, once it is let in, the rest. @returns What it hears until it is cut off. */
  function shout(packets: readonly string[], rest: readonly string[] = []): Promise<string[]> {
    const heard: string[] = [];
    const line = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    return new Promise((resolve) => {
      line.on('open', () => {
        for (const packet of packets) line.send(packet);
      });
      line.on('message', (data) => {
        heard.push(String(data));
        if (String(data).startsWith('40')) for (const packet of rest) line.send(packet);
      });
      line.on('error', () => {});
      line.on('close', () => resolve(heard));
    });
  }
  const welcomes = (heard: readonly string[]) => heard.filter((packet) => packet.startsWith('40/visitor'));
  const come = `40/visitor,{"protocol":${PROTOCOL_VERSION}}`;

  it('is one socket, and is cut off when it asks for more of them', async () => {
    expect(welcomes(await shout(Array<string>(400).fill(come))).length).toBeLessThanOrEqual(3);
    const token = '"token":"nobody’s"';
    const refused = Array<string>(400).fill(`40/visitor,{"protocol":${PROTOCOL_VERSION},${token}}`);
    expect((await shout(refused)).filter((packet) => packet.startsWith('44')).length).toBeLessThanOrEqual(3);
  });

  it('holds so many packets and no more, whatever they are', async () => {
    const answers = Array<string>(2_000).fill('43/visitor,7[]');
    expect(welcomes(await shout([come], answers))).toHaveLength(1);
  });

  it('takes no packet above 64 kB, and answers one below', async () => {
    const ofSize = (bytes: number) => `42/visitor,1["unknown",{"x":"${'x'.repeat(bytes)}"}]`;
    const below = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION });
    expect(await codeOf(ask(below, 'unknown', { x: 'x'.repeat(60_000) }))).toBe('not-found');
    below.close();
    const heard = await shout([come], [ofSize(64 * 1024)]);
    expect(heard.filter((packet) => packet.startsWith('43'))).toEqual([]);
    const url = `${app.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string };
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    const status = await fetch(`${url}&sid=${sid}`, {
      method: 'POST',
      body: ofSize(64 * 1024),
      headers,
    }).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
  });

  it('has nothing to join but what is served', async () => {
    const line = connect(app.url, '' as '/visitor', {});
    await expect(line).rejects.toThrow('not-found');
  });

  it('hears by polling no more than that either', async () => {
    const url = `${app.url}/socket.io/?EIO=4&transport=polling`;
    const opened = (await (await fetch(url)).text()).slice(1);
    const { sid } = JSON.parse(opened) as { sid: string };
    const body = Array<string>(400).fill(come).join('\u001e');
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    await fetch(`${url}&sid=${sid}`, { method: 'POST', body, headers }).catch(() => {});
    const rest = await fetch(`${url}&sid=${sid}`).then(
      (answer) => answer.text(),
      () => '',
    );
    expect(
      rest.split('\u001e').filter((packet) => packet.startsWith('40/visitor')).length,
    ).toBeLessThanOrEqual(3);
  });
});

describe('[S12] a client that does not come to the point', () => {
  /** Sends a beginning and resolves when the server hangs up. */
  function dawdle(beginning: string): Promise<void> {
    return new Promise((resolve) => {
      const socket: TcpSocket = dial(app.port, '127.0.0.1', () => socket.write(beginning));
      socket.on('error', () => {});
      socket.on('data', () => {});
      socket.on('close', () => resolve());
    });
  }

  it('is hung up on: nothing said, half a head, half a body, half an upgrade', async () => {
    const { server } = app.app;
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(20_000);
    // The same, in less time than a test may take.
    Object.assign(server, { headersTimeout: 300, requestTimeout: 600 });
    const head = 'Host: localhost\r\n';
    const post = 'Origin: http://localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n';
    await Promise.all([
      dawdle(''),
      dawdle(`GET / HTTP/1.1\r\n${head}`),
      dawdle(`POST /console/api/sign-in HTTP/1.1\r\n${head}${post}\r\n{`),
      dawdle(`GET /socket.io/ HTTP/1.1\r\n${head}Connection: Upgrade\r\nUpgrade: websocket\r\n`),
    ]);
  });
});
