import { describe, expect, it } from 'vitest';
import { inviteFirst, redeemInvitation, signOut } from '../../server/chat/accounts.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import { createAccount } from '../support/agent.ts';
import { startApp } from '../support/app.ts';
import { app, browser, startForEachTest } from '../support/browser-app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { agentTexts, ConsolePage, eventually, visitorWaiting } from '../support/console-page.ts';

const QUESTION = 'Mein Zugang ist gesperrt';
const PASSWORD = 'ein Satz als Passwort';

startForEachTest();

const openDesk = async (name = 'Jana', role: 'agent' | 'supervisor' = 'agent') =>
  ConsolePage.open(browser, app, await createAccount(app, name, role));

async function inChat(): Promise<{ desk: ConsolePage; visitor: Visitor }> {
  const desk = await openDesk();
  const visitor = await visitorWaiting(app, QUESTION);
  await desk.accept(QUESTION);
  return { desk, visitor };
}

describe('signing in', () => {
  it('begins with the one-time link, and again with name and password', async () => {
    const token = await inviteFirst(app.parts);
    const desk = await ConsolePage.prepare(browser, app);
    const { page } = desk;
    await page.goto(`${desk.url}#einladung=${token}`);
    await page.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
    expect(await page.getByLabel('Anmeldename').getAttribute('aria-invalid')).toBe('true');
    expect(await desk.violations()).toEqual([]);
    await page.getByLabel('Ihr Name, wie ihn Besucher sehen').fill('Frau Klein');
    await page.getByLabel('Anmeldename').fill('klein');
    await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Gerade wartet niemand.').waitFor();
    expect(page.url()).toBe(desk.url);

    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByLabel('Anmeldename').fill('klein');
    await page.getByLabel('Passwort').fill('falsch');
    await page.keyboard.press('Enter');
    await page.getByText('Anmeldename oder Passwort stimmen nicht.').waitFor();
    expect(await desk.violations()).toEqual([]);
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Gerade wartet niemand.').waitFor();
    expect(desk.errors).toEqual([]);
  });

  it('says that a wrong link is void and leads to the form', async () => {
    const { page, url } = await ConsolePage.prepare(browser, app);
    await page.goto(`${url}#einladung=made-up`);
    await page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
    await page.getByRole('button', { name: 'Zur Anmeldung' }).click();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  });
});

describe('a chat', () => {
  it('[T13] [T14] is called out, accepted, written and closed without a mouse', async () => {
    const desk = await openDesk();
    const { page, log } = desk;
    const visitor = await visitorWaiting(app, QUESTION);
    await page.waitForFunction(() => document.title.startsWith('(1)'));
    await desk.row(QUESTION).getByRole('button', { name: 'Annehmen' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.title === 'Lotse – Beratung');
    await desk.composer.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Guten Tag');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Ich sehe nach.');
    await page.keyboard.press('Enter');
    await eventually(() => agentTexts(visitor)).toEqual(['Guten Tag\nIch sehe nach.']);
    await must(visitor.socket, 'typing:set', { typing: true });
    await log.getByText('Besucher schreibt …').waitFor();
    await visitor.say('Danke!');
    await log.getByText('Danke!').waitFor();
    expect(await log.getByText('Besucher schreibt …').count()).toBe(0);

    await page.getByRole('button', { name: 'Chat beenden' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Gelöst' }).and(page.locator(':focus')).waitFor();
    expect(await desk.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await log.getByText('Jana hat den Chat beendet').first().waitFor();
    await page.locator('#conversation:focus').waitFor();
    expect(desk.errors).toEqual([]);
  });

  it('[Q5] that a colleague took first names the colleague', async () => {
    const jana = await ConsolePage.prepare(browser, app, await createAccount(app, 'Jana'));
    let deaf = false;
    // Her console does not hear that the list has changed, so that her click comes too late.
    await jana.page.routeWebSocket(/socket\.io/, (line) => {
      const server = line.connectToServer();
      server.onMessage((message) => {
        if (!(deaf && String(message).includes('inbox:changed'))) line.send(message);
      });
    });
    await jana.begin();
    const roth = await openDesk('Roth');
    await visitorWaiting(app, QUESTION);
    await jana.row(QUESTION).waitFor();
    deaf = true;
    await roth.accept(QUESTION);
    await jana.row(QUESTION).getByRole('button', { name: 'Annehmen' }).click();
    await jana.page.getByText('Roth war schneller und führt diesen Chat jetzt.').waitFor();
    await jana.page.getByText('Gerade wartet niemand.').waitFor();
  });

  it('counts what was not read, and shows that the visitor is gone', async () => {
    const desk = await openDesk();
    const { page } = desk;
    const first = await visitorWaiting(app, 'Die erste Frage');
    await visitorWaiting(app, 'Die zweite Frage');
    await desk.accept('Die erste Frage');
    await desk.accept('Die zweite Frage');
    await first.say('Sind Sie noch da?');
    await desk.row('Die erste Frage').getByText('1 ungelesene Nachricht').waitFor();
    await page.waitForFunction(() => document.title === '(1) Neue Nachricht – Lotse');
    await desk.row('Die erste Frage').getByRole('button').click();
    await page.waitForFunction(() => document.title === 'Lotse – Beratung');
    first.close();
    await desk.row('Die erste Frage').getByText('Besucher ist gerade nicht da').waitFor();
  });
});

describe('typed words', () => {
  it('[T12] survive a reload, and the conversation opens again', async () => {
    const { desk } = await inChat();
    await desk.composer.fill('Ich prüfe gerade, ob');
    await desk.page.reload();
    await eventually(() => desk.composer.inputValue()).toBe('Ich prüfe gerade, ob');
  });

  it('survive the end of the session', async () => {
    const token = (await inviteFirst(app.parts)) ?? '';
    const account = { token, login: 'klein', name: 'Frau Klein', password: PASSWORD };
    const session = await redeemInvitation(app.parts, account);
    const desk = await ConsolePage.open(browser, app, session);
    await visitorWaiting(app, QUESTION);
    await desk.accept(QUESTION);
    await desk.composer.fill('Ich prüfe gerade, ob');
    await signOut(app.parts, session.token);
    await desk.page.getByText('Ihre Anmeldung ist abgelaufen.').waitFor();
    await desk.page.getByLabel('Anmeldename').fill('klein');
    await desk.page.getByLabel('Passwort').fill(PASSWORD);
    await desk.page.keyboard.press('Enter');
    await eventually(() => desk.composer.inputValue()).toBe('Ich prüfe gerade, ob');
  });

  it('wait while the server is away, over a reload, and arrive once and in their order', async () => {
    const store = await openStore({ dataDir: IN_MEMORY });
    const first = await startApp({ store });
    const desk = await ConsolePage.open(browser, first, await createAccount(first, 'Jana'));
    const visitor = await visitorWaiting(first, QUESTION);
    await desk.accept(QUESTION);
    await first.close();
    await desk.page.getByText('Keine Verbindung zum Server.').waitFor();
    for (const text of ['Eins', 'Zwei', 'Drei']) await desk.write(text);
    await desk.log.getByText('wartet auf die Verbindung').nth(2).waitFor();
    await desk.page.goto('about:blank');

    const second = await startApp({ store, port: Number(new URL(first.url).port) });
    await visitor.reconnect();
    await desk.page.goto(desk.url);
    await eventually(() => agentTexts(visitor)).toEqual(['Eins', 'Zwei', 'Drei']);
    await eventually(() => desk.log.locator('.own').count()).toBe(3);
    await eventually(() => desk.log.getByText('gespeichert').count()).toBe(3);
    await second.close();
    await store.close();
  });
});

it('[T12] takes a line that is silent for 20 seconds for lost, says so, and gets it back', async () => {
  const desk = await ConsolePage.prepare(browser, app, await createAccount(app, 'Jana'));
  const { page } = desk;
  await page.clock.install();
  let silent = false;
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (silent) return;
    const server = line.connectToServer();
    line.onMessage((message) => silent || server.send(message));
    server.onMessage((message) => silent || line.send(message));
  });
  await desk.begin();
  silent = true;
  await page.clock.fastForward(20_000);
  await page.getByText('Keine Verbindung zum Server.').waitFor();
  silent = false;
  // The attempt that found no ear gives up, then the next one succeeds.
  await page.clock.fastForward(20_000);
  await page.clock.fastForward(15_000);
  await page.getByText('Verbunden').waitFor();
});

describe('requests and the pause', () => {
  it('[F3] [T15] shows a request beside its conversation until it is done, which can be undone', async () => {
    const desk = await openDesk();
    const { page } = desk;
    const visitor = await Visitor.come(app.url);
    await must(visitor.socket, 'request:submit', {
      clientId: clientId(),
      text: 'Bitte rufen Sie mich an',
      email: 'anna@example.org',
      phone: '030 1234567',
    });
    await desk.row('Bitte rufen Sie mich an').getByRole('button').click();
    const facts = page.getByRole('complementary', { name: 'Anfrage' });
    const mail = await facts.getByRole('link', { name: 'Per E-Mail antworten' }).getAttribute('href');
    expect(mail).toMatch(/^mailto:anna%40example\.org\?subject=Ihre%20Anfrage%20[\w-]+&body=Guten%20Tag/);
    expect(decodeURIComponent(mail ?? '')).toContain('> Bitte rufen Sie mich an');
    expect(await facts.getByRole('link', { name: 'Anrufen' }).getAttribute('href')).toBe('tel:0301234567');
    expect(await desk.violations()).toEqual([]);
    await facts.getByRole('button', { name: 'Übernehmen' }).click();
    await facts.getByRole('button', { name: 'Als erledigt kennzeichnen' }).click();
    await facts.getByText('Erledigt · Sie').waitFor();
    await page.getByText('Keine offenen Anfragen.').waitFor();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await facts.getByText('In Arbeit · Sie').waitFor();
    await facts.getByRole('button', { name: 'Zurück zu den offenen' }).click();
    await facts.getByText('Offen', { exact: true }).waitFor();
  });

  it('lets a supervisor pause the desk, and nobody else', async () => {
    const desk = await openDesk('Klein', 'supervisor');
    const { page } = desk;
    await page.getByRole('button', { name: 'Chat pausieren' }).click();
    await page.getByRole('button', { name: 'Jetzt pausieren' }).click();
    await page.getByText('Bitte schreiben Sie einen Satz für die Besucher.').waitFor();
    expect(await desk.violations()).toEqual([]);
    await page.getByLabel('Satz für Besucher').fill('Wegen einer Schulung bis 14 Uhr nicht besetzt.');
    await page.getByLabel('Pausieren bis').fill('2026-11-23T14:00');
    await page.getByRole('button', { name: 'Jetzt pausieren' }).click();
    await page.getByText('Pausiert bis 14:00 Uhr').waitFor();
    const visitor = await Visitor.come(app.url);
    expect(visitor.status?.desk.notice).toBe('Wegen einer Schulung bis 14 Uhr nicht besetzt.');
    await page.getByRole('button', { name: 'Pause beenden' }).click();
    await page.getByText('Chat geöffnet').waitFor();

    const colleague = await openDesk('Roth');
    expect(await colleague.page.getByRole('button', { name: 'Chat pausieren' }).count()).toBe(0);
  });
});

describe('looks', () => {
  it.each([
    ['a desktop', { width: 1280, height: 800 }],
    ['a tablet', { width: 820, height: 1180 }],
    ['a window at 400 %', { width: 320, height: 640 }],
  ])(
    '[T16] breaks no rule of accessibility on %s, light or dark, and nothing sticks out',
    async (_, size) => {
      const desk = await openDesk('Klein', 'supervisor');
      await visitorWaiting(app, QUESTION);
      await visitorWaiting(app, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung');
      await desk.accept(QUESTION);
      await desk.page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await desk.page.emulateMedia({ colorScheme });
        expect(await desk.violations()).toEqual([]);
      }
      const sticksOut = await desk.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(sticksOut).toBe(false);
    },
  );
});
