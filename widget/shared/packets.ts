/*
 * Text packets of Engine.IO 4 with those of Socket.IO 5 inside, as far as our clients speak them: one namespace per
 * line, no binary data. https://github.com/socketio/engine.io-protocol, https://github.com/socketio/socket.io-protocol
 */

export const ENGINE = { open: '0', ping: '2', pong: '3', message: '4', noop: '6' } as const;
const SOCKET = { connect: '0', disconnect: '1', event: '2', ack: '3', refused: '4' } as const;

/** What the server may tell on a line. */
export type Packet =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown }
  | { readonly type: 'ack'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refused'; readonly message: string; readonly data?: unknown };

/** Namespace, id and content; a namespace ends in a comma and an id is digits only. */
const MESSAGE = /^4(\d)(?:\/[^,]*,)?(\d*)(.*)$/s;

/** The first words on a line. */
export function encodeConnect(namespace: string, auth: unknown): string {
  return `${ENGINE.message}${SOCKET.connect}${namespace},${JSON.stringify(auth)}`;
}

/** An ask; its acknowledgement comes back under the same id. */
export function encodeAsk(namespace: string, id: number, name: string, request: unknown): string {
  return `${ENGINE.message}${SOCKET.event}${namespace},${id}${JSON.stringify([name, request])}`;
}

/** A message in words of our own; undefined for what we do not speak, which is as if it had been lost. */
export function decodeMessage(text: string): Packet | undefined {
  const [, type, id, content = ''] = MESSAGE.exec(text) ?? [];
  if (type === SOCKET.connect) return { type: 'connected' };
  if (type === SOCKET.disconnect) return { type: 'disconnected' };
  try {
    const data = JSON.parse(content);
    switch (type) {
      case SOCKET.event:
        return { type: 'event', name: data[0], value: data[1] };
      case SOCKET.ack:
        return { type: 'ack', id: Number(id), value: data[0] };
      case SOCKET.refused:
        return { type: 'refused', ...data };
    }
  } catch {}
  return undefined;
}
