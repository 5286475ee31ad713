import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { app, browser, startForFile } from '../support/browser-app.ts';
import { WidgetPage } from '../support/widget-page.ts';

const QUESTION = 'Welcher Browser ist der richtige?';

startForFile();

const stored = (chat: WidgetPage) =>
  chat.page.evaluate(() => ({
    tab: sessionStorage.getItem('lotse'),
    browser: localStorage.getItem('lotse'),
  }));

it('[P3] [P7] [P8] [P9] a visitor reads the notice, takes the data along, lets the browser remember, and deletes the chat', async () => {
  const chat = await WidgetPage.open(browser, app.url);
  const { page } = chat;
  const notice = chat.log.locator('.privacy');
  for (const words of [
    'Kundenservice',
    'höchstens 180 Tage',
    'sieht er den ganzen Chat',
    'Gesundheits- oder Bankdaten',
  ])
    await notice.getByText(words).waitFor();
  await chat.say(QUESTION);
  await chat.log.getByText('Stand', { exact: false }).first().waitFor();
  expect((await stored(chat)).browser).toBeNull();

  await chat.fromMenu('Ihre Daten');
  await chat.window.getByRole('heading', { name: 'Ihre Daten' }).waitFor();
  expect(await chat.violations()).toEqual([]);
  const downloading = page.waitForEvent('download');
  await chat.button('Als JSON herunterladen').click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  expect(JSON.stringify(file.events)).toContain(QUESTION);
  const textual = page.waitForEvent('download');
  await chat.button('Als Text herunterladen').click();
  expect(readFileSync(await (await textual).path(), 'utf8')).toContain(`Sie: ${QUESTION}`);

  const remember = chat.window.getByLabel('Verlauf auf diesem Gerät merken');
  await remember.check();
  const kept = await stored(chat);
  expect(kept.tab).not.toContain('token');
  expect(kept.browser).toContain('token');
  const later = await page.context().newPage();
  await page.goto('about:blank');
  const again = new WidgetPage(later);
  await later.goto(app.url);
  await again.launcher.click();
  await again.log.getByText(QUESTION).waitFor();
  await again.fromMenu('Ihre Daten');
  await again.window.getByLabel('Verlauf auf diesem Gerät merken').uncheck();
  expect((await stored(again)).browser).toBeNull();
  expect((await stored(again)).tab).toContain('token');
  await again.window.getByLabel('Verlauf auf diesem Gerät merken').check();

  await again.button('Chat löschen').click();
  await again.window.getByText('Das lässt sich nicht rückgängig machen').waitFor();
  expect(await again.violations()).toEqual([]);
  await again.button('Nicht löschen').click();
  await again.button('Chat löschen').click();
  await again.button('Endgültig löschen').click();
  await again.window.getByText('Ihr Chat wurde gelöscht.').waitFor();
  expect((await stored(again)).browser).toBeNull();
  await again.button('Zurück zum Chat').click();
  await again.log.getByText('digitale Assistent').waitFor();
  expect(await again.log.getByText(QUESTION).count()).toBe(0);
  expect([...chat.errors, ...again.errors]).toEqual([]);
});

it('[S5] visitors see their own numbers covered, and why', async () => {
  const chat = await WidgetPage.open(browser, app.url);
  await chat.say('Meine IBAN ist DE02120300000000202051.');
  await chat.log.getByText('Meine IBAN ist •••.').waitFor();
  await chat.log.getByText('Persönliche Angaben wurden unkenntlich gemacht.').waitFor();
  expect(await chat.log.getByText('DE0212').count()).toBe(0);
});

it('[P3] a chat that was deleted leaves nothing in any tab', async () => {
  const chat = await WidgetPage.open(browser, app.url);
  await chat.say(QUESTION);
  await chat.log.getByText('Stand', { exact: false }).first().waitFor();
  const other = new WidgetPage(await chat.page.context().newPage());
  await other.begin(app.url);
  await other.log.getByText(QUESTION).waitFor();
  const kept = ({ page }: WidgetPage) => page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
  const { token } = JSON.parse((await stored(chat)).tab ?? '{}');
  expect(await kept(other)).toContain(token);
  await chat.input.fill('Noch nicht gesendet');
  expect(await kept(chat)).toContain('Noch nicht gesendet');
  await chat.fromMenu('Ihre Daten');
  await chat.button('Chat löschen').click();
  await chat.button('Endgültig löschen').click();
  await chat.window.getByText('Ihr Chat wurde gelöscht.').waitFor();
  await other.log.getByText(QUESTION).waitFor({ state: 'detached' });
  await other.window.getByText('Ihr früherer Chat ist nicht mehr verfügbar').waitFor();
  for (const tab of [chat, other])
    await expect.poll(() => kept(tab), { timeout: 15_000 }).not.toContain(token);
  expect(await kept(chat)).not.toContain('Noch nicht gesendet');
  expect([...chat.errors, ...other.errors]).toEqual([]);
});

it('[P8] logging out forgets what the browser was to remember, before the chat is loaded too', async () => {
  const chat = await WidgetPage.open(browser, app.url);
  await chat.fromMenu('Ihre Daten');
  await chat.window.getByLabel('Verlauf auf diesem Gerät merken').check();
  const other = await chat.page.context().newPage();
  await chat.page.close();
  await other.goto(app.url);
  await other.waitForFunction('Boolean(window.lotse && window.lotse.chat)');
  expect(await other.evaluate(() => localStorage.getItem('lotse'))).toContain('token');
  await other.evaluate(() => window.lotse?.('logout'));
  expect(await other.evaluate(() => localStorage.getItem('lotse'))).toBeNull();
});
