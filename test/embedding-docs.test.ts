import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readIdentityKey, verifyIdentity } from '../server/identity.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The portal's side, as docs/embedding.md has it. */
function example(): string {
  const text = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8');
  const blocks = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  return blocks.find((code) => code.includes('chatToken')) ?? '';
}

it('[I2] the example of the portal’s side makes tokens that prove its customers', async () => {
  const pair = generateKeyPairSync('ed25519');
  const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => String(key.export({ type, format: 'pem' }));
  // Below the project, so that it finds the library.
  const folder = mkdtempSync(join(ROOT, 'node_modules/.portal-'));
  const before = process.env.CHAT_SIGNING_KEY;
  process.env.CHAT_SIGNING_KEY = pem(pair.privateKey, 'pkcs8');
  try {
    writeFileSync(join(folder, 'portal.mjs'), example());
    const file = pathToFileURL(join(folder, 'portal.mjs')).href;
    const portal: { chatToken(customer: object): Promise<string> } = await import(/* @vite-ignore */ file);
    const customer = { id: 'kunde-4711', name: 'Erika Mustermann', email: 'erika@beispiel.example' };
    const [token, other] = [await portal.chatToken(customer), await portal.chatToken(customer)];
    const key = readIdentityKey(pem(pair.publicKey, 'spki'));
    const held = await verifyIdentity(token, key, 'lotse', Date.now());
    expect(held?.identity).toEqual({ subject: 'kunde-4711', name: customer.name, email: customer.email });
    expect((await verifyIdentity(other, key, 'lotse', Date.now()))?.tokenId).not.toBe(held?.tokenId);
    expect(await verifyIdentity(token, key, 'lotse', Date.now() + 6 * 60_000)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.CHAT_SIGNING_KEY;
    else process.env.CHAT_SIGNING_KEY = before;
  }
});
