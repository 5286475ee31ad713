import { connect } from 'node:net';
import { expect, it } from 'vitest';
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
