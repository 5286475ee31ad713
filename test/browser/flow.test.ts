import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainText } from '../../protocol/plain-text.ts';
import { openStore } from '../../server/store/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/process.ts';

const folder = temporaryFolder();
let browser: Browser;
let app: TestApp;

async function start(port?: number): Promise<TestApp> {
  const store = await openStore({ dataDir: folder.path });
  const started = await startApp({ store, ...(port === undefined ? {} : { port }) });
  return { ...started, close: () => started.close().then(() => store.close()) };
}

beforeAll(async () => {
  app = await start();
  browser = await sharedBrowser();
});
afterAll(async () => {
  await closeWindows();
  await app?.close();
  folder.remove();
});

const log = (page: Page) => page.getByRole('log', { name: 'Chatverlauf' });
/** The buttons of the newest reply. */
const press = (page: Page, name: string | RegExp) => log(page).getByRole('button', { name }).last().click();
/** Waits until a step was asked so many times. */
const asked = (page: Page, words: string, times: number) =>
  expect.poll(() => log(page).getByText(words).count(), { timeout: 60_000 }).toBe(times);

async function say(page: Page, text: string) {
  const input = page.getByRole('textbox', { name: 'Ihre Nachricht' });
  await input.fill(text);
  await input.press('Enter');
}

it('[G1][G2][G3] closing an account: with a question in between, a reload, a step back and a restart', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(app.url);
  await page.getByRole('button', { name: /Chat öffnen/ }).click();
  await say(page, 'Löschen Sie bitte mein Konto');
  await asked(page, 'Schritt 1 von', 1);

  await say(page, 'Welchen Browser brauche ich eigentlich?');
  await log(page).getByText('Microsoft Edge').waitFor();
  await log(page).getByText('Zurück zu').waitFor();
  await asked(page, 'Schritt 1 von', 2);

  await page.reload();
  await asked(page, 'Schritt 1 von', 2);
  await press(page, 'Nein, keinen davon');
  await asked(page, 'Schritt 2 von', 1);

  const { port } = app;
  await app.close();
  app = await start(port);
  await press(page, /^Zurück$/);
  await asked(page, 'Schritt 1 von', 3);
  await press(page, 'Nein, keinen davon');
  await asked(page, 'Schritt 2 von', 2);
  await press(page, 'Ja, Konto kündigen');
  await press(page, 'Per E-Mail');
  await press(page, 'Meinen Benutzernamen');
  const link = log(page)
    .getByRole('link', { name: /E-Mail/ })
    .last();
  await link.waitFor();
  expect(await link.getAttribute('href')).toMatch(/^mailto:online-service@allianz\.de\?subject=.*body=/);
  await log(page).getByText('Microsoft Edge').waitFor();

  await say(page, 'Löschen Sie bitte mein Konto');
  await asked(page, 'Schritt 1 von', 4);
  await press(page, 'Abbrechen');
  const { cancelled } = app.parts.inForce().knowledge.flowRules!;
  await log(page).getByText(plainText(cancelled.body).slice(0, 20)).waitFor();
});
