import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdentityKey, verifyIdentity } from '../server/identity.ts';
import { openPortal } from './support/forgeries.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const AUDIENCE = 'lotse';
const secret = randomBytes(32);
const shared = readIdentityKey(secret.toString('base64url'));
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const edwards = generateKeyPairSync('ed25519');
const pem = (pair: { publicKey: import('node:crypto').KeyObject }) =>
  String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
const { good, sign, forgeries } = openPortal(secret, AUDIENCE, NOW);

const verify = (token: string, key = shared) => verifyIdentity(token, key, AUDIENCE, NOW);

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

  it.each(forgeries)('does not hold with $name', async ({ make }) => {
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
