import { describe, expect, it } from 'vitest';
import { app, browser, startAnew, startForEachTest } from '../support/browser-app.ts';
import { betweenLines } from '../support/line.ts';
import { waitingFor } from '../support/widget-agent.ts';
import { WidgetPage } from '../support/widget-page.ts';

startForEachTest();

describe('a new message', () => {
  it('leaves focus, caret and typed words alone, is said once, and is only added to the list', async () => {
    const accept = await waitingFor(app, 'Anna');
    const chat = await WidgetPage.open(browser, app.url);
    await chat.callHuman();
    await chat.log.getByText('als Nächstes an der Reihe').waitFor();
    const agent = await accept();
    await chat.log.getByText('ist jetzt für Sie da').waitFor();
    await chat.input.fill('Ich tippe gerade');
    await chat.input.evaluate((input: HTMLTextAreaElement) => input.setSelectionRange(4, 4));
    await chat.page.evaluate(() => {
      const root = document.querySelector('lotse-chat')!.shadowRoot!;
      const seen = { said: [] as string[], removed: 0 };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const words = root.querySelector('.window > [aria-live]')?.textContent;
        if (words) seen.said.push(words);
      }).observe(root.querySelector('.window > [aria-live]')!, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      new MutationObserver((changes) => {
        for (const { removedNodes } of changes) seen.removed += removedNodes.length;
      }).observe(root.querySelector('.log')!, { childList: true, subtree: true });
    });
    await agent.say('Guten Tag, ich sehe gleich nach.');
    await chat.log.getByText('Guten Tag, ich sehe gleich nach.').waitFor();
    await chat.page.waitForFunction(
      () => (window as unknown as { seen: { said: string[] } }).seen.said.length > 0,
    );
    expect(await chat.page.evaluate(() => (window as unknown as { seen: unknown }).seen)).toEqual({
      said: ['Anna: Guten Tag, ich sehe gleich nach.'],
      removed: 0,
    });
    await expect.poll(() => chat.focused()).toBe('input');
    expect(await chat.input.inputValue()).toBe('Ich tippe gerade');
    expect(await chat.input.evaluate((input: HTMLTextAreaElement) => input.selectionStart)).toBe(4);
  });

  it('that came while the window was closed is counted in the name of the button', async () => {
    const accept = await waitingFor(app, 'Anna');
    const chat = await WidgetPage.open(browser, app.url);
    await chat.callHuman();
    await chat.log.getByText('als Nächstes an der Reihe').waitFor();
    await chat.page.keyboard.press('Escape');
    const agent = await accept();
    await agent.say('Guten Tag');
    await chat.page.getByRole('button', { name: 'Chat öffnen (2 ungelesene Nachrichten)' }).waitFor();
    await chat.page.reload();
    await chat.page.getByRole('button', { name: 'Chat öffnen (2 ungelesene Nachrichten)' }).click();
    await chat.log.getByText('Guten Tag', { exact: true }).waitFor();
  });
});

describe('what the visitor does', () => {
  it.each([
    {
      does: 'asks',
      act: (chat: WidgetPage) => chat.say('Verfallen meine Punkte?'),
      told: '36 Monate',
      shown: /^Verfallen meine Punkte/,
    },
    {
      does: 'calls for a human',
      act: (chat: WidgetPage) => chat.callHuman(),
      told: 'owner.changed',
      shown: /als Nächstes an der Reihe/,
    },
  ])(
    'is shown wherever they have scrolled, when everything comes before the next picture: $does',
    async (given) => {
      await waitingFor(app, 'Anna');
      const chat = await WidgetPage.prepare(browser);
      const told = chat.isTold(given.told);
      await chat.begin(app.url);
      await chat.say('Welchen Browser brauche ich?');
      await chat.log.getByText('Microsoft Edge').waitFor();
      await chat.log.evaluate((log) => log.scrollTo(0, 0));
      await chat.button('Zu den neuesten Nachrichten').waitFor();
      const release = await chat.holdPictures();
      await given.act(chat);
      await told;
      await release();
      await expect.poll(() => chat.log.getByText(given.shown).evaluate(isInLog)).toBe(true);
    },
  );
});

it('what a window out of sight shows stays unread in the other tabs until somebody looks at it', async () => {
  const accept = await waitingFor(app, 'Anna');
  const chat = await WidgetPage.open(browser, app.url);
  await chat.callHuman();
  await chat.log.getByText('als Nächstes an der Reihe').waitFor();
  const agent = await accept();
  await chat.log.getByText('ist jetzt für Sie da').waitFor();
  const other = new WidgetPage(await chat.page.context().newPage());
  await other.page.goto(app.url);
  await other.launcher.click();
  await other.log.getByText('ist jetzt für Sie da').waitFor();
  await other.page.keyboard.press('Escape');
  await chat.page.evaluate(() =>
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }),
  );
  await agent.say('Guten Tag.');
  await chat.log.getByText('Guten Tag.').waitFor();
  await other.page.getByRole('button', { name: 'Chat öffnen (1 ungelesene Nachricht)' }).waitFor();
  await chat.page.evaluate(() => {
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await other.page.getByRole('button', { name: 'Chat öffnen', exact: true }).waitFor();
});

describe('when the line is lost', () => {
  it('says so, keeps what is written, and sends it in order when the line is back', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    await chat.page.context().setOffline(true);
    await chat.say('Welchen Browser brauche ich?');
    await chat.say('Verfallen meine Punkte?');
    await chat.window.getByText('Die Verbindung ist unterbrochen').waitFor();
    expect(await chat.log.getByText('Wird gesendet, sobald die Verbindung steht.').count()).toBe(2);
    await chat.page.context().setOffline(false);
    await chat.log.getByText('36 Monate').first().waitFor();
    await chat.log.getByText('Microsoft Edge').waitFor();
    const own = await chat.log.locator('.own .bubble').allTextContents();
    expect(own).toEqual(['Welchen Browser brauche ich?', 'Verfallen meine Punkte?']);
    expect(await chat.log.getByText('Wird gesendet').count()).toBe(0);
  });

  it('keeps unsent words over a reload, typed and on their way', async () => {
    const chat = await WidgetPage.prepare(browser);
    const line = await betweenLines(chat.page);
    await chat.begin(app.url);
    await line.hold();
    await chat.say('Welchen Browser brauche ich?');
    await chat.input.fill('noch nicht fertig');
    await chat.page.reload();
    await chat.log.getByText('Welchen Browser brauche ich?').waitFor();
    expect(await chat.input.inputValue()).toBe('noch nicht fertig');
    line.letGo();
    await chat.page.reload();
    await chat.log.getByText('Microsoft Edge').waitFor();
    expect(await chat.log.locator('.own').count()).toBe(1);
  });

  it('begins anew when the server does not know the conversation any more, and says so', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    const { port } = app;
    await app.close();
    await chat.say('Verfallen meine Punkte?');
    await startAnew({ port });
    await chat.window.getByText('Ihr früherer Chat ist nicht mehr verfügbar').waitFor();
    await chat.log.getByText('36 Monate').first().waitFor();
    expect(await chat.log.getByText('Microsoft Edge').count()).toBe(0);
  });
});

describe('words that were not sent', () => {
  it('are asked about before the page is closed, not on the way to another page of the portal', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    const asked: string[] = [];
    chat.page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      return dialog.dismiss();
    });
    await chat.input.fill('Noch nicht fertig');
    await chat.page.getByRole('link', { name: 'Verträge', exact: true }).click();
    await chat.page.waitForURL(/vertraege/);
    await expect.poll(() => chat.input.inputValue()).toBe('Noch nicht fertig');
    expect(asked).toEqual([]);
    await chat.input.fill('Noch immer nicht');
    await chat.page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
  });
});

it('[E5] offers to reload when the server no longer speaks its language', async () => {
  const chat = await WidgetPage.prepare(browser);
  await chat.page.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    line.onMessage((message) => server.send(String(message).replace('"protocol":1', '"protocol":-1')));
  });
  await chat.page.goto(app.url);
  await chat.launcher.click();
  await chat.window.getByText('Dieses Chatfenster ist veraltet').waitFor();
  await chat.input.waitFor({ state: 'detached' });
  await chat.page.unrouteAll();
  await chat.button('Seite neu laden').click();
  await chat.launcher.waitFor();
});

describe('the message form', () => {
  it('begins with what was asked last', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    await chat.button('Nachricht hinterlassen').last().click();
    await expect
      .poll(() => chat.page.getByLabel('Ihr Anliegen').inputValue())
      .toBe('Welchen Browser brauche ich?');
  });

  it('names what is wrong at the field, leads to the first one, and shows the number at the end', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    await chat.input.fill('Mein Vertrag fehlt.');
    await chat.button('Nachricht hinterlassen').last().click();
    const text = chat.page.getByLabel('Ihr Anliegen');
    expect(await text.inputValue()).toBe('Mein Vertrag fehlt.');
    await text.fill('');
    await chat.button('Nachricht senden').click();
    await expect.poll(() => chat.focused()).toBe('text');
    expect(await text.getAttribute('aria-invalid')).toBe('true');
    await text.fill('Mein Vertrag fehlt.');
    await chat.page.getByLabel('E-Mail-Adresse').fill('eva');
    await chat.button('Nachricht senden').click();
    await chat.page.getByText('ist nicht vollständig').waitFor();
    await expect.poll(() => chat.focused()).toBe('email');
    expect(await chat.violations()).toEqual([]);
    await chat.page.reload();
    await chat.button('Nachricht hinterlassen').last().click();
    await chat.page.getByLabel('E-Mail-Adresse').fill('eva@example.org');
    expect(await text.inputValue()).toBe('Mein Vertrag fehlt.');
    await chat.button('Nachricht senden').click();
    await chat.page.getByRole('heading', { name: 'Ihre Nachricht ist angekommen' }).waitFor();
    await chat.page.getByText('Dienstag, 24. November', { exact: true }).first().waitFor();
    await chat.button('Zurück zum Chat').last().click();
    expect(await chat.input.inputValue()).toBe('');
  });
});

describe('at the end', () => {
  it('asks before ending, and begins a new chat', async () => {
    const chat = await WidgetPage.open(browser, app.url);
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    await chat.fromMenu('Chat beenden');
    await expect.poll(() => chat.focused()).toBe('Weiter chatten');
    await chat.page.keyboard.press('Escape');
    await chat.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await chat.fromMenu('Chat beenden');
    await chat.page.getByRole('alertdialog').getByRole('button', { name: 'Beenden' }).click();
    await chat.log.getByText('Sie haben den Chat beendet').waitFor();
    await chat.button('Neuen Chat beginnen').click();
    await chat.input.waitFor();
    await chat.log.getByText('digitale Assistent').waitFor();
    expect(await chat.log.locator('.own').count()).toBe(0);
  });

  it('a human’s chat can be rated, once', async () => {
    const accept = await waitingFor(app, 'Anna');
    const chat = await WidgetPage.open(browser, app.url);
    await chat.callHuman();
    await chat.log.getByText('als Nächstes an der Reihe').waitFor();
    await (await accept()).close();
    await chat.button('Bewertung senden').click();
    await chat.page.getByText('Bitte wählen Sie zuerst').waitFor();
    await chat.page.getByRole('radio', { name: '4 Sterne' }).check({ force: true });
    await chat.button('Bewertung senden').click();
    await chat.log.getByText('Ihre Bewertung: 4 von 5 Sternen').waitFor();
    expect(await chat.button('Bewertung senden').count()).toBe(0);
  });
});

/** Between the edges of the log, and not above or below them. */
function isInLog(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const log = element.closest('[role="log"]')!.getBoundingClientRect();
  return top >= log.top && bottom <= log.bottom;
}
