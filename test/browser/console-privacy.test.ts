import { expect, it } from 'vitest';
import { createAccount } from '../support/agent.ts';
import { app, browser, startForFile } from '../support/browser-app.ts';
import { ConsolePage, eventually, visitorWaiting } from '../support/console-page.ts';

const QUESTION = 'Ich komme nicht mehr in mein Kundenportal';
const IBAN = 'DE02120300000000202051';

startForFile();

it('[P2] [P4] [P5] [P6] a supervisor looks under a mask, keeps and deletes a chat, and finds it in the audit', async () => {
  const desk = await ConsolePage.open(browser, app, await createAccount(app, 'Klein', 'supervisor'));
  const { page, side, dialog } = desk;
  const visitor = await visitorWaiting(app, QUESTION);
  await desk.accept(QUESTION);
  await visitor.say(`Meine IBAN ist ${IBAN}`);
  await desk.log.getByText('Meine IBAN ist •••').waitFor();
  await desk.log.getByRole('button', { name: 'Verdecktes anzeigen' }).click();
  await desk.log.getByText(IBAN).waitFor();
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await desk.show('reveal');
  await desk.log.getByRole('button', { name: 'Wieder verdecken' }).click();
  await eventually(() => desk.log.getByText(IBAN).count()).toBe(0);

  await desk.write(`Ich notiere ${IBAN}.`);
  await desk.log.getByText('Ich notiere •••.').waitFor();
  await desk.log.getByText('auch in Ihren Nachrichten verdeckt').waitFor();
  await eventually(() => desk.log.getByText(IBAN).count()).toBe(0);

  await side.getByRole('button', { name: 'Aufbewahren' }).click();
  await side.getByText('Dieses Gespräch wird aufbewahrt').waitFor();
  expect(await side.getByRole('button', { name: 'Gespräch löschen' }).count()).toBe(0);
  await side.getByRole('button', { name: 'Aufbewahrung beenden' }).click();
  await side.getByRole('button', { name: 'Gespräch löschen' }).click();
  await dialog.getByText('Das lässt sich nicht rückgängig machen').waitFor();
  expect(await desk.violations()).toEqual([]);
  await desk.show('erase');
  await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  await side.getByRole('button', { name: 'Gespräch löschen' }).click();
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByText('Das Gespräch wurde gelöscht.').waitFor();
  await eventually(() => page.getByText(QUESTION).count()).toBe(0);
  await eventually(() => visitor.socket.connected).toBe(false);

  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('link', { name: /^Protokoll/ }).click();
  await page.getByRole('cell', { name: 'Gespräch gelöscht' }).waitFor();
  const rows = await page.getByRole('row').allTextContents();
  for (const what of ['Verdecktes angesehen', 'Aufbewahrung begonnen', 'Aufbewahrung beendet'])
    expect(rows.filter((row) => row.includes(what) && row.includes('Klein'))).toHaveLength(1);
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await desk.show('audit');
  expect(desk.errors).toEqual([]);
});
