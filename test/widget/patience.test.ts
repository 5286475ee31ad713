import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { openWire } from '../../widget/shared/wire.ts';
import { startApp } from '../support/app.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As in a browser, where an error that nobody listens to is none. */
class PageSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on('error', () => {});
  }
}

/** Resolves when the line is open; `lost` says whether it was given up. */
function open(server: string) {
  const seen = { lost: false };
  const opened = new Promise<void>((resolve) => {
    lines.push(
      openWire({
        server,
        namespace: '/visitor',
        auth: { protocol: PROTOCOL_VERSION },
        opened: resolve,
        told() {},
        refused() {},
        lost() {
          seen.lost = true;
        },
      }),
    );
  });
  return { seen, opened };
}
const lines: { close(): void }[] = [];

it('[E3] stands in line where a WebSocket has come through, and tries polling when it stood in vain', async () => {
  vi.stubGlobal('WebSocket', PageSocket);
  const polls = vi.fn(() => new Promise<Response>(() => {}));
  vi.stubGlobal('fetch', polls);
  const app = await startApp();
  const busy = createServer();
  const asks = { upgrade: () => {} };
  busy.on('upgrade', () => asks.upgrade());
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const asked = () => new Promise<void>((resolve) => Object.assign(asks, { upgrade: resolve }));
  const server = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;

  await open(app.url).opened;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const first = asked();
  const { seen } = open(server);
  await first;
  vi.advanceTimersByTime(9_900);
  expect(polls).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(seen.lost).toBe(true);

  const second = asked();
  open(server);
  await second;
  vi.advanceTimersByTime(4_000);
  expect(polls).toHaveBeenCalledOnce();

  vi.useRealTimers();
  for (const line of lines) line.close();
  busy.closeAllConnections();
  busy.close();
  await app.close();
});
