import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen } from '../server/listen.ts';

const SOMAXCONN = '/proc/sys/net/core/somaxconn';
/** More than Node asks the system to keep by itself. */
const CROWD = 800;
/** In Linux's table of connections: this side has asked, and heard nothing. */
const SYN_SENT = '02';

describe('listening', () => {
  it.skipIf(process.platform !== 'linux' || Number(readFileSync(SOMAXCONN, 'utf8')) < 2 * CROWD)(
    'keeps a crowd that comes while the process is busy',
    async () => {
      const server = createServer();
      const port = await listen(server, '127.0.0.1', 0);
      const crowd = Array.from({ length: CROWD }, () => connect({ port, host: '127.0.0.1' }));
      const connected = crowd.map((socket) => once(socket, 'connect'));
      // They ask the system in this turn of the loop; in the next one the server would begin to take them.
      await new Promise<void>((resolve) => process.nextTick(resolve));
      const states = statesOfConnectionsTo(port);
      await Promise.all(connected);
      for (const socket of crowd) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(states.length).toBeGreaterThanOrEqual(CROWD);
      expect(states.filter((state) => state === SYN_SENT)).toEqual([]);
    },
  );
});

/** State by state, as this machine's clients see it (proc_net_tcp(5)). */
function statesOfConnectionsTo(port: number): string[] {
  const remote = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, , to = '', state = ''] = row.trim().split(/\s+/);
    return to.endsWith(remote) ? [state] : [];
  });
}
