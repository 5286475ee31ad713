import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { readIdentityKey } from '../../server/identity.ts';
import type { Notice } from '../../server/knowledge/knowledge.ts';
import { createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { clientId, connect, must } from '../support/client.ts';
import { ConsolePage } from '../support/console-page.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const EARLIER = 'Verfallen meine Punkte?';
const QUESTION = 'Ich komme nicht mehr in mein Kundenportal';
const words = 'Das Kundenportal wird bis 12 Uhr gewartet.';
const notice: Notice = {
  id: 'wartung',
  level: 'warning',
  body: [{ type: 'paragraph', children: [{ type: 'text', text: words }] }],
};

const secret = randomBytes(32);
const key = readIdentityKey(secret.toString('base64url'));
let browser: Browser;
let app: TestApp;

beforeAll(async () => {
  [browser, app] = await Promise.all([
    sharedBrowser(),
    startApp({
      knowledge: { ...shippedKnowledge(), notices: [notice] },
      overrides: { identity: { key, audience: 'lotse', required: false } },
    }),
  ]);
});
afterAll(async () => {
  await closeWindows();
  await app?.close();
});

/** A person whom the portal proves asks something and wants a human. */
async function erikaWaits(question: string) {
  const iat = Math.floor(app.clock.now() / 1000);
  const claims = { sub: 'kunde-1', jti: clientId(), aud: 'lotse', iat, exp: iat + 200, name: 'Erika Muster' };
  const identity = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new Uint8Array(secret));
  const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION, identity });
  await must(socket, 'conversation:start', { clientId: clientId() });
  await must(socket, 'conversation:sync', { since: 0 });
  await must(socket, 'message:send', { clientId: clientId(), text: question });
  await must(socket, 'handoff:request', { clientId: clientId() });
  return socket;
}

it('[I1] [N1] [T16] who serves a proved person sees it, the earlier chats, and what visitors are told', async () => {
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Jana'));
  const { page, dialog, side } = desk;
  await page.getByRole('region', { name: 'Hinweise' }).getByText(words).waitFor();
  const first = await erikaWaits(EARLIER);
  await must(first, 'handoff:leave', { clientId: clientId() });
  const second = await erikaWaits(QUESTION);
  await desk.row(QUESTION).getByRole('button').first().click();
  await side.getByText('bestätigt', { exact: true }).waitFor();
  await side.getByText('Erika Muster').waitFor();
  await side.getByText('ihre früheren Gespräche sieht, wer den Chat führt').waitFor();
  await desk.accept(QUESTION);
  await side.getByRole('button', { name: EARLIER }).click();
  await dialog.getByRole('heading', { name: 'Früheres Gespräch, 10:00 Uhr' }).waitFor();
  await dialog.getByText(EARLIER, { exact: true }).waitFor();
  await desk.show('desk-earlier');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+x');
  await dialog.getByRole('radio', { name: 'Gelöst' }).waitFor();
  await desk.show('desk-close');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Abmelden' }).click();
  await dialog.getByRole('heading', { name: 'Abmelden und Chats abgeben?' }).waitFor();
  await desk.show('desk-sign-out');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await dialog.getByRole('button', { name: 'Angemeldet bleiben' }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('html[data-theme=light]').waitFor();
  await desk.show('desk-notice');
  expect(desk.errors).toEqual([]);
  for (const socket of [first, second]) socket.close();
});
