import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readIdentityKey, verifyIdentity } from '../server/identity.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const AUDIENCE = 'lotse';
const secret = randomBytes(32);
const shared = readIdentityKey(secret.toString('base64url'));
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const edwards = generateKeyPairSync('ed25519');
const pem = (pair: { publicKey: import('node:crypto').KeyObject }) =>
  String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
const bytes = new Uint8Array(secret);

interface Claims {
  readonly sub?: string | number | object;
  readonly jti?: string | number;
  readonly aud?: string | string[];
  readonly iat?: number | string;
  readonly exp?: number | string;
  readonly nbf?: number;
  readonly name?: unknown;
  readonly email?: unknown;
}

const seconds = Math.floor(NOW / 1000);
const good = { sub: 'kunde-4711', jti: 'token-0001', aud: AUDIENCE, iat: seconds - 10, exp: seconds + 200 };

function sign(claims: Claims, key: Parameters<SignJWT['sign']>[0] = bytes, alg = 'HS256') {
  return new SignJWT(claims as Record<string, unknown>).setProtectedHeader({ alg }).sign(key);
}

const verify = (token: string, key = shared) => verifyIdentity(token, key, AUDIENCE, NOW);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a proved identity', () => {
  it('names whom the portal signed for', async () => {
    const token = await sign({ ...good, name: 'Erika Mustermann', email: 'erika@beispiel.example' });
    expect(await verify(token)).toEqual({
      identity: { subject: 'kunde-4711', name: 'Erika Mustermann', email: 'erika@beispiel.example' },
      tokenId: 'token-0001',
      expiresAt: (good.exp + 10) * 1000,
    });
  });

  it.each([
    ['P-256', curve, 'ES256'],
    ['Ed25519', edwards, 'EdDSA'],
  ] as const)('holds with a key pair on %s', async (_name, pair, alg) => {
    const token = await sign(good, pair.privateKey, alg);
    expect((await verify(token, readIdentityKey(pem(pair))))?.identity.subject).toBe('kunde-4711');
  });

  const without = (name: keyof typeof good): Claims => {
    const { [name]: _left, ...rest } = good;
    return rest;
  };
  const refused: [string, () => Promise<string> | string][] = [
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
  ];

  it.each(refused)('does not hold with %s', async (_name, make) => {
    expect(await verify(await make())).toBeUndefined();
  });

  it('does not take the public key for a shared secret', async () => {
    const key = readIdentityKey(pem(curve));
    const forged = await sign(good, new TextEncoder().encode(pem(curve)), 'HS256');
    expect(await verify(forged, key)).toBeUndefined();
  });

  it('never holds with a changed letter', async () => {
    const token = await sign(good);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'b', '0', '_', '.'),
        async (at, letter) => {
          fc.pre(token[at] !== letter);
          const changed = token.slice(0, at) + letter + token.slice(at + 1);
          const held = await verify(changed);
          // The last letter of a signature has bits that say nothing.
          expect(held === undefined || at === token.length - 1).toBe(true);
        },
      ),
    );
  });
});

function swapped(token: string, index: number, value: string): string {
  return token
    .split('.')
    .map((old, at) => (at === index ? value : old))
    .join('.');
}

describe('the portal’s key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  it.each([
    ['nothing', ''],
    ['a short secret', randomBytes(16).toString('base64url')],
    ['words', 'das ist ein sehr geheimes Passwort für das Portal, wirklich'],
    [
      'a private key',
      String(
        createPrivateKey(curve.privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
          type: 'pkcs8',
          format: 'pem',
        }),
      ),
    ],
    ['a key of another kind', pem(rsa)],
    ['a broken key', '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----'],
  ])('is not %s', (_name, given) => {
    expect(() => readIdentityKey(given)).toThrow('IDENTITY_KEY is no key of a portal.');
  });

  it('may have its lines written as \\n, as environments want it', () => {
    expect(readIdentityKey(pem(curve).replaceAll('\n', '\\n')).algorithm).toBe('ES256');
  });
});
