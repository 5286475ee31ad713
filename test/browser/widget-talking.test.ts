import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import type { Notice } from '../../server/knowledge/knowledge.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';
import { waitingFor } from '../support/widget-agent.ts';
import { WidgetPage } from '../support/widget-page.ts';

let browser: Browser;
let app: TestApp;
/** What is announced above the chat; tests fill it. */
let notices: Notice[] = [];

beforeAll(async () => {
  const understanding = await shippedUnderstanding();
  const inForce = () => ({ knowledge: { ...shippedKnowledge(), notices }, understanding, refused: [] });
  [browser, app] = await Promise.all([sharedBrowser(), startApp({ overrides: { inForce } })]);
});
// Conversations from one address are rationed by the clock.
beforeEach(() => app.clock.jump(60_000));
afterEach(closeWindows);
afterAll(() => app?.close());

const open = (look?: Parameters<typeof WidgetPage.prepare>[1]) => WidgetPage.open(browser, app.url, look);

// Before any agent comes: nobody is there to be called.
it('shows what came of calling a human, below a long answer too', async () => {
  const chat = await open({ viewport: { width: 360, height: 500 } });
  await chat.say('Welchen Browser brauche ich?');
  await chat.log.getByText('Microsoft Edge').waitFor();
  await chat.button('Zu den neuesten Nachrichten').waitFor();
  await chat.callHuman();
  const said = chat.log.getByText('niemand aus unserem Kundenservice im Chat');
  await said.waitFor();
  const below = async () => {
    const [line, log] = await Promise.all([said.boundingBox(), chat.log.boundingBox()]);
    return line!.y + line!.height - (log!.y + log!.height);
  };
  await expect.poll(below).toBeLessThanOrEqual(0);
});

describe('[A11] while typing', () => {
  it('articles are offered, marked by arrow keys and taken by Enter, and the focus never leaves the field', async () => {
    const chat = await open();
    const marked = () => chat.input.getAttribute('aria-activedescendant');
    // At once: a list for the first letters could come between the arrow and Enter.
    await chat.input.fill('punkte verf');
    await chat.option('Wann verfallen').waitFor();
    await chat.window.getByText(/passende Antwort.*Pfeiltaste/).waitFor({ state: 'attached' });
    expect(await chat.focused()).toBe('input');
    await chat.input.press('ArrowDown');
    await expect.poll(marked).not.toBeNull();
    expect(await chat.window.locator(`#${await marked()}`).innerText()).toContain('verfallen');
    await chat.input.press('Enter');
    await chat.log.getByText('36 Monate').first().waitFor();
    expect(await chat.input.inputValue()).toBe('');
    expect(await chat.focused()).toBe('input');
    expect(await chat.log.locator('.own .bubble').allTextContents()).toEqual([
      'Wann verfallen meine Punkte?',
    ]);
    await expect.poll(marked).toBeNull();
  });

  it('Escape puts the list away and not the window, Enter without a mark sends what is written', async () => {
    const chat = await open();
    await chat.input.pressSequentially('punkte verf');
    await chat.option('Wann verfallen').waitFor();
    await chat.input.press('Escape');
    await chat.option('Wann verfallen').waitFor({ state: 'detached' });
    expect(await chat.window.isVisible()).toBe(true);
    await chat.input.press('Enter');
    await chat.log.locator('.own').getByText('punkte verf', { exact: true }).waitFor();
  });

  it('are forgotten with the line: their keys mean again what they mean without a list', async () => {
    const chat = await open();
    await chat.input.pressSequentially('punkte verf');
    await chat.option('Wann verfallen').waitFor();
    await chat.input.press('ArrowDown');
    await chat.page.context().setOffline(true);
    await chat.option('Wann verfallen').waitFor({ state: 'detached' });
    await expect.poll(() => chat.input.getAttribute('aria-activedescendant')).toBeNull();
    await expect.poll(() => chat.input.getAttribute('aria-controls')).toBeNull();
    await chat.input.press('Enter');
    await chat.log.locator('.own').getByText('punkte verf', { exact: true }).waitFor();
    await chat.input.press('Escape');
    await chat.window.waitFor({ state: 'hidden' });
  });

  it('nothing is asked for numbers, in a guided dialogue or of a person', async () => {
    const accept = await waitingFor(app, 'Dora');
    const chat = await WidgetPage.prepare(browser);
    const asked: string[] = [];
    chat.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('article:suggest')) asked.push(String(payload));
      }),
    );
    await chat.begin(app.url);
    await chat.input.pressSequentially('browser');
    await chat.option('In welchen Browsern').waitFor();
    const before = asked.length;
    expect(before).toBeGreaterThan(0);
    await chat.input.fill('');
    await chat.input.pressSequentially('browser 12 345 67');
    await chat.input.fill('');
    await chat.log.getByRole('button', { name: 'Etwas erledigen' }).click();
    await chat.log.getByRole('button', { name: /Konto/ }).last().click();
    await chat.log.getByText('Schritt 1').waitFor();
    await chat.input.pressSequentially('browser');
    await chat.input.fill('');
    await chat.say('abbrechen');
    await chat.callHuman();
    await chat.window.getByText('als Nächstes an der Reihe').first().waitFor();
    await accept();
    await chat.log.getByText('Dora ist jetzt im Chat').waitFor();
    await chat.input.pressSequentially('browser');
    // What was asked during any of this would be on its way before what is sent now.
    await chat.input.press('Enter');
    await chat.log.locator('.own').getByText('browser', { exact: true }).waitFor();
    expect(
      asked.slice(before).filter((frame) => /12|345/.test(frame) || frame.includes('"browser"')),
    ).toEqual([]);
  });
});

describe('what is kept of a chat', () => {
  it('29: is saved as a text with names and times, and printed as a page of its own', async () => {
    const chat = await open();
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    const saving = chat.page.waitForEvent('download');
    await chat.fromMenu('Verlauf speichern');
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^chatverlauf-\d{4}-\d\d-\d\d\.txt$/);
    const text = readFileSync(await saved.path(), 'utf8');
    expect(text).toMatch(/\d\d:\d\d {2}Sie: Welchen Browser brauche ich\?/);
    expect(text).toMatch(/\d\d:\d\d {2}Digitaler Assistent: In welchen Browsern/);
    await chat.page.context().addInitScript(() => {
      window.print = () => {};
    });
    const opening = chat.page.context().waitForEvent('page');
    await chat.fromMenu('Verlauf drucken');
    const printed = await opening;
    await printed.getByText('Welchen Browser brauche ich?').waitFor();
    expect(await printed.locator('b').first().textContent()).toMatch(/^Digitaler Assistent, \d\d:\d\d$/);
    await chat.page.emulateMedia({ media: 'print' });
    expect(await chat.page.locator('lotse-chat').isVisible()).toBe(false);
    expect(chat.errors).toEqual([]);
  });
});

it('[N1] a notice comes into an open window, is hidden for the tab, and comes again when its words change', async () => {
  const chat = await open();
  const announce = (text: string) => {
    notices = [
      { id: 'login', level: 'warning', body: [{ type: 'paragraph', children: [{ type: 'text', text }] }] },
    ];
    app.clock.advance(HEARTBEAT_MS);
  };
  announce('Die Anmeldung ist gestört.');
  await chat.window.locator('[role=status]').getByText('Die Anmeldung ist gestört.').waitFor();
  expect(await chat.violations()).toEqual([]);
  await chat.button('Hinweis ausblenden').click();
  await chat.window.getByText('Die Anmeldung ist gestört.').waitFor({ state: 'detached' });
  await chat.page.reload();
  await chat.log.getByText('digitale Assistent').waitFor();
  expect(await chat.window.getByText('Die Anmeldung ist gestört.').count()).toBe(0);
  announce('Die Anmeldung geht wieder.');
  await chat.window.getByText('Die Anmeldung geht wieder.').waitFor();
  notices = [];
  app.clock.advance(HEARTBEAT_MS);
  await chat.window.getByText('Die Anmeldung geht wieder.').waitFor({ state: 'detached' });
});

it('14: queue, typing and a lost line are told in regions that screen readers follow', async () => {
  const accept = await waitingFor(app, 'Emma');
  const chat = await open();
  const status = chat.window.locator('[role=status]');
  await chat.callHuman();
  await status.getByText('als Nächstes an der Reihe').waitFor();
  const agent = await accept();
  await chat.log.getByText('Emma ist jetzt im Chat').waitFor();
  await agent.typing();
  await status.getByText('Emma schreibt …').waitFor({ state: 'attached' });
  await chat.page.context().setOffline(true);
  await status.getByText('Die Verbindung ist unterbrochen').waitFor();
  await chat.page.context().setOffline(false);
  await status.getByText('Die Verbindung ist wieder da.').waitFor();
});

it('[T4] an agent learns what the visitor has been shown, not what came while the window was closed', async () => {
  const accept = await waitingFor(app, 'Frida');
  const chat = await open();
  await chat.callHuman();
  await chat.window.getByText('als Nächstes an der Reihe').first().waitFor();
  const agent = await accept();
  const { seq } = (await agent.say('Guten Tag.')) as { seq: number };
  await expect.poll(() => agent.visitorRead()).toBe(seq);
  await chat.page.keyboard.press('Escape');
  await agent.say('Sind Sie noch da?');
  await chat.page.getByRole('button', { name: 'Chat öffnen (1 ungelesene Nachricht)' }).waitFor();
  expect(await agent.visitorRead()).toBe(seq);
  await chat.launcher.click();
  await expect.poll(() => agent.visitorRead()).toBe(seq + 1);
});

it('says that files cannot be sent, whether pasted or dropped', async () => {
  const chat = await open();
  const said = (words: string) => chat.window.locator('#input-hint', { hasText: words });
  const offer = (kind: 'paste' | 'drop') =>
    chat.input.evaluate((input, name) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'bild.png', { type: 'image/png' }));
      const init = { bubbles: true, composed: true, cancelable: true };
      const event =
        name === 'paste'
          ? new ClipboardEvent('paste', { ...init, clipboardData: data })
          : new DragEvent('drop', { ...init, dataTransfer: data });
      return !input.dispatchEvent(event);
    }, kind);
  await offer('paste');
  await said('Bilder und Dateien können Sie hier nicht senden').waitFor();
  await chat.input.fill('Gut.');
  await said('Bilder und Dateien').waitFor({ state: 'detached' });
  expect(await offer('drop')).toBe(true);
  await said('Bilder und Dateien').waitFor();
});

it('speaks English when asked, keeps that over a reload, and says that answers are German', async () => {
  const chat = await open();
  await chat.fromMenu('English');
  await chat.window.getByText('understands and answers in German only').waitFor();
  await chat.page.reload();
  await chat.window.getByRole('button', { name: 'Talk to a person' }).last().waitFor();
  expect(await chat.page.getByRole('textbox', { name: 'Your message' }).isVisible()).toBe(true);
  expect(await chat.violations()).toEqual([]);
});

it('shows a traveller the own time, and says so', async () => {
  const abroad = await open({ timezoneId: 'America/New_York' });
  await abroad.log.getByText('Servicezeiten nach deutscher Zeit').waitFor();
  const here = await open();
  expect(await here.log.getByText('Servicezeiten nach deutscher Zeit').count()).toBe(0);
});

it('links to the pages that the host names, and to no others', async () => {
  const chat = await open();
  await chat.button('Weitere Möglichkeiten').click();
  await chat.window
    .getByRole('link', { name: /^Datenschutz/ })
    .last()
    .waitFor();
  const named = await chat.window
    .locator('.pages a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const set = await chat.page.evaluate(() => ({
    ...document.querySelector<HTMLElement>('script[src*="widget.js"]')?.dataset,
  }));
  expect(named).toEqual([set.privacyUrl, set.imprintUrl, set.accessibilityUrl].filter(Boolean));
});
