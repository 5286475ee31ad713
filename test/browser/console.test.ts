import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../server/chat/accounts.ts';
import { inviteFirst, signOut } from '../../server/chat/accounts.ts';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import { createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { clientId, must, Visitor } from '../support/client.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESKTOP = { width: 1280, height: 800 };

let browser: Browser;
let app: TestApp;
let errors: string[];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  app = await startApp();
  errors = [];
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await app.close();
});

/** A browser of its own, with the session of an account if there is one. */
async function open(signedIn?: SignedIn, path = '/console'): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'de-DE', reducedMotion: 'reduce' });
  contexts.push(context);
  // Browsers take a machine's own address for secure, the browser's protocol wants to be told so.
  const url = app.url.replace('http:', 'https:');
  if (signedIn) await context.addCookies([{ name: SESSION_COOKIE, value: signedIn.token, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (/Content.Security|TrustedHTML|TrustedScript/i.test(message.text())) errors.push(message.text());
  });
  if (path !== 'about:blank') await page.goto(app.url + path);
  return page;
}

async function openDesk(name = 'Jana', role: 'agent' | 'supervisor' = 'agent'): Promise<Page> {
  const page = await open(await createAccount(app, name, role));
  await page.getByText('Verfügbar', { exact: true }).click();
  await page
    .getByRole('radio', { name: 'Verfügbar' })
    .and(page.locator(':checked'))
    .waitFor({ state: 'attached' });
  return page;
}

async function callsHuman(question: string): Promise<Visitor> {
  const visitor = await Visitor.come(app.url);
  await visitor.say(question);
  await must(visitor.socket, 'handoff:request', { clientId: clientId() });
  return visitor;
}

const row = (page: Page, question: string) => page.getByRole('listitem').filter({ hasText: question });
const log = (page: Page) => page.getByRole('log', { name: 'Gesprächsverlauf' });
const composer = (page: Page) => page.getByLabel('Ihre Antwort an den Besucher');
const heardBy = (visitor: Visitor) =>
  visitor.heard.flatMap((event) => (event.type === 'agent.message' ? [event.text] : []));

async function accept(page: Page, question: string): Promise<void> {
  await row(page, question).getByRole('button', { name: 'Annehmen' }).click();
  await composer(page).waitFor();
}

async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(
    `(() => { ${AXE}; return axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', '))) })()`,
  );
  return found as string[];
}

describe('signing in', () => {
  it('begins with the one-time link, and again with name and password', async () => {
    const token = await inviteFirst(app.parts);
    const page = await open(undefined, `/console#einladung=${token}`);
    await page.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
    expect(await page.getByLabel('Anmeldename').getAttribute('aria-invalid')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Ihr Name, wie ihn Besucher sehen').fill('Frau Klein');
    await page.getByLabel('Anmeldename').fill('klein');
    await page.getByLabel('Passwort', { exact: true }).fill('ein Satz als Passwort');
    await page.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
    await page.getByText('Gerade wartet niemand.').waitFor();
    expect(page.url()).toBe(`${app.url}/console`);

    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByLabel('Anmeldename').fill('klein');
    await page.getByLabel('Passwort').fill('falsch');
    await page.keyboard.press('Enter');
    await page.getByText('Anmeldename oder Passwort stimmen nicht.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Passwort').fill('ein Satz als Passwort');
    await page.keyboard.press('Enter');
    await page.getByText('Gerade wartet niemand.').waitFor();
    expect(errors).toEqual([]);
  });

  it('says that a used link is void and leads to the form', async () => {
    const token = await inviteFirst(app.parts);
    await createAccount(app, 'Jana');
    await app.parts.store.createInvitation({ tokenHash: 'another', role: 'supervisor', expiresAt: 0 });
    const page = await open(undefined, `/console#einladung=${token}x`);
    await page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
    await page.getByRole('button', { name: 'Zur Anmeldung' }).click();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  });
});

describe('a chat', () => {
  it('is called out, accepted, written on both sides and closed', async () => {
    const page = await openDesk();
    const visitor = await callsHuman('Mein Zugang ist gesperrt');
    await page.waitForFunction(() => document.title.startsWith('(1)'));
    await accept(page, 'Mein Zugang ist gesperrt');
    await page.waitForFunction(() => !document.title.startsWith('('));
    await log(page).getByText('Guten Tag, ich bin der digitale Assistent').waitFor();

    await composer(page).fill('Guten Tag');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Ich sehe nach.');
    await page.keyboard.press('Enter');
    await expect.poll(() => heardBy(visitor)).toEqual(['Guten Tag\nIch sehe nach.']);
    await must(visitor.socket, 'typing:set', { typing: true });
    await log(page).getByText('Besucher schreibt …').waitFor();
    await visitor.say('Danke!');
    await log(page).getByText('Danke!').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Chat beenden' }).click();
    await page.getByLabel('Gelöst').check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Chat beenden' }).click();
    await page.getByText('Sie führen gerade keinen Chat.').waitFor();
    await log(page).getByText('Jana hat den Chat beendet, der Assistent ist wieder zuständig').waitFor();
    expect(errors).toEqual([]);
  });

  it('that a colleague took first names the colleague', async () => {
    const jana = await open(await createAccount(app, 'Jana'), 'about:blank');
    // Her console does not hear that the list has changed, so that her click comes too late.
    await jana.routeWebSocket(/socket\.io/, (line) => {
      const server = line.connectToServer();
      server.onMessage((message) => {
        if (!waits || !String(message).includes('inbox:changed')) line.send(message);
      });
    });
    let waits = false;
    await jana.goto(`${app.url}/console`);
    const roth = await openDesk('Roth');
    await callsHuman('Wo ist meine Rechnung?');
    await row(jana, 'Wo ist meine Rechnung?').waitFor();
    waits = true;
    await accept(roth, 'Wo ist meine Rechnung?');
    await row(jana, 'Wo ist meine Rechnung?').getByRole('button', { name: 'Annehmen' }).click();
    await jana.getByRole('alert').getByText('Roth war schneller und führt diesen Chat jetzt.').waitFor();
    await jana.getByText('Gerade wartet niemand.').waitFor();
  });

  it('counts what was not read, and shows that the visitor is gone', async () => {
    const page = await openDesk();
    const [first] = [await callsHuman('Die erste Frage'), await callsHuman('Die zweite Frage')];
    await accept(page, 'Die erste Frage');
    await accept(page, 'Die zweite Frage');
    await first.say('Sind Sie noch da?');
    await row(page, 'Die erste Frage').getByText('1 ungelesene Nachricht').waitFor();
    await page.waitForFunction(() => document.title === '(1) Neue Nachricht – Lotse');
    await row(page, 'Die erste Frage').getByRole('button').click();
    await page.waitForFunction(() => document.title === 'Lotse – Beratung');
    first.close();
    await page.getByRole('banner').first().waitFor();
    await page.locator('.presence.gone').waitFor();
  });
});

describe('typed words', () => {
  it('survive a reload, and the conversation opens again', async () => {
    const page = await openDesk();
    await callsHuman('Mein Zugang ist gesperrt');
    await accept(page, 'Mein Zugang ist gesperrt');
    await composer(page).fill('Ich prüfe gerade, ob');
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe('Ich prüfe gerade, ob');
  });

  it('survive the end of the session', async () => {
    const account = await createAccount(app, 'Jana');
    const page = await open(account);
    await page.getByText('Verfügbar', { exact: true }).click();
    await callsHuman('Mein Zugang ist gesperrt');
    await accept(page, 'Mein Zugang ist gesperrt');
    await composer(page).fill('Ich prüfe gerade, ob');
    await signOut(app.parts, account.token);
    await page.getByText('Ihre Anmeldung ist abgelaufen.').waitFor();
  });

  it('wait for a lost line and arrive once, in their order', async () => {
    const page = await openDesk();
    const visitor = await callsHuman('Mein Zugang ist gesperrt');
    await accept(page, 'Mein Zugang ist gesperrt');
    await page.context().setOffline(true);
    app.app.server.closeAllConnections();
    await visitor.reconnect();
    await page.getByText('Keine Verbindung zum Server.').waitFor();
    for (const text of ['Eins', 'Zwei', 'Drei']) {
      await composer(page).fill(text);
      await page.keyboard.press('Enter');
    }
    await log(page).getByText('wartet auf die Verbindung').nth(2).waitFor();
    await page.reload({ waitUntil: 'commit' }).catch(() => undefined);
    await page.context().setOffline(false);
    await page.goto(`${app.url}/console`);
    await expect.poll(() => heardBy(visitor)).toEqual(['Eins', 'Zwei', 'Drei']);
    await expect.poll(() => log(page).locator('.message.own').count()).toBe(3);
    await expect.poll(() => log(page).getByText('wartet auf die Verbindung').count()).toBe(0);
  });
});

describe('requests and the pause', () => {
  it('shows a request beside its conversation until it is done', async () => {
    const page = await openDesk();
    const visitor = await Visitor.come(app.url);
    await must(visitor.socket, 'request:submit', {
      clientId: clientId(),
      text: 'Bitte rufen Sie mich an',
      email: 'anna@example.org',
      phone: '030 1234567',
    });
    await row(page, 'Bitte rufen Sie mich an').getByRole('button').click();
    const facts = page.getByRole('complementary', { name: 'Anfrage' });
    expect(await facts.getByRole('link', { name: 'anna@example.org' }).getAttribute('href')).toMatch(
      /^mailto:anna%40example\.org\?subject=Ihre%20Anfrage%20/,
    );
    expect(await facts.getByRole('link', { name: '030 1234567' }).getAttribute('href')).toBe(
      'tel:0301234567',
    );
    expect(await violations(page)).toEqual([]);
    await facts.getByRole('button', { name: 'Übernehmen' }).click();
    await facts.getByRole('button', { name: 'Als erledigt kennzeichnen' }).click();
    await facts.getByText('Erledigt · Sie').waitFor();
    await page.getByText('Keine offenen Anfragen.').waitFor();
  });

  it('lets a supervisor pause the desk, and nobody else', async () => {
    const page = await openDesk('Klein', 'supervisor');
    await page.getByRole('button', { name: 'Chat pausieren' }).click();
    await page.getByRole('button', { name: 'Jetzt pausieren' }).click();
    await page.getByText('Bitte schreiben Sie einen Satz für die Besucher.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByLabel('Satz für Besucher')
      .fill('Wegen einer Schulung ist der Chat bis 14 Uhr nicht besetzt.');
    await page.getByLabel('Pausieren bis').fill('2026-11-23T14:00');
    await page.getByRole('button', { name: 'Jetzt pausieren' }).click();
    await page.getByText('Pausiert bis 14:00 Uhr').waitFor();
    await page.getByRole('button', { name: 'Pause beenden' }).click();
    await page.getByText('Chat geöffnet').waitFor();

    const colleague = await openDesk('Roth');
    expect(await colleague.getByRole('button', { name: 'Chat pausieren' }).count()).toBe(0);
  });
});

describe('looks', () => {
  it.each([
    ['a desktop', DESKTOP],
    ['a tablet', { width: 820, height: 1180 }],
    ['a narrow window', { width: 320, height: 700 }],
  ])('breaks no rule of accessibility on %s, light or dark, and nothing sticks out', async (_, size) => {
    const page = await openDesk('Klein', 'supervisor');
    await callsHuman('Die erste Frage');
    await callsHuman('Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde');
    await accept(page, 'Die erste Frage');
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sticksOut).toBe(false);
  });
});
