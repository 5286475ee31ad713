import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from './startup-error.ts';

/**
 * Connections that the system keeps until they are taken. With Node's own 511 it drops the rest of a crowd that comes
 * back after a restart, and TCP tries again after 1, 3, 7, 15, 31 s. The system may allow less (`net.core.somaxconn`).
 */
const BACKLOG = 16_384;

/**
 * Listens and returns the port.
 * @throws StartupError when the port is busy, needs other rights, or the address is not this machine's
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, BACKLOG, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} is taken by another program.`,
        `End that program, or take another port: PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new StartupError(
        `Port ${port} may not be opened by this user.`,
        'Take a port above 1023 and put a reverse proxy in front: PORT=3000 npm start',
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError(
        `HOST=${host} is no address of this machine.`,
        'Use 127.0.0.1 for this machine alone or 0.0.0.0 for all its addresses.',
      );
    default:
      return error;
  }
}
