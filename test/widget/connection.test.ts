import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import type { VisitorAsks, VisitorTold } from '../../protocol/visitor.ts';
import { type Connection, connect, type Line } from '../../widget/shared/connection.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clientId } from '../support/client.ts';

/*
 * Where there is no WebSocket, as in Node 20 and behind some proxies, all of this goes by polling; with one, by it.
 * What only a page has is given as far as a line looks at it: events of the window.
 */

let app: TestApp;
let lines: { close(): void }[] = [];

beforeEach(async () => {
  const page = new EventTarget();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  app = await startApp();
});
afterEach(async () => {
  for (const line of lines) line.close();
  lines = [];
  await app.close();
  vi.unstubAllGlobals();
});

function open(server: string, auth: Record<string, unknown> = { protocol: PROTOCOL_VERSION }) {
  const seen = { lines: [] as Line[], refused: [] as string[], events: [] as ConversationEvent[] };
  const connection: Connection<VisitorAsks> = connect<VisitorAsks, VisitorTold>({
    server,
    namespace: '/visitor',
    auth: () => auth,
    told: { 'event:added': ({ event }) => void seen.events.push(event) },
    lineChanged: (line) => void seen.lines.push(line),
    refused(code) {
      seen.refused.push(code);
      return false;
    },
  });
  lines.push(connection);
  return {
    connection,
    seen,
    is: (line: Line) => vi.waitFor(() => expect(seen.lines.at(-1)).toBe(line), 8_000),
  };
}

describe('a line to the server', () => {
  it('[E3] opens, is answered, and is told what happens', async () => {
    const { connection, seen, is } = open(app.url);
    expect(await connection.ask('conversation:sync', { since: 0 })).toMatchObject({
      error: { code: 'unanswered' },
    });
    await is('up');
    expect(await connection.ask('conversation:start', { clientId: clientId() })).toMatchObject({ ok: true });
    expect(await connection.ask('conversation:sync', { since: 0 })).toMatchObject({ ok: true, more: false });
    const umlauts = 'Größe: 5 € – „schön“ \u001e \u2028 😀';
    await connection.ask('message:send', { clientId: clientId(), text: umlauts });
    await vi.waitFor(() => expect(seen.events[0]).toMatchObject({ seq: 2, text: umlauts }));
  });

  it('[E3] comes back by itself when the server has gone, and asks in between are unanswered at once', async () => {
    const { connection, seen, is } = open(app.url);
    await is('up');
    const { port } = app;
    await app.close();
    await is('down');
    const since = performance.now();
    expect(await connection.ask('conversation:sync', { since: 0 })).toMatchObject({
      error: { code: 'unanswered' },
    });
    expect(performance.now() - since).toBeLessThan(1_000);
    app = await startApp({ port });
    await is('up');
    expect(seen.lines.filter((line) => line === 'up')).toHaveLength(2);
  });

  it('[E3] hears why the server refuses, and stays away when told so', async () => {
    const { seen, is } = open(app.url, { protocol: -1 });
    await is('stopped');
    expect(seen.refused).toEqual(['outdated']);
  });

  it('ends what it has asked when it is closed', async () => {
    const { connection, is } = open(app.url);
    await is('up');
    const asked = connection.ask('conversation:start', { clientId: clientId() });
    connection.close();
    expect(await asked).toMatchObject({ error: { code: 'unanswered' } });
    await is('stopped');
  });

  it('does not storm what answers in our server’s place, such as the sign-in page of a hotel', async () => {
    let asked = 0;
    const hotel = createServer((_, response) => {
      asked++;
      response.end('<!doctype html><title>Willkommen</title>');
    });
    await new Promise<void>((resolve) => hotel.listen(0, '127.0.0.1', resolve));
    const { is } = open(`http://127.0.0.1:${(hotel.address() as AddressInfo).port}`);
    await is('down');
    expect(asked).toBeLessThanOrEqual(2);
    hotel.closeAllConnections();
    hotel.close();
  });
});
