import type { Socket } from 'socket.io';

/** Packets that may wait for a slow reader before it is cut off. */
const MOST_WAITING_PACKETS = 512;

/**
 * The address a socket comes from, through as many trusted proxies as the operator has named.
 */
export function addressOf(socket: Socket, trustProxy: number): string {
  const forwarded = String(socket.handshake.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return trustProxy > 0 ? (forwarded.at(-trustProxy) ?? socket.handshake.address) : socket.handshake.address;
}

/** A reader so slow that what waits for it would only grow. */
export function isStalled(socket: Socket): boolean {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer: readonly unknown[] };
  return writeBuffer.length > MOST_WAITING_PACKETS;
}
