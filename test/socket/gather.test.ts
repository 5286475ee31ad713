import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { gatherPackets } from '../../server/socket/gather.ts';

let running: { io: Server; http: HttpServer } | undefined;
afterEach(async () => {
  running?.http.closeAllConnections();
  await running?.io.close();
});

const logged: string[] = [];

/** Tells three things and acknowledges them, some of it only after the next promises; counts what goes out. */
async function start() {
  const http = createServer();
  const server = new Server(http);
  running = { io: server, http };
  gatherPackets(
    server,
    createLog(
      'json',
      () => 0,
      (line) => void logged.push(line),
    ),
  );
  const sent: number[] = [];
  server.on('connection', (socket) => {
    socket.on('count', (packets: number[], done: (last: string) => void) => {
      const line = socket.conn.transport as unknown as { socket?: { _socket: { write: unknown } } };
      const tcp = line.socket?._socket as
        | { _writev?: (chunks: unknown[], done: () => void) => void }
        | undefined;
      const writev = tcp?._writev?.bind(tcp);
      if (tcp && writev)
        tcp._writev = (chunks, written) => {
          sent.push(chunks.length);
          writev(chunks, written);
        };
      for (const packet of packets) socket.emit('told', packet);
      void Promise.resolve()
        .then(() => {})
        .then(() => done('end'));
    });
    socket.conn.once(
      'upgrading',
      (transport: { prependListener(name: string, heard: (packet: { type: string }) => void): void }) =>
        transport.prependListener('packet', ({ type }) => {
          if (type !== 'upgrade') return;
          socket.emit('told', 'Ende');
          socket.disconnect(true);
        }),
    );
    socket.on('keep', (done: (packets: number[]) => void) => {
      socket.emit('told', 'kept?');
      const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
      const waiting = writeBuffer.length;
      setImmediate(() => done([waiting, writeBuffer.length]));
    });
    socket.on('break', () => {
      const { transport } = socket.conn as unknown as { transport: { send(): void } };
      transport.send = () => {
        throw new Error('The line is torn.');
      };
      socket.emit('told', 'lost');
    });
    socket.on('leave', (words: string) => {
      socket.emit('told', words);
      socket.disconnect(true);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, sent };
}

describe('packets for one client', () => {
  it.each(['websocket', 'polling'])('arrive in their order, the answer last, over %s', async (transport) => {
    const { url } = await start();
    const client = io(url, { transports: [transport], reconnection: false });
    const told: unknown[] = [];
    client.on('told', (packet) => told.push(packet));
    const asked = Array.from({ length: 40 }, (_, n) => n);
    const answers = [
      client.emitWithAck('count', asked.slice(0, 20)),
      client.emitWithAck('count', asked.slice(20)),
    ];
    expect(await Promise.all(answers)).toEqual(['end', 'end']);
    expect(told).toEqual(asked);
    client.close();
  });

  it('go out in one call while one thing is done', async () => {
    const { url, sent } = await start();
    const client = io(url, { transports: ['websocket'], reconnection: false });
    await client.emitWithAck('count', [1, 2, 3]);
    // Head and body of four frames.
    expect(sent).toEqual([8]);
    client.close();
  });

  it.each(['websocket', 'polling'])('are let go of once they are sent, over %s', async (transport) => {
    const { url } = await start();
    const client = io(url, { transports: [transport], reconnection: false });
    expect(await client.emitWithAck('keep')).toEqual([1, 0]);
    client.close();
  });

  it('are still sent when the line ends right after them', async () => {
    const { url } = await start();
    const client = io(url, { transports: ['websocket'], reconnection: false });
    const told: unknown[] = [];
    client.on('told', (packet) => told.push(packet));
    await once(client as unknown as NodeJS.EventEmitter, 'connect');
    client.emit('leave', 'Auf Wiedersehen');
    await new Promise<void>((resolve) => client.on('disconnect', () => resolve()));
    expect(told).toEqual(['Auf Wiedersehen']);
  });

  it('are still sent when the line ends in the middle of its upgrade', async () => {
    const { url } = await start();
    const client = io(url, { transports: ['polling', 'websocket'], reconnection: false });
    const told: unknown[] = [];
    client.on('told', (packet) => told.push(packet));
    const reason = await new Promise((resolve) => client.on('disconnect', resolve));
    expect({ told, reason }).toEqual({ told: ['Ende'], reason: 'io server disconnect' });
  });

  it('end the line, and nothing else, when they cannot be sent', async () => {
    const { url } = await start();
    const client = io(url, { transports: ['websocket'], reconnection: false });
    client.emit('break');
    await new Promise<void>((resolve) => client.on('disconnect', () => resolve()));
    expect(logged.join()).toContain('line.failed');
  });
});
