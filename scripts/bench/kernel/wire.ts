import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FrameReader, frameOf } from './frames.ts';

export interface WireOptions {
  readonly port: number;
  /** socket.io's namespace, such as `/visitor`. */
  readonly namespace: string;
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address of loopback that it comes from: one has only so many ports. */
  readonly from?: string;
}

/** What a server acknowledges with. */
export type Answer = Readonly<Record<string, unknown>>;

const HOST = '127.0.0.1';

/** A socket.io client (its protocol 5 over engine.io 4, WebSocket only) that costs a generator next to nothing. */
export class Wire {
  readonly #socket: Socket;
  readonly #prefix: string;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  readonly #listeners = new Map<string, (told: never) => void>();
  readonly #opened: (error?: Error) => void;
  #last = 0;
  /** Called when the line has ended, whoever ended it. */
  ended: () => void = () => {};

  /** Resolves when the namespace let it in; rejects with what the server said. */
  static open(options: WireOptions): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const wire: Wire = new Wire(options, (error) => (error ? reject(error) : resolve(wire)));
    });
  }

  private constructor(options: WireOptions, opened: (error?: Error) => void) {
    const { port, namespace, auth = {}, headers = {}, from } = options;
    this.#prefix = `${namespace},`;
    this.#opened = opened;
    this.#socket = connect({ port, host: HOST, noDelay: true, ...(from && { localAddress: from }) });
    this.#socket.on('error', (error) => opened(error));
    this.#socket.on('close', () => {
      opened(new Error('The server ended the line.'));
      this.ended();
    });
    this.#socket.write(handshake(port, headers));
    const reader = new FrameReader(
      (text) => this.#hear(text, auth),
      () => this.#socket.destroy(),
    );
    const switched = (chunk: Buffer) => {
      const end = chunk.indexOf('\r\n\r\n');
      if (!chunk.toString('latin1', 0, 20).includes(' 101 ') || end < 0)
        return void this.#socket.destroy(new Error(`No WebSocket: ${chunk.toString('latin1', 0, 200)}`));
      this.#socket.off('data', switched).on('data', (more) => reader.read(more));
      reader.read(chunk.subarray(end + 4));
    };
    this.#socket.on('data', switched);
  }

  /** Resolves with the acknowledgement, however long it takes. */
  ask(name: string, request: object): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#socket.write(frameOf(`42${this.#prefix}${id}${JSON.stringify([name, request])}`));
    });
  }

  /**
   * Asks and takes a yes for granted.
   * @throws Error when the server refuses
   */
  async must<T extends object = Answer>(name: string, request: object): Promise<T> {
    const answer = await this.ask(name, request);
    if (answer.ok !== true) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  /** One listener for each name. */
  on<Told>(name: string, listener: (told: Told) => void): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string, auth: object): void {
    const kind = text.slice(0, 2);
    if (text === '2') return void this.#socket.write(frameOf('3'));
    if (text.startsWith('0{'))
      return void this.#socket.write(frameOf(`40${this.#prefix}${JSON.stringify(auth)}`));
    const rest = text.slice(2 + this.#prefix.length);
    if (kind === '40') return this.#opened();
    if (kind === '44') return void this.#socket.destroy(new Error(`The server let nobody in: ${rest}`));
    if (kind === '41') return void this.#socket.destroy();
    const list = rest.indexOf('[');
    const [first, second] = JSON.parse(rest.slice(list));
    if (kind === '42') return this.#listeners.get(first)?.(second as never);
    const id = Number(rest.slice(0, list));
    this.#asked.get(id)?.(first);
    this.#asked.delete(id);
  }
}

function handshake(port: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({
    Host: `${HOST}:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('')}\r\n`;
}
