import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';

/* What a portal signs, and what it never would. */

export interface Claims {
  readonly sub?: string | number | object;
  readonly jti?: string | number;
  readonly aud?: string | string[];
  readonly iat?: number | string;
  readonly exp?: number | string;
  readonly nbf?: number;
  readonly name?: unknown;
  readonly email?: unknown;
}

/** Something that a visitor's browser may show in place of a good token. */
export interface Forgery {
  readonly name: string;
  readonly make: () => Promise<string> | string;
}

/** A portal that shares a secret with the desk, and whoever would like to pass for it. */
export interface Portal {
  readonly good: Required<Pick<Claims, 'sub' | 'jti' | 'aud'>> & {
    readonly iat: number;
    readonly exp: number;
  };
  sign(claims: Claims, key?: Parameters<SignJWT['sign']>[0], alg?: string): Promise<string>;
  readonly forgeries: readonly Forgery[];
}

/** @param now UTC ms */
export function openPortal(secret: Buffer, audience: string, now: number): Portal {
  const bytes = new Uint8Array(secret);
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const seconds = Math.floor(now / 1000);
  const good = {
    sub: 'kunde-4711',
    jti: 'token-0001',
    aud: audience,
    iat: seconds - 10,
    exp: seconds + 200,
  };
  const sign: Portal['sign'] = (claims, key = bytes, alg = 'HS256') =>
    new SignJWT(claims as Record<string, unknown>).setProtectedHeader({ alg }).sign(key);
  const without = (name: keyof typeof good): Claims => {
    const { [name]: _left, ...rest } = good;
    return rest;
  };
  const forged: [string, () => Promise<string> | string][] = [
    ['no signature', () => `${part({ alg: 'none' })}.${part(good)}.`],
    ['no signature in other letters', () => `${part({ alg: 'nOnE' })}.${part(good)}.`],
    ['another secret', () => sign(good, new Uint8Array(randomBytes(32)))],
    ['another algorithm of the family', () => sign(good, new Uint8Array(randomBytes(64)), 'HS512')],
    ['a key pair where a secret is agreed', () => sign(good, curve.privateKey, 'ES256')],
    ['another audience', () => sign({ ...good, aud: 'shop' })],
    ['another audience in a list', () => sign({ ...good, aud: ['shop', 'blog'] })],
    ['no audience', () => sign(without('aud'))],
    ['no subject', () => sign(without('sub'))],
    ['an empty subject', () => sign({ ...good, sub: '' })],
    ['a number for a subject', () => sign({ ...good, sub: 4711 })],
    ['an object for a subject', () => sign({ ...good, sub: { $ne: '' } })],
    ['an endless subject', () => sign({ ...good, sub: 'x'.repeat(201) })],
    ['no id', () => sign(without('jti'))],
    ['a short id', () => sign({ ...good, jti: '1' })],
    ['a number for an id', () => sign({ ...good, jti: 12345678 })],
    ['an endless id', () => sign({ ...good, jti: 'x'.repeat(201) })],
    ['no end', () => sign(without('exp'))],
    ['an end that has passed', () => sign({ ...good, iat: seconds - 100, exp: seconds - 11 })],
    ['a text for an end', () => sign({ ...good, exp: String(seconds + 60) })],
    ['no beginning', () => sign(without('iat'))],
    ['a beginning in the future', () => sign({ ...good, iat: seconds + 60, exp: seconds + 90 })],
    ['a beginning long ago', () => sign({ ...good, iat: seconds - 3600, exp: seconds + 60 })],
    ['a life of more than five minutes', () => sign({ ...good, iat: seconds - 5, exp: seconds + 600 })],
    ['a start to come', () => sign({ ...good, nbf: seconds + 60 })],
    ['an object for a name', () => sign({ ...good, name: { toString: 1 } })],
    ['an endless name', () => sign({ ...good, name: 'x'.repeat(201) })],
    ['a list for an e-mail address', () => sign({ ...good, email: ['a@b.example'] })],
    ['an endless e-mail address', () => sign({ ...good, email: `${'x'.repeat(250)}@b.example` })],
    ['another payload', async () => swapped(await sign(good), 1, part({ ...good, sub: 'kunde-0815' }))],
    ['another header', async () => swapped(await sign(good), 0, part({ alg: 'HS256', crit: ['x'], x: 1 }))],
    [
      'a header that names its own key',
      async () => swapped(await sign(good), 0, part({ alg: 'HS256', jwk: {} })),
    ],
    ['a cut signature', async () => (await sign(good)).slice(0, -3)],
    ['no signature part', async () => (await sign(good)).split('.').slice(0, 2).join('.')],
    ['five parts', () => 'a.b.c.d.e'],
    ['no payload', () => `${part({ alg: 'HS256' })}..x`],
    ['no JSON', () => `${Buffer.from('{').toString('base64url')}.${part(good)}.x`],
    ['an empty text', () => ''],
    ['a text', () => 'hallo'],
    ['another sort of token', () => sign({ ...good, jti: 'token-0002' }, new Uint8Array(32), 'HS256')],
    ['line breaks', async () => `${await sign(good)}\n`.repeat(2)],
  ];

  return { good, sign, forgeries: forged.map(([name, make]) => ({ name, make })) };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function swapped(token: string, index: number, value: string): string {
  return token
    .split('.')
    .map((old, at) => (at === index ? value : old))
    .join('.');
}
