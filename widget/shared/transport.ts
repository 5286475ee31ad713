/** A way for packets in one order to the server and back. */
export interface Transport {
  send(packet: string): void;
  /** After it the listener hears nothing more. */
  close(): void;
}

export interface TransportListener {
  packet(packet: string): void;
  /** It did not open, or is gone. */
  closed(): void;
}

/** Between packets that share one request or answer of the polling transport. */
const SEPARATOR = '\u001e';

/** @param url The server's endpoint, such as `https://chat.example/socket.io/?EIO=4`. */
export function openWebSocket(url: string, listener: TransportListener): Transport {
  let socket: WebSocket | undefined;
  try {
    socket = new WebSocket(`${url.replace(/^http/, 'ws')}&transport=websocket`);
    socket.onmessage = ({ data }) => listener.packet(data);
    socket.onclose = listener.closed;
  } catch {
    // A page's policy may forbid it.
    setTimeout(listener.closed);
  }
  return {
    send: (packet) => socket?.readyState === WebSocket.OPEN && socket.send(packet),
    close() {
      if (!socket) return;
      socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}

/**
 * For networks that let no WebSocket through: one request waits for what the server has to say, one at a time carries
 * what we say. The server ends the line when either is doubled, or when the waiting one is given up.
 */
export function openPolling(url: string, listener: TransportListener): Transport {
  const giveUp = new AbortController();
  let address = `${url}&transport=polling`;
  let waiting: string[] = [];
  let posting = false;

  async function request(body?: string): Promise<string> {
    const post = body === undefined ? {} : { method: 'POST', body };
    // Answers of an address that never changes could be taken from a cache on the way.
    const response = await fetch(`${address}&t=${Math.random()}`, { signal: giveUp.signal, ...post });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.text();
  }
  async function poll() {
    const opening = await request();
    address += `&sid=${JSON.parse(opening.slice(1)).sid}`;
    listener.packet(opening);
    while (!giveUp.signal.aborted)
      for (const packet of (await request()).split(SEPARATOR))
        if (!giveUp.signal.aborted) listener.packet(packet);
  }
  async function post() {
    if (posting) return;
    posting = true;
    while (waiting.length > 0) {
      const body = waiting.join(SEPARATOR);
      waiting = [];
      await request(body);
    }
    posting = false;
  }
  const fail = () => {
    if (giveUp.signal.aborted) return;
    giveUp.abort();
    listener.closed();
  };
  poll().catch(fail);
  return {
    send(packet) {
      waiting.push(packet);
      post().catch(fail);
    },
    close: () => giveUp.abort(),
  };
}
