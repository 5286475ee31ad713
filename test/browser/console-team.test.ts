import { expect, it } from 'vitest';
import { redeemInvitation } from '../../server/chat/accounts.ts';
import { hashToken, newToken } from '../../server/ids.ts';
import { createAccount } from '../support/agent.ts';
import { app, browser, startForEachTest } from '../support/browser-app.ts';
import { Visitor } from '../support/client.ts';
import { ConsolePage, eventually, visitorWaiting } from '../support/console-page.ts';

const PASSWORD = 'ein Satz als Passwort';
const OTHER_PASSWORD = 'ein anderer Satz als Passwort';
const QUESTION = 'Ich komme nicht mehr in mein Kundenportal';

startForEachTest();

async function openTeam(): Promise<ConsolePage> {
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Klein', 'supervisor'));
  await desk.page.getByRole('link', { name: 'Team' }).click();
  await desk.page.getByRole('heading', { name: 'Konten' }).waitFor();
  return desk;
}

const account = (desk: ConsolePage, name: string) =>
  desk.page.getByRole('row').filter({ has: desk.page.getByRole('rowheader', { name }) });

it('[T7] [T8] a supervisor adds an account, sets its capacity, resets its password, and shuts it out', async () => {
  const desk = await openTeam();
  const { page, dialog } = desk;
  await page.getByRole('button', { name: 'Konto hinzufügen' }).click();
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await dialog.getByRole('button', { name: 'Link erzeugen' }).click();
  const link = await dialog.getByLabel('Einmal-Link').inputValue();
  await desk.show('team-link');
  await dialog.getByRole('button', { name: 'Fertig' }).click();

  const roth = await ConsolePage.prepare(browser, app);
  await roth.page.goto(link);
  await roth.page.getByLabel('Ihr Name, wie ihn Besucher sehen').fill('Herr Roth');
  await roth.page.getByLabel('Anmeldename').fill('roth');
  await roth.page.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
  await roth.page.keyboard.press('Enter');
  await roth.page.getByText('Gerade wartet niemand.').waitFor();
  expect(await roth.page.getByRole('link', { name: 'Team' }).count()).toBe(0);

  await page.reload();
  await page.getByLabel('Chats zugleich: Herr Roth').selectOption('5');
  await roth.page.getByText('0 von 5').waitFor();
  await desk.show('team');
  expect(await desk.violationsInBothLooks()).toEqual([]);

  await page.getByRole('button', { name: 'Passwort zurücksetzen: Herr Roth' }).click();
  await dialog.getByRole('button', { name: 'Link erzeugen' }).click();
  const reset = await dialog.getByLabel('Einmal-Link').inputValue();
  await page.keyboard.press('Escape');
  const again = await ConsolePage.prepare(browser, app);
  await again.page.goto(reset);
  await again.page.getByRole('heading', { name: 'Neues Passwort wählen' }).waitFor();
  expect(await again.violationsInBothLooks()).toEqual([]);
  await again.page.getByLabel('Neues Passwort').fill(OTHER_PASSWORD);
  await again.page.keyboard.press('Enter');
  await again.page.getByText('Gerade wartet niemand.').waitFor();
  await roth.page.getByText('Ihre Anmeldung ist abgelaufen.').waitFor();

  await page.getByRole('button', { name: 'Deaktivieren: Herr Roth' }).click();
  expect(await desk.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Deaktivieren' }).click();
  await again.page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await account(desk, 'Herr Roth').getByText('deaktiviert', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Aktivieren: Herr Roth' }).click();
  await page.getByRole('button', { name: 'Deaktivieren: Herr Roth' }).waitFor();
  expect([...desk.errors, ...roth.errors, ...again.errors]).toEqual([]);
});

it('[T6] an agent changes the own password, and is told when the old one is wrong', async () => {
  const token = newToken();
  const expiresAt = app.clock.now() + 60_000;
  await app.parts.store.createInvitation({ tokenHash: hashToken(token), role: 'agent', expiresAt });
  const session = await redeemInvitation(app.parts, {
    token,
    login: 'jana',
    name: 'Jana',
    password: PASSWORD,
  });
  const desk = await ConsolePage.open(browser, app, session);
  const { page, dialog } = desk;
  await page.getByRole('button', { name: 'Einstellungen' }).click();
  await dialog.getByText('Passwort ändern').first().click();
  await dialog.getByLabel('Bisheriges Passwort').fill('falsch geraten');
  await dialog.getByLabel('Neues Passwort').fill(OTHER_PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.getByText('Das ist nicht Ihr bisheriges Passwort.').waitFor();
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await dialog.getByLabel('Bisheriges Passwort').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.getByText('Das Passwort ist geändert.').waitFor();
});

it('[T9] [T15] a supervisor watches a colleague’s chat, keeps an abusive visitor out, and lets in again', async () => {
  const roth = await ConsolePage.open(browser, app, await createAccount(app, 'Roth'));
  const visitor = await visitorWaiting(app, QUESTION);
  await roth.accept(QUESTION);
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Klein', 'supervisor'));
  const { page, dialog } = desk;
  const active = page.getByRole('region', { name: 'Alle laufenden Chats' });
  await active.getByText('Roth führt den Chat').click();
  await page.getByText('Roth führt diesen Chat.').waitFor();
  expect(await desk.composer.count()).toBe(0);
  await desk.side.getByRole('button', { name: 'Besucher sperren' }).click();
  await desk.show('team-block');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await dialog.getByRole('radio', { name: '1 Stunde' }).check();
  await dialog.getByRole('button', { name: 'Jetzt sperren' }).click();
  await desk.log.getByText('Gespräch wegen Missbrauchs beendet').waitFor();
  await desk.side.getByText('Gesperrt bis 11:00 Uhr').waitFor();
  await eventually(() => visitor.heard.at(-1)).toBeDefined();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByText('Gesperrt bis 11:00 Uhr · Klein').waitFor();
  await desk.show('team-blocks');
  await page.getByRole('button', { name: 'Sperre aufheben' }).click();
  await page.getByText('Niemand ist gesperrt.').waitFor();
});

it('[T5] the day is shown in figures, as a picture and as a table', async () => {
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Klein', 'supervisor'));
  const { page } = desk;
  const answered = await Visitor.come(app.url);
  await answered.say('Welchen Browser brauche ich?');
  await visitorWaiting(app, QUESTION);
  await desk.accept(QUESTION);
  await visitorWaiting(app, 'Wo sehe ich meine Punkte?');
  await page.getByRole('link', { name: 'Tag' }).click();
  const tile = (name: string) =>
    page
      .locator('.tile')
      .filter({ has: page.getByText(name, { exact: true }) })
      .getByRole('definition');
  await eventually(() => tile('Gespräche').textContent()).toBe('3');
  expect(await tile('Warten jetzt').textContent()).toBe('1');
  expect(await tile('Vom Assistenten gelöst').textContent()).toMatch(/^33\s% \(1\)/);
  expect(await page.getByRole('row', { name: 'Klein 1' }).count()).toBe(1);
  await page.getByText('Als Tabelle').click();
  await page.getByRole('row', { name: '10–11 Uhr 3 2 0' }).waitFor();
  await desk.show('day');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await page.getByRole('button', { name: 'Tag davor' }).click();
  await page.getByText('Noch keine Chats an diesem Tag.').waitFor();
  for (const width of [1024, 768, 320]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

it('an absence has a reason, which colleagues see', async () => {
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Jana'));
  const roth = await ConsolePage.open(browser, app, await createAccount(app, 'Roth'));
  await desk.page.getByText('Abwesend', { exact: true }).click();
  await desk.page.getByLabel('Grund der Abwesenheit').selectOption({ label: 'Pause' });
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await visitorWaiting(app, QUESTION);
  await desk.row(QUESTION).getByRole('button', { name: 'Annehmen' }).click();
  await desk.page.getByText('Sie sind abwesend. Stellen Sie sich oben').first().waitFor();
  await roth.accept(QUESTION);
  await roth.page.getByRole('button', { name: 'Abgeben' }).click();
  await roth.dialog.getByText('abwesend (Pause)').waitFor();
  expect(await roth.dialog.getByRole('radio', { name: 'Jana' }).isDisabled()).toBe(true);
});
