import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inviteFirst } from '../../server/chat/accounts.ts';
import { openStore } from '../../server/store/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/process.ts';

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(async () => {
  await closeWindows();
  await app?.close();
});

/** The console's cookie needs a host that browsers trust without https. */
const localhost = () => app.url.replace('127.0.0.1', 'localhost');

async function openConsole(): Promise<Page> {
  const link = await inviteFirst(app.parts);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(`${localhost()}/console#einladung=${link}`);
  await page.getByLabel('Ihr Name').fill('Jana Klein');
  await page.getByLabel('Anmeldename').fill('jana');
  await page.getByLabel('Passwort', { exact: true }).fill('ein langes Kennwort');
  await page.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
  await page.getByText('Gerade wartet niemand.').waitFor();
  return page;
}

const setAvailable = (page: Page) => page.getByText('Verfügbar', { exact: true }).first().click();

async function openWidget(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(localhost());
  await page.getByRole('button', { name: /Chat öffnen/ }).click();
  await log(page).getByText('digitale Assistent').waitFor();
  return page;
}

const log = (page: Page) => page.getByRole('log', { name: 'Chatverlauf' });
const history = (page: Page) => page.getByRole('log', { name: 'Gesprächsverlauf' });

async function say(page: Page, text: string) {
  const input = page.getByRole('textbox', { name: 'Ihre Nachricht' });
  await input.fill(text);
  await input.press('Enter');
}

async function answer(page: Page, text: string) {
  const input = page.getByRole('textbox', { name: 'Ihre Antwort an den Besucher' });
  await input.fill(text);
  await input.press('Enter');
}

const callHuman = (page: Page) =>
  page.getByRole('button', { name: 'Mit einem Menschen sprechen' }).last().click();

describe('on Monday at 10:00', () => {
  it('[Q1][Q7][Q9] a visitor reaches a human, both survive a reload, and the assistant is back', async () => {
    app = await startApp();
    const desk = await openConsole();
    await setAvailable(desk);
    const visitor = await openWidget();
    await say(visitor, 'Verfallen meine Punkte?');
    await log(visitor).getByText('36 Monate').first().waitFor();
    await callHuman(visitor);
    await visitor
      .getByText(/als Nächstes an der Reihe/)
      .first()
      .waitFor();

    await desk
      .getByRole('button', { name: /Annehmen/ })
      .first()
      .click();
    await history(desk).getByText('Verfallen meine Punkte?', { exact: true }).waitFor();
    await log(visitor).getByText('Jana Klein').first().waitFor();

    await answer(desk, 'Guten Tag, wie kann ich helfen?');
    await log(visitor).getByText('Guten Tag, wie kann ich helfen?').waitFor();
    await say(visitor, 'Mir fehlen 200 Punkte.');
    await history(desk).getByText('Mir fehlen 200 Punkte.').waitFor();

    await desk.reload();
    await visitor.reload();
    await answer(desk, 'Ich kümmere mich darum.');
    await log(visitor).getByText('Ich kümmere mich darum.').waitFor();
    expect(await log(visitor).getByText('Guten Tag, wie kann ich helfen?').count()).toBe(1);
    expect(await history(desk).getByText('Mir fehlen 200 Punkte.').count()).toBe(1);

    await desk.getByRole('button', { name: 'Chat beenden' }).first().click();
    await desk.getByLabel('Gelöst').check();
    await desk.getByRole('button', { name: 'Chat beenden' }).last().click();
    await log(visitor).getByText('hat den Chat beendet').first().waitFor();
    await say(visitor, 'Wie melde ich mich zum Vorteilsprogramm an?');
    await log(visitor).getByText('Meine Vorteile').first().waitFor();
  });

  it('[Q2][Q8][D5] the queue is left and joined again, a restart and a lost agent are survived', async () => {
    const folder = temporaryFolder();
    const store = await openStore({ dataDir: folder.path });
    app = await startApp({ store });
    const { port, clock } = app;
    const desk = await openConsole();
    await setAvailable(desk);
    const visitor = await openWidget();
    await say(visitor, 'Verfallen meine Punkte?');
    await callHuman(visitor);
    await visitor.getByRole('button', { name: 'Warteschlange verlassen' }).click();
    await log(visitor).getByText('haben die Warteschlange verlassen').waitFor();
    await desk.getByText('Gerade wartet niemand.').waitFor();
    await callHuman(visitor);
    await desk
      .getByRole('button', { name: /Annehmen/ })
      .first()
      .click();
    await log(visitor).getByText('Jana Klein').first().waitFor();

    await app.close();
    await say(visitor, 'Sind Sie noch da?');
    app = await startApp({ store, port, clock });
    await history(desk).getByText('Sind Sie noch da?').waitFor({ timeout: 60_000 });
    await answer(desk, 'Ja, ich bin da.');
    await log(visitor).getByText('Ja, ich bin da.').waitFor();

    await desk.close();
    clock.jump(46_000);
    await app.app.tick();
    clock.jump(46_000);
    await app.app.tick();
    await log(visitor).getByText('Verbindung zu Jana Klein').waitFor();
    expect(await log(visitor).getByText('Sind Sie noch da?').count()).toBe(1);
    await app.close();
    await store.close();
    folder.remove();
    app = await startApp();
  });

  it('[H3] a pause is shown to the visitor, and its end too', async () => {
    app = await startApp();
    const desk = await openConsole();
    await setAvailable(desk);
    await desk.getByRole('button', { name: 'Chat pausieren' }).click();
    await desk.getByLabel('Satz für Besucher').fill('Heute ist Betriebsversammlung.');
    await desk.getByRole('button', { name: 'in 1 Stunde' }).click();
    await desk.getByRole('button', { name: 'Jetzt pausieren' }).click();
    await desk.getByText(/Pausiert bis/).waitFor();
    const visitor = await openWidget();
    await callHuman(visitor);
    await log(visitor).getByText('Heute ist Betriebsversammlung.').waitFor();
    await desk.getByRole('button', { name: 'Pause beenden' }).click();
    await desk.getByText('Chat geöffnet').waitFor();
    await callHuman(visitor);
    await visitor
      .getByText(/als Nächstes an der Reihe/)
      .first()
      .waitFor();
  });

  it('[Q3] with nobody there the form is offered, and the request reaches the console', async () => {
    app = await startApp();
    const desk = await openConsole();
    const visitor = await openWidget();
    await callHuman(visitor);
    await log(visitor).getByText('niemand aus unserem Kundenservice').waitFor();
    await log(visitor).getByRole('button', { name: 'Nachricht hinterlassen' }).click();
    await visitor.getByLabel('Ihr Anliegen').fill('Bitte rufen Sie mich an.');
    await visitor.getByRole('button', { name: 'Nachricht senden' }).click();
    await visitor.getByText('Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.').waitFor();
    await visitor.getByLabel('E-Mail-Adresse').fill('eva@example.org');
    await visitor.getByRole('button', { name: 'Nachricht senden' }).click();
    await visitor.getByText('Dienstag, 24. November').first().waitFor();
    await desk.getByText('Bitte rufen Sie mich an.').first().waitFor();
  });
});

describe('at closing time', () => {
  it('[Q10] who still waits when 19:59 becomes 20:00 gets the form', async () => {
    app = await startApp({ at: '2026-11-23T18:59:00Z' });
    const desk = await openConsole();
    await setAvailable(desk);
    const visitor = await openWidget();
    await callHuman(visitor);
    await desk
      .getByRole('button', { name: /Annehmen/ })
      .first()
      .waitFor();
    app.clock.jump(60_000);
    await app.app.tick();
    await log(visitor).getByText('jetzt geschlossen').waitFor();
    await desk.getByText('Gerade wartet niemand.').waitFor();
  });
});

describe('outside the hours', () => {
  for (const [when, at, opening] of [
    ['on Monday at 21:00', '2026-11-23T20:00:00Z', 'Dienstag, 24. November, ab 8 Uhr'],
    ['on a Saturday', '2026-11-28T11:00:00Z', 'Montag, 30. November, ab 8 Uhr'],
  ] as const)
    it(`[Q3][H2] ${when} the next opening is told`, async () => {
      app = await startApp({ at });
      const visitor = await openWidget();
      await callHuman(visitor);
      await log(visitor).getByText(opening).first().waitFor();
    });
});
