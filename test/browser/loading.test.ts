import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { HostPage, portal } from '../support/host-page.ts';
import { measureLoad } from '../support/widget-load.ts';
import { WidgetPage } from '../support/widget-page.ts';

let browser: Browser;
let host: HostPage;
let app: TestApp;

beforeAll(async () => {
  browser = await sharedBrowser();
});
beforeEach(async () => {
  host = await HostPage.start();
  app = await startApp({ overrides: { allowedOrigins: [host.url] } });
  host.html = portal(app.url);
});
afterEach(async () => {
  await closeWindows();
  await app.close();
  await host.close();
});

/** What the browser keeps for a page, cookies of every origin included. */
async function keptBy({ page }: WidgetPage) {
  const storage = await page.evaluate<string[]>(
    '[...Object.keys(sessionStorage), ...Object.keys(localStorage)]',
  );
  return [...storage, ...(await page.context().cookies()).map(({ name }) => name)];
}

describe('before the first click', () => {
  it('[E2] a visitor without a conversation pays one request, no socket, no shift, no long task', async () => {
    const load = await measureLoad(browser, host.url, { cpu: 1 });
    expect(load.before).toMatchObject({ requests: ['/widget.js'], sockets: 0 });
    // Page, test and script together, in tasks of which none can be long (50 ms) on a processor four times slower.
    expect(load.before.workMs).toBeLessThan(20);
    expect(load.before.bytes).toBeLessThan(3_000);
    expect(load.layoutShift).toBe(0);
    expect(load.after.sockets).toBe(1);
  });

  it('[E2] nothing is stored, neither by the script nor by hovering, which fetches the chat', async () => {
    const chat = await WidgetPage.prepare(browser);
    const asked: string[] = [];
    const origins = new Set<string>();
    chat.page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      asked.push(pathname);
      origins.add(origin);
    });
    chat.page.on('websocket', (line) => origins.add(new URL(line.url()).origin.replace('ws', 'http')));
    await chat.page.goto(host.url);
    await chat.launcher.waitFor();
    expect(asked).toEqual(['/', '/widget.js']);
    await chat.launcher.hover();
    const { static: shared, entry }: { static: string[]; entry: string } = JSON.parse(
      readFileSync('dist/public/manifest.json', 'utf8'),
    ).chat;
    const files = [...shared, entry].map((file) => `/${file}`).sort();
    await expect.poll(() => asked.filter((path) => path.startsWith('/w/')).sort()).toEqual(files);
    expect(await keptBy(chat)).toEqual([]);
    await chat.launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
    expect(asked.filter((path) => path.startsWith('/w/chat')).length).toBe(1);
    expect((await keptBy(chat)).every((key) => key.startsWith('lotse'))).toBe(true);
    // Neither then nor before: only the page's own server and the chat's hear of the visitor.
    expect([...origins].sort()).toEqual([app.url, host.url].sort());
  });
});

describe('a conversation that the tab knows', () => {
  it('[E2] is loaded when the browser is idle: its replies are counted, its open window is open again', async () => {
    const chat = await WidgetPage.open(browser, host.url);
    await chat.page.goto(`${host.url}/vertrag`);
    await chat.input.waitFor();
    await chat.page.evaluate("lotse('close')");
    await chat.window.waitFor({ state: 'hidden' });
    await chat.page.evaluate("lotse('send', 'Welchen Browser brauche ich?')");
    await chat.page.getByRole('button', { name: 'Chat öffnen (1 ungelesene Nachricht)' }).waitFor();
    await chat.page.goto(`${host.url}/app`);
    await chat.page.getByRole('button', { name: 'Chat öffnen (1 ungelesene Nachricht)' }).waitFor();
    expect(await chat.window.isVisible()).toBe(false);
  });
});

describe('on a bad line', () => {
  it('[E3] goes on by polling where no WebSocket gets through, and hears at once what is said', async () => {
    const chat = await WidgetPage.prepare(browser);
    await chat.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await chat.begin(host.url);
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    await chat.page.context().setOffline(true);
    await chat.window.getByText('Die Verbindung ist unterbrochen').waitFor();
    await chat.say('Verfallen meine Punkte?');
    await chat.page.context().setOffline(false);
    await chat.log.getByText('Punkte', { exact: false }).last().waitFor();
    await expect.poll(() => chat.log.getByText('Verfallen meine Punkte?').count()).toBe(1);
    expect(chat.errors).toEqual([]);
  });

  it('can be opened by a second click when the first one did not get through', async () => {
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    await chat.launcher.waitFor();
    await chat.page.route('**/w/*.js', (route) => route.abort());
    await chat.launcher.click();
    await chat.page.getByText('Chat nicht erreichbar').waitFor();
    await chat.page.unroute('**/w/*.js');
    await chat.launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
  });
});
