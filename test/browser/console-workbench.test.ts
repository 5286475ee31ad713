import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Decision } from '../../server/knowledge/decision.ts';
import { createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { Visitor } from '../support/client.ts';
import { ConsolePage, eventually } from '../support/console-page.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const LACKING = 'Wo kann ich einen Parkplatz mieten?';

/** Knows one answer, so that the test needs no training. */
const understanding = {
  decide: (text: string): Decision =>
    text.includes('Browser')
      ? { kind: 'answer', article: 'browser', also: [] }
      : { kind: 'none', reason: 'out-of-scope', nearest: ['browser'] },
};

let browser: Browser;
let app: TestApp;
let desk: ConsolePage;

beforeAll(async () => {
  browser = await sharedBrowser();
});
beforeEach(async () => {
  app = await startApp({ knowledge: shippedKnowledge(), understanding });
  for (const text of [LACKING, 'Parkplatz mieten', 'Welchen Browser brauche ich?'])
    await (await Visitor.come(app.url)).say(text);
  desk = await ConsolePage.open(browser, app, await createAccount(app, 'Klein', 'supervisor'));
});
afterEach(async () => {
  await closeWindows();
  await app.close();
});

it('[W2] [T16] an agent finds what the knowledge lacks, takes it and finishes it', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Wissenslücken' }).click();
  const gap = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Parkplatz' }) });
  await gap.getByText('2 Fragen').waitFor();
  await gap.getByText(/^Nächster Artikel: /).waitFor();
  await desk.show('gaps');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  await gap.getByRole('button', { name: 'Übernehmen' }).click();
  await page.getByText('Zurzeit gibt es keine offenen Fragen an das Wissen.').waitFor();
  await page.getByRole('radio', { name: 'In Arbeit' }).check();
  await gap.getByText('In Arbeit: Klein').waitFor();
  await gap.getByRole('button', { name: 'Erledigt' }).click();
  await eventually(async () => (await app.parts.store.listGaps(0, 9)).map(({ status }) => status)).toEqual([
    'done',
    'done',
  ]);
  await page.getByRole('radio', { name: 'Erledigt' }).check();
  await gap.getByRole('button', { name: 'Wieder öffnen' }).click();
  await page.getByRole('radio', { name: 'Offen' }).check();
  await gap.getByText('2 Fragen').waitFor();
  expect(desk.errors).toEqual([]);
});

it('[W3] [T16] a supervisor reads the figures of use and takes them along', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Auswertung' }).click();
  const articles = page.getByRole('region', { name: 'Zahlen nach Artikel' });
  await articles.getByRole('row').nth(1).waitFor();
  expect(await articles.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual([
    '1',
    '0',
    '0',
    '0',
    '0',
  ]);
  await page.getByRole('img', { name: /^Gefragt je Woche, zusammen 3/ }).waitFor();
  await desk.show('usage');
  expect(await desk.violationsInBothLooks()).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Als CSV herunterladen' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^auswertung-.*\.csv$/);
  const text = await readFile((await download.path())!, 'utf8');
  expect(text.startsWith('\uFEFFWoche ab;Artikel;Kennung;Was;Anzahl\r\n')).toBe(true);
  expect(text).toContain('2026-11-23;;;Gefragt;3\r\n');
  expect(desk.errors).toEqual([]);
});
