import type { Server, Socket } from 'socket.io';
import { addressOf } from '../addresses.ts';
import type { Log } from '../log.ts';

type EngineSocket = Socket['conn'];

/** What may wait for a slow reader before it is cut off. */
const MOST_WAITING_PACKETS = 512;
const MOST_WAITING_BYTES = 1_000_000;

/** The address a socket comes from. */
export function addressOfSocket({ handshake }: Socket, trustProxy: number): string {
  const { address: remote, headers } = handshake;
  return addressOf({ remote, forwarded: headers['x-forwarded-for'] }, trustProxy);
}

/** What engine.io keeps for a client that does not read fast enough, and its WebSocket. Its types leave both out. */
interface Backlog {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: { terminate?(): void } };
}

/**
 * Cuts off readers that are so slow that what waits for them would only grow. They come back and ask for what they
 * miss.
 */
export function cutSlowReaders(io: Server, log: Log): void {
  io.engine.on('connection', (connection: EngineSocket) => {
    const backlog = connection as unknown as Backlog;
    let waiting = 0;
    let cut = false;
    connection.on('packetCreate', ({ data }: { data?: unknown }) => {
      waiting += typeof data === 'string' ? data.length : 0;
      if (waiting <= MOST_WAITING_BYTES && backlog.writeBuffer.length < MOST_WAITING_PACKETS) return;
      if (cut) return;
      cut = true;
      log.warn('reader.cut', { count: backlog.writeBuffer.length });
      // Not at once: this may be in the middle of a broadcast. And not in order: the farewell would wait in line.
      setImmediate(() => {
        backlog.transport.socket?.terminate?.();
        connection.close(true);
      });
    });
    connection.on('flush', () => {
      waiting = 0;
    });
  });
}
