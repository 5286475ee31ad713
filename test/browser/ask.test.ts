import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/process.ts';

const folder = temporaryFolder();
let browser: Browser;
let context: BrowserContext;
let app: TestApp;

/** The program on a database that outlives it, at the port where it was. */
async function start(port?: number): Promise<TestApp> {
  const store = await openStore({ dataDir: folder.path });
  const started = await startApp({ store, ...(port === undefined ? {} : { port }) });
  return {
    ...started,
    async close() {
      await started.close();
      await store.close();
    },
  };
}

beforeAll(async () => {
  app = await start();
  browser = await sharedBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
});
afterAll(async () => {
  await closeWindows();
  await app?.close();
  folder.remove();
});

const log = (page: Page) => page.getByRole('log', { name: 'Chatverlauf' });
const input = (page: Page) => page.getByRole('textbox', { name: 'Ihre Nachricht' });
const launcher = (page: Page) => page.getByRole('button', { name: /Chat öffnen/ });

async function say(page: Page, text: string) {
  await input(page).fill(text);
  await input(page).press('Enter');
}

/** Every message in the order of the page, to compare tabs. */
const messages = (page: Page) => log(page).textContent();

it('[D5] one conversation goes on through choices, a reload, a second tab and a restart', async () => {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(app.url);
  await launcher(page).click();
  await log(page).getByText('digitale Assistent').waitFor();

  await say(page, 'Welchen Browser brauche ich?');
  await log(page).getByText('Microsoft Edge').waitFor();

  await say(page, 'Wie wird das Wetter morgen?');
  await log(page).getByText('Dazu habe ich leider nichts').waitFor();

  await page.reload();
  await log(page).getByText('Dazu habe ich leider nichts').waitFor();
  expect(await log(page).getByText('Microsoft Edge').count()).toBe(1);

  const tab = await context.newPage();
  await tab.goto(`${app.url}/vertraege.html`);
  await launcher(tab).click();
  await log(tab).getByText('Dazu habe ich leider nichts').waitFor();
  await say(tab, 'Verfallen meine Punkte?');
  await log(page).getByText('36 Monate').first().waitFor();

  const { port } = app;
  await app.close();
  await say(page, 'passwort vergessen');
  await log(page)
    .getByText(/Wird gesendet/)
    .waitFor();
  app = await start(port);
  await log(page).getByText('Zugangsdaten vergessen').first().waitFor();
  await log(tab).getByText('Zugangsdaten vergessen').first().waitFor();
  expect(await log(page).getByText('passwort vergessen', { exact: true }).count()).toBe(1);
  expect(await messages(tab)).toBe(await messages(page));
  expect(errors).toEqual([]);
});

it('[A2][A9] offers choices as buttons and answers the one that is pressed', async () => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await page.goto(app.url);
  await launcher(page).click();
  await page.getByRole('button', { name: 'Vorteilsprogramm' }).click();
  await log(page).getByText('wird zum Thema').waitFor();
  // Articles' titles are questions; what can be done step by step is named without a question mark.
  const choice = log(page).getByRole('button', { name: /\?$/ }).last();
  const title = await choice.innerText();
  await choice.click();
  await page.getByText('War das hilfreich?').waitFor();
  await log(page).getByText(title).first().waitFor();
});

it('stores nothing and connects nowhere before the visitor opens the window', async () => {
  const fresh = await browser.newContext();
  const page = await fresh.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => asked.push(socket.url()));
  await page.goto(app.url, { waitUntil: 'networkidle' });
  expect(asked.filter((path) => path.includes('socket') || path.startsWith('/w/'))).toEqual([]);
  expect(await fresh.cookies()).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  await fresh.close();
});
