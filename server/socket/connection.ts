import type { Server, Socket } from 'socket.io';
import { addressOf } from '../addresses.ts';
import { Bucket, type Rate } from '../limits.ts';
import type { Log } from '../log.ts';

type EngineSocket = Socket['conn'];

/** What may wait for a slow reader before it is cut off. */
const MOST_WAITING_PACKETS = 512;
const MOST_WAITING_BYTES = 1_000_000;

/** Packets of every kind on one line, above what asks and their refusals are let through with. */
const PACKETS: Rate = { burst: 600, perSecond: 60 };
/** Wishes for a namespace on one line: a page has one, and each costs a look into the database. */
const MOST_CONNECTS = 3;

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
      // Not at once: this may be in the middle of a broadcast.
      setImmediate(() => hangUp(connection));
    });
    connection.on('flush', () => {
      waiting = 0;
    });
  });
}

/**
 * Cuts off who sends more than any page does, whatever it is: what no socket asks for (answers, wishes for namespaces)
 * passes every other limit by. One message may hold thousands of packets, so the line is deaf from the first too many.
 */
export function cutTalkers(io: Server, now: () => number): void {
  io.engine.on('connection', (connection: EngineSocket) => {
    const packets = new Bucket(PACKETS, now());
    let connects = 0;
    connection.on('packet', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string' && data.startsWith(CONNECT)) connects += 1;
      if (connects <= MOST_CONNECTS && packets.take(now())) return;
      connection.close();
      setImmediate(() => hangUp(connection));
    });
  });
}

/** Of socket.io's packets the one that asks for a namespace. */
const CONNECT = '0';

/** At once and without a farewell, which would wait in line. */
function hangUp(connection: EngineSocket): void {
  (connection as unknown as Backlog).transport.socket?.terminate?.();
  connection.close(true);
}

/** There is nothing in the namespace that every socket.io server has; who joined it could stay without a limit. */
export function closeRoot(io: Server): void {
  io.use((_, next) => next(new Error('not-found')));
}
