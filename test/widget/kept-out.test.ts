import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readIdentityKey } from '../../server/identity.ts';
import { Guest } from '../proofs/support/guest.ts';
import { Link } from '../proofs/support/link.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clientId, must } from '../support/client.ts';

let app: TestApp;
let guest: Guest;
let link: Link;

async function come() {
  link = await Link.open({ port: () => app.port });
  guest = new Guest(link);
}
afterEach(async () => {
  guest.close();
  await link.close();
  await app.close();
  vi.unstubAllGlobals();
});

describe('a window that the server keeps out', () => {
  it('[T9] says so after a supervisor has ended the chat, even when its visitor begins anew', async () => {
    app = await startApp();
    const mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
    await come();
    await guest.ready();
    guest.session.callHuman();
    await guest.until(({ status }) => status?.owner === 'queue', 'the visitor waited');
    const { conversation } = (await mia.inbox()).waiting[0]!;
    await must(mia.socket, 'visitor:block', { conversation, clientId: clientId(), hours: 1 });
    await guest.until(({ status }) => status?.closed === true, 'the chat was ended');
    guest.session.beginAnew();
    await guest.until(({ trouble }) => trouble?.code === 'blocked', 'the window said that it is kept out');
    expect(guest.state.line).toBe('stopped');
    expect(guest.state.trouble?.phone).toBe(app.parts.hours().phone);
    mia.socket.close();
  });

  it('[I3] asks to sign in to the portal where only proved visitors may chat', async () => {
    const key = readIdentityKey(randomBytes(32).toString('base64url'));
    app = await startApp({ overrides: { identity: { key, audience: 'lotse', required: true } } });
    await come();
    await guest.until(({ trouble }) => trouble?.code === 'unidentified', 'the window asked to sign in');
    expect(guest.state.line).toBe('stopped');
  });
});
