/*
 * WebSocket frames (RFC 6455) as far as a client on loopback needs them: short, in one piece, text. So thin, since a
 * generator of ten thousand clients must not be what is measured.
 */

const TEXT = 0x81;
const MASKED = 0x80;
/** A mask of zeros leaves the text as it is. */
const MASK_BYTES = 4;
const CLOSE_CODE = 0x8;

/** The text as a client's frame. */
export function frameOf(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(head + MASK_BYTES + bytes);
  frame[0] = TEXT;
  frame[1] = MASKED | (head === 2 ? bytes : head === 4 ? 126 : 127);
  if (head === 4) frame.writeUInt16BE(bytes, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(bytes), 2);
  frame.write(text, head + MASK_BYTES);
  return frame;
}

/** Cuts what a server sends into texts. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  readonly #text: (text: string) => void;
  readonly #closed: () => void;

  constructor(text: (text: string) => void, closed: () => void) {
    this.#text = text;
    this.#closed = closed;
  }

  read(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = frameEnd(bytes); end !== undefined; end = frameEnd(bytes)) {
      const body = bytes.subarray(headLength(bytes), end);
      if ((bytes[0]! & 0x0f) === CLOSE_CODE) this.#closed();
      else this.#text(body.toString());
      bytes = bytes.subarray(end);
    }
    // What is left would keep the whole chunk alive.
    this.#rest = Buffer.from(bytes);
  }
}

function headLength(bytes: Buffer): number {
  const length = bytes[1]! & 0x7f;
  return length === 126 ? 4 : length === 127 ? 10 : 2;
}

/** Where the first frame ends, if all of it is there. */
function frameEnd(bytes: Buffer): number | undefined {
  if (bytes.length < 2 || bytes.length < headLength(bytes)) return undefined;
  const head = headLength(bytes);
  const body =
    head === 2 ? bytes[1]! & 0x7f : head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return bytes.length < head + body ? undefined : head + body;
}
