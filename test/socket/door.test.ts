import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import type { AppParts } from '../../server/app.ts';
import { newToken } from '../../server/ids.ts';
import { Door } from '../../server/socket/door.ts';
import { startApp } from '../support/app.ts';
import { Visitor } from '../support/client.ts';

const CROWD = 200;
const UPGRADE = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n');

/** Resolves when it has happened so many times. */
function times(count: number, listen: (happened: () => void) => void): Promise<void> {
  let left = count;
  return new Promise((resolve) => listen(() => --left === 0 && resolve()));
}

it('lets others in after many went away while they waited at the door', async () => {
  const app = await startApp();
  const { server } = app.app;
  const failures: unknown[] = [];
  const failed = (error: unknown) => failures.push(error);
  process.on('uncaughtException', failed);
  const here = times(CROWD, (happened) => server.on('connection', happened));
  const crowd = Array.from({ length: CROWD }, () => connect({ port: app.port, host: '127.0.0.1' }));
  await here;
  const asked = times(CROWD, (happened) => server.on('upgrade', happened));
  const gone = times(CROWD, (happened) =>
    server.on('upgrade', (_, socket) => socket.once('close', happened)),
  );
  for (const socket of crowd) socket.write(UPGRADE);
  // All of them came in one turn of the loop, of whom only a few may enter in it.
  await asked;
  for (const socket of crowd) socket.resetAndDestroy();
  await gone;
  const visitor = await Visitor.come(app.url);
  process.off('uncaughtException', failed);
  expect(failures).toEqual([]);
  visitor.close();
  await app.close();
});

it('says yes to a WebSocket and its first packet in one call of the system', async () => {
  const app = await startApp();
  const calls: string[] = [];
  app.app.server.on('upgrade', (_, tcp) => {
    for (const name of ['_write', '_writev'] as const) {
      const write = tcp[name]?.bind(tcp) as (...args: unknown[]) => void;
      Object.assign(tcp, {
        [name]: (...args: unknown[]) => {
          calls.push(name);
          write(...args);
        },
      });
    }
  });
  const line = new WebSocket(`ws://127.0.0.1:${app.port}/socket.io/?EIO=4&transport=websocket`);
  await once(line, 'message');
  expect(calls).toEqual(['_writev']);
  line.terminate();
  await app.close();
});

it('hands on a few wishes for a WebSocket in one turn, and asks once whether they may come', async () => {
  const server = createServer();
  const asked = { knock: 0, enter: 0 };
  const count = (name: keyof typeof asked) => () => {
    asked[name] += 1;
    return true;
  };
  const door = new Door({ mayKnock: count('knock'), mayEnter: count('enter') });
  const turns: number[] = [];
  let turn = 0;
  const all = times(CROWD, (happened) =>
    server.on('upgrade', (request) => {
      turns.push(turn);
      door.knock(request, (admitted) => {
        if (admitted) happened();
      });
    }),
  );
  door.standBefore(server);
  const here = times(CROWD, (happened) => server.on('connection', happened));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const crowd = Array.from({ length: CROWD }, () => connect({ port, host: '127.0.0.1' }));
  await here;
  for (const socket of crowd) socket.write(UPGRADE);
  const next = () => {
    turn += 1;
    if (turns.length < CROWD) setImmediate(next);
  };
  next();
  await all;
  expect(asked).toEqual({ knock: CROWD, enter: CROWD });
  expect(Math.max(...turns.map((at) => turns.filter((other) => other === at).length))).toBeLessThan(20);
  for (const socket of crowd) socket.destroy();
  server.close();
});

it('looks up a few tokens at a time when lines that are open ask all at once', async () => {
  const looked: number[] = [];
  let turn = 0;
  const counted = ({ store, ...parts }: AppParts): AppParts => {
    const findConversationByToken = (hash: string) => {
      looked.push(turn);
      return store.findConversationByToken(hash);
    };
    return {
      ...parts,
      store: Object.create(store, { findConversationByToken: { value: findConversationByToken } }),
    };
  };
  const app = await startApp({ change: counted });
  const lines = await Promise.all(
    Array.from({ length: CROWD }, async () => {
      const line = new WebSocket(`ws://127.0.0.1:${app.port}/socket.io/?EIO=4&transport=websocket`);
      await once(line, 'message');
      return line;
    }),
  );
  const count = () => {
    turn += 1;
    if (looked.length < CROWD) setImmediate(count);
  };
  count();
  const auth = { protocol: PROTOCOL_VERSION, token: newToken() };
  const answers = lines.map((line) => once(line, 'message'));
  for (const line of lines) line.send(`40/visitor,${JSON.stringify(auth)}`);
  for (const [answer] of await Promise.all(answers)) expect(String(answer)).toContain('signed-out');
  expect(looked).toHaveLength(CROWD);
  const inOneTurn = Math.max(...looked.map((at) => looked.filter((other) => other === at).length));
  expect(inOneTurn).toBeLessThan(20);
  for (const line of lines) line.terminate();
  await app.close();
});

it('listens once to a line that asks many times at once', async () => {
  const app = await startApp();
  const warnings: string[] = [];
  const warned = ({ message }: Error) => warnings.push(message);
  process.on('warning', warned);
  const line = connect({ port: app.port, host: '127.0.0.1' });
  let heard = '';
  const answered = new Promise<void>((resolve) =>
    line.on('data', (data) => {
      heard += data;
      if (heard.split('HTTP/1.1 200').length > CROWD / 10) resolve();
    }),
  );
  line.write(
    'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(CROWD / 10),
  );
  await answered;
  process.off('warning', warned);
  expect(warnings).toEqual([]);
  line.destroy();
  await app.close();
});
