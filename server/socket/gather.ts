import type { Server, Socket } from 'socket.io';
import type { Log } from '../log.ts';
import { describeError } from '../refusal.ts';

type EngineSocket = Socket['conn'];

/** What engine.io and ws keep to themselves: sending what waits for a client, and the line under a WebSocket. */
interface Sending {
  readonly readyState: string;
  flush(): void;
  /** What waits; engine.io takes a new array with each flush. */
  readonly writeBuffer: unknown[];
  readonly transport: { readonly socket?: { readonly _socket?: { cork(): void; uncork(): void } | null } };
}

/**
 * Sends what comes for a client while one thing is done together, in one call of the system: engine.io sends the first
 * packet at once, the next ones when that is out, and each by itself, while a call costs more than all that a packet is
 * made of. Nothing waits for longer than the work under way.
 */
export function gatherPackets(io: Server, log: Log): void {
  io.engine.on('connection', (connection: EngineSocket) => {
    const sending = connection as unknown as Sending;
    const flush = sending.flush.bind(connection);
    const flushTogether = () => {
      const line = sending.transport.socket?._socket;
      const packets = sending.writeBuffer;
      line?.cork();
      try {
        flush();
        // WebSocket and polling have read the array by now (WebTransport, which is off, would not). It has often outlived
        // V8's young objects, and would keep alive what was sent until the whole heap is looked at.
        if (sending.writeBuffer !== packets) packets.length = 0;
      } catch (error) {
        log.warn('line.failed', { error: describeError(error) });
        connection.close(true);
      } finally {
        line?.uncork();
      }
    };
    let due = false;
    sending.flush = () => {
      // Who hangs up in the middle of an upgrade closes right after this call.
      if (sending.readyState === 'closing') return flush();
      if (due) return;
      due = true;
      afterPromises(() => {
        due = false;
        flushTogether();
      });
    };
  });
}

/** Calls back when no promise is left to go on, before the event loop turns to anything else. */
export function afterPromises(work: () => void): void {
  // A tick asked for in a tick would come before them.
  queueMicrotask(() => process.nextTick(work));
}
