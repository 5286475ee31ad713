import { visitorAsks } from '../../../protocol/visitor.ts';

/** Numbers that are the same at every run (Mulberry32), so that what breaks something can be made again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** @returns From 0 up to, not including, `sides` */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.roll(choices.length)] as T;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.roll(256)));
  }
}

const NAMES = [
  ...Object.keys(visitorAsks),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'connect',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  '',
  ' ',
  'x'.repeat(1_000),
  '\u0000',
];
const FIELDS = [
  'clientId',
  'text',
  'since',
  'seq',
  'choice',
  'conversation',
  'handoff',
  'epoch',
  'data',
  'page',
];
const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** JSON of one argument: bombs, prototypes, wrong kinds, broken text. */
function argument(dice: Dice): string {
  const value = dice.of([
    () => deep('[', ']', 1 + dice.roll(30_000)),
    () => `${'{"a":'.repeat(1 + dice.roll(9_000))}1${'}'.repeat(9_000)}`,
    () => '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
    () => '{"toString":1,"valueOf":null,"hasOwnProperty":"x","then":{}}',
    () => `{"clientId":"${'a'.repeat(8 + dice.roll(80))}","text":${fieldValue(dice)}}`,
    () => `{${FIELDS.map((field) => `"${field}":${fieldValue(dice)}`).join(',')}}`,
    () => `{"${dice.of(FIELDS)}":${fieldValue(dice)}}`,
    () => `"${'ä'.repeat(dice.roll(30_000))}"`,
    () => '"\\ud800\\u0000\\uffff"',
    () => '1e999',
    () => '-0',
    () => 'null',
    () => '[]',
    () => '{',
    () => '{"a":1,}',
    () => '"',
  ]);
  return value();
}

function fieldValue(dice: Dice): string {
  return dice.of([
    '""',
    '"x"',
    `"${'x'.repeat(4_001)}"`,
    '"\\u0000"',
    '"\\ud800"',
    '-1',
    '1.5',
    '9007199254740993',
    '1e308',
    'null',
    'true',
    '[]',
    '[[[[[[]]]]]]',
    '{}',
    '{"$ne":""}',
    '{"__proto__":{"x":1}}',
    '{"seq":1,"id":"human"}',
    '{"seq":1,"id":{"length":1}}',
    deep('[', ']', 2_000),
    `"${'(a+)+$'.repeat(200)}"`,
    `"${' '.repeat(3_900)}x"`,
  ]);
}

/** What is sent as one message of the line: well-formed and less well-formed packets of Socket.IO. */
export function packet(dice: Dice): string {
  const name = JSON.stringify(dice.of(NAMES));
  const ack = dice.of(['', '1', '999999', '18446744073709551616']);
  const made = dice.of([
    () => `2/visitor,${ack}[${name},${argument(dice)}]`,
    () => `2/visitor,${ack}[${name},${argument(dice)}]`,
    () => `2/visitor,${ack}[${name},${argument(dice)},${argument(dice)}]`,
    () => `2/visitor,${ack}[${name}]`,
    () => `2/visitor,${ack}[${dice.roll(9)},${argument(dice)}]`,
    () => `2/visitor,${ack}${argument(dice)}`,
    () =>
      `5${dice.of(['1', '2', '0', '9999', '-1', 'x'])}-/visitor,${ack}[${name},{"_placeholder":true,"num":${dice.roll(3)}}]`,
    () => `6${dice.roll(3)}-/visitor,1[{"_placeholder":true,"num":0}]`,
    () => `3/visitor,${ack}[${argument(dice)}]`,
    () => `0${dice.of(['/agent', '/nowhere', '/visitor', '/', '/__proto__'])},${argument(dice)}`,
    () => `1/${dice.of(['visitor', 'agent', ''])},`,
    () => `4/visitor,${argument(dice)}`,
    () => `${dice.roll(10)}${argument(dice)}`,
    () => `2${'/'.repeat(dice.roll(3_000))},[${name}]`,
    () => dice.bytes(dice.roll(300)).toString('latin1'),
  ]);
  return made().slice(0, 60_000);
}

/** Frames of a WebSocket as no client makes them. */
export function frame(dice: Dice): Buffer {
  const text = Buffer.from(packet(dice));
  return dice.of([
    () => dice.bytes(1 + dice.roll(200)),
    // Not masked.
    () => Buffer.concat([Buffer.from([0x81, Math.min(125, text.length)]), text.subarray(0, 125)]),
    // More announced than allowed, and than sent.
    () => Buffer.concat([Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]), dice.bytes(20)]),
    () => Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
    // Tiny fragments that never end.
    () =>
      Buffer.concat([
        masked(0x01, Buffer.from('4')),
        ...Array.from({ length: 500 }, () => masked(0x00, Buffer.from('a'))),
      ]),
    // A continuation of nothing, reserved opcodes and bits, long control frames, a farewell of half a code.
    () => masked(0x80, text.subarray(0, 100)),
    () => masked(0x80 | (3 + dice.roll(5)), text.subarray(0, 100)),
    () => masked(0xf1, text.subarray(0, 100)),
    () => masked(0x89, dice.bytes(126)),
    () => masked(0x88, dice.bytes(1)),
    // No UTF-8; bytes where text is meant; an end and more after it.
    () => masked(0x81, Buffer.concat([Buffer.from('4'), Buffer.from([0xc0, 0xaf, 0xff])])),
    () => masked(0x82, dice.bytes(dice.roll(300))),
    () => Buffer.concat([masked(0x81, Buffer.from('1')), masked(0x81, text)]),
    () =>
      Buffer.concat([
        masked(0x81, Buffer.from('40/visitor,{"protocol":1}')),
        masked(0x81, Buffer.concat([Buffer.from('4'), text])),
      ]),
    () =>
      masked(0x81, Buffer.concat([Buffer.from('40/visitor,'), Buffer.from(argument(dice).slice(0, 30_000))])),
  ])();
}

function masked(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size =
    length < 126
      ? Buffer.from([0x80 | length])
      : length < 65_536
        ? Buffer.from([0xfe, length >> 8, length & 255])
        : Buffer.from([
            0xff,
            0,
            0,
            0,
            0,
            (length >> 24) & 255,
            (length >> 16) & 255,
            (length >> 8) & 255,
            length & 255,
          ]);
  return Buffer.concat([Buffer.from([first]), size, Buffer.alloc(4), payload]);
}

const PATHS = [
  '/',
  '/console',
  '/console/api/session',
  '/console/api/sign-in',
  '/console/api/invitation',
  '/health/ready',
  '/widget.js',
  '/w/%',
  '/%E0%A4%A',
  '/..%2f..%2fpackage.json',
  '/%00',
  '//evil.example',
  '/console/../../seal.key',
  '/socket.io/?EIO=4&transport=polling',
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=3&transport=polling',
  '/socket.io/?EIO=4&transport=polling&sid=__proto__',
  '/socket.io/?EIO=4&transport[]=polling&transport[]=x',
  '/socket.io/?EIO=4&transport=constructor',
  '/socket.io/?%',
  'http://other.example/',
  '*',
];
const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
  'CONNECT',
  'FOO',
  'get',
];

/** A request as bytes, or something that begins like one. */
export function httpRequest(dice: Dice): Buffer {
  const body = argument(dice).slice(0, dice.of([0, 10, 1_000, 60_000]));
  const length = dice.of([String(Buffer.byteLength(body)), '0', '-1', '1e9', '99999999999', 'x']);
  const headers = [
    'Host: localhost',
    ...dice.of([
      [`Content-Length: ${length}`],
      ['Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked', `Content-Length: ${length}`],
      ['Content-Encoding: gzip', `Content-Length: ${Buffer.byteLength(body)}`],
      [],
    ]),
    dice.of([
      'Content-Type: application/json',
      'Content-Type: text/plain',
      `Content-Type: ${'x'.repeat(3_000)}`,
    ]),
    dice.of([
      'Origin: http://localhost',
      'Origin: \u0001',
      `Cookie: __Host-lotse-session=${'%'.repeat(2_000)}`,
      'Cookie: =;=;__Host-lotse-device=[]',
      'X-Forwarded-For: ,,,__proto__',
      'Range: bytes=0-,1-,2-,-9999999999999',
      'If-None-Match: "',
      'Accept-Encoding: br;q=x, *;q=0',
      'Expect: 100-continue',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: x',
      'Connection: Upgrade\r\nUpgrade: h2c',
      'No colon here',
      `X: ${'y'.repeat(20_000)}`,
      Array.from({ length: 300 }, (_, n) => `H${n}: 1`).join('\r\n'),
    ]),
  ];
  const head = `${dice.of(METHODS)} ${dice.of(PATHS)} ${dice.of(['HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', ''])}`;
  return dice.of([
    () => Buffer.from(`${head}\r\n${headers.join('\r\n')}\r\n\r\n${body}`),
    () => Buffer.from(`${head}\r\n${headers.join('\r\n')}\r\n\r\n${body}`),
    () => dice.bytes(1 + dice.roll(500)),
  ])();
}
