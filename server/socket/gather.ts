import type { Server, Socket } from 'socket.io';

type EngineSocket = Socket['conn'];

/** What engine.io and ws keep to themselves: sending what waits for a client, and the line under a WebSocket. */
interface Sending {
  flush(): void;
  readonly transport: { readonly socket?: { readonly _socket?: { cork(): void; uncork(): void } | null } };
}

/**
 * Sends what comes for a client while one thing is done together, in one call of the system: engine.io sends the first
 * packet at once, the next ones when that is out, and each by itself, while a call costs more than all that a packet is
 * made of. Nothing waits for longer than the work under way.
 */
export function gatherPackets(io: Server): void {
  io.engine.on('connection', (connection: EngineSocket) => {
    const sending = connection as unknown as Sending;
    const flush = sending.flush.bind(connection);
    let due = false;
    sending.flush = () => {
      if (due) return;
      due = true;
      afterPromises(() => {
        due = false;
        const line = sending.transport.socket?._socket;
        line?.cork();
        flush();
        line?.uncork();
      });
    };
  });
}

/** Calls back when no promise is left to go on, before the event loop turns to anything else. */
export function afterPromises(work: () => void): void {
  // A tick asked for in a tick would come before them.
  queueMicrotask(() => process.nextTick(work));
}
