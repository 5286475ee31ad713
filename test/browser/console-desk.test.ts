import { describe, expect, it } from 'vitest';
import { createAccount } from '../support/agent.ts';
import { app, browser, startAnew, startForEachTest } from '../support/browser-app.ts';
import { must } from '../support/client.ts';
import { agentTexts, ConsolePage, eventually, visitorWaiting } from '../support/console-page.ts';

const LOCKED = 'Ich komme nicht mehr in mein Kundenportal';
const POINTS = 'Wo sehe ich meine Punkte?';

startForEachTest();

const openDesk = async (name: string, role: 'agent' | 'supervisor' = 'agent') =>
  ConsolePage.open(browser, app, await createAccount(app, name, role));

describe('two agents and two visitors', () => {
  it('[T1] [T3] [T4] [T15] accept, help each other, hand on and close, without a mouse where it counts', async () => {
    const [jana, roth] = [await openDesk('Jana'), await openDesk('Roth')];
    const anna = await visitorWaiting(app, LOCKED);
    const page = { url: 'https://portal.example/login?token=geheim', title: 'Anmelden' };
    await must(anna.socket, 'visitor:describe', { name: 'Anna Berg', data: { Tarif: 'Komfort' }, page });
    const bernd = await visitorWaiting(app, POINTS);

    // Both look, both see each other, both press: one gets the visitor, the other reads who was faster.
    await jana.row(LOCKED).getByRole('button').first().click();
    await roth.row(LOCKED).getByRole('button').first().click();
    await jana.page.getByText('Roth sieht diesen Chat auch.').waitFor();
    await roth.page.getByText('Jana sieht diesen Chat auch.').waitFor();
    await Promise.all([jana, roth].map((desk) => desk.page.keyboard.press('Alt+w')));
    await eventually(async () => (await jana.composer.count()) + (await roth.composer.count())).toBe(1);
    const [winner, loser] = (await jana.composer.count()) === 1 ? [jana, roth] : [roth, jana];
    const [winnerName, loserName] = winner === jana ? ['Jana', 'Roth'] : ['Roth', 'Jana'];
    await loser.page
      .getByText(new RegExp(`${winnerName}( war schneller)?.*führt diesen Chat|führt jetzt ${winnerName}`))
      .first()
      .waitFor();
    await winner.side.getByText('unbestätigt').waitFor();
    await winner.side.getByText('Anna Berg').waitFor();
    expect(await winner.side.getByRole('link', { name: 'portal.example' }).getAttribute('href')).toBe(
      'https://portal.example/login',
    );

    await winner.composer.fill('Guten Tag, Frau Berg.');
    await winner.page.keyboard.press('Enter');
    await eventually(() => agentTexts(anna)).toEqual(['Guten Tag, Frau Berg.']);
    await must(anna.socket, 'conversation:read', { seq: anna.heard.length });
    await winner.log.getByText('gelesen').waitFor();

    await winner.page.keyboard.press('Alt+i');
    await winner.page.keyboard.type('Der Code kam nicht an.');
    await winner.side.getByRole('button', { name: 'Notiz speichern' }).click();
    await winner.side.getByRole('listitem').filter({ hasText: 'Der Code kam nicht an.' }).waitFor();
    await winner.show('desk-note');

    // Handed on with a note: the colleague has it with everything that was noted.
    await winner.page.keyboard.press('Alt+g');
    await winner.dialog.getByRole('radio', { name: loserName }).check();
    await winner.dialog.getByLabel('Notiz für das Team').fill('Bitte übernehmen, ich muss ans Telefon.');
    await winner.show('desk-hand-on');
    expect(await winner.violationsInBothLooks()).toEqual([]);
    await winner.dialog.getByRole('button', { name: 'Chat abgeben' }).click();
    await winner.page.getByText(`Diesen Chat führt jetzt ${loserName}.`).waitFor();
    await loser.row(LOCKED).getByRole('button').first().click();
    await loser.composer.waitFor();
    await loser.side.getByText('Bitte übernehmen, ich muss ans Telefon.').waitFor();
    await loser.side.getByText('Der Code kam nicht an.').waitFor();
    await loser.write('Ich bin jetzt für Sie da.');
    await eventually(() => agentTexts(anna)).toEqual(['Guten Tag, Frau Berg.', 'Ich bin jetzt für Sie da.']);

    // The other visitor comes to the one with free hands.
    await winner.accept(POINTS);
    await winner.write('Das sehe ich nach.');
    await eventually(() => agentTexts(bernd)).toEqual(['Das sehe ich nach.']);
    await loser.page.keyboard.press('Alt+x');
    await loser.dialog.getByRole('radio', { name: 'Gelöst' }).waitFor();
    await loser.dialog.getByRole('button', { name: 'Chat beenden' }).click();
    await loser.log.getByText(`${loserName} hat den Chat beendet`).first().waitFor();
    await loser.show('desk-closed');
    expect([...jana.errors, ...roth.errors]).toEqual([]);
  });

  it('gives a chat back to the queue, then to the assistant', async () => {
    const desk = await openDesk('Jana');
    await visitorWaiting(app, LOCKED);
    for (const [target, words] of [
      ['Zurück in die Warteschlange', 'Jana hat den Chat zurück in die Warteschlange gegeben'],
      ['Zurück an den Assistenten', 'Jana hat den Chat an den Assistenten zurückgegeben'],
    ] as const) {
      await desk.accept(LOCKED);
      await desk.page.getByRole('button', { name: 'Abgeben' }).click();
      await desk.dialog.getByRole('radio', { name: target }).check();
      await desk.dialog.getByRole('button', { name: 'Chat abgeben' }).click();
      await desk.log.getByText(words).waitFor();
    }
  });
});

describe('approved words', () => {
  it('[T2] [T11] [T13] come into the answer by keyboard: templates, articles, the suggestion', async () => {
    const desk = await openDesk('Jana');
    const { page, composer } = desk;
    const visitor = await visitorWaiting(app, LOCKED);
    await desk.accept(LOCKED);

    await composer.press('/');
    const templates = page.getByRole('combobox', { name: 'Textbaustein suchen' });
    await page.getByRole('option').nth(2).waitFor();
    await page.keyboard.type('moment');
    await eventually(() => page.getByRole('option').count()).toBe(1);
    expect(await templates.getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('option', { selected: true }).getAttribute('id'),
    );
    await desk.show('desk-templates');
    expect(await desk.violationsInBothLooks()).toEqual([]);
    await page.keyboard.press('Enter');
    const greeting = await composer.inputValue();
    expect(greeting).toBe('Einen kleinen Moment bitte, ich schaue für Sie nach.');
    await page.keyboard.type(' 1/2');
    expect(await composer.inputValue()).toBe(`${greeting} 1/2`);
    await composer.press('Control+a');
    await composer.press('Delete');
    await composer.press('/');
    await templates.press('Escape');
    await composer.and(page.locator(':focus')).waitFor();

    await page.keyboard.press('Alt+s');
    await page.keyboard.type('zugangsdaten vergessen');
    await page.getByRole('option').first().waitFor();
    await eventually(() => page.getByRole('option').first().textContent()).toContain('Zugangsdaten');
    await desk.show('desk-articles');
    expect(await desk.violations()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await eventually(() => composer.inputValue()).toContain('Zugangsdaten vergessen');
    expect(agentTexts(visitor)).toEqual([]);

    await composer.fill('');
    await visitor.say('Wie kann ich mein Konto kündigen?');
    await page.getByRole('region', { name: 'Vorschlag des Assistenten' }).waitFor();
    await desk.show('desk-suggestion');
    await page.keyboard.press('Alt+v');
    await eventually(() => composer.inputValue()).not.toBe('');
    expect(agentTexts(visitor)).toEqual([]);
    const text = (await composer.inputValue()).trim();
    await composer.press('Enter');
    await eventually(() => agentTexts(visitor)).toEqual([text]);
    expect(desk.errors).toEqual([]);
  });

  it('[T12] keeps what was begun in each chat', async () => {
    const desk = await openDesk('Jana');
    for (const question of [LOCKED, POINTS]) {
      await visitorWaiting(app, question);
      await desk.accept(question);
      await desk.composer.fill(`Zu „${question}“`);
    }
    await desk.page.keyboard.press('Alt+j');
    await eventually(() => desk.composer.inputValue()).toBe(`Zu „${LOCKED}“`);
    await desk.page.keyboard.press('Alt+k');
    await eventually(() => desk.composer.inputValue()).toBe(`Zu „${POINTS}“`);
  });
});

describe('an offer', () => {
  it('shows its time in words, passes on when declined, and is accepted', async () => {
    await app.close();
    await startAnew({ overrides: { assignment: { mode: 'automatic', offerMs: 30_000 } } });
    const jana = await openDesk('Jana');
    await visitorWaiting(app, LOCKED);
    app.clock.advance(1_000);
    const offers = jana.page.getByRole('region', { name: 'Ihnen angeboten' });
    await offers.getByText(/noch \d+ Sekunden/).waitFor();
    await jana.show('desk-offer');
    expect(await jana.violationsInBothLooks()).toEqual([]);
    const roth = await openDesk('Roth');
    await offers.getByRole('button', { name: 'Weiterreichen' }).click();
    await eventually(async () => {
      app.clock.advance(1_000);
      return roth.page.getByRole('region', { name: 'Ihnen angeboten' }).count();
    }).toBe(1);
    await jana.page.getByText('Gerade angeboten: Roth').first().waitFor();
    await roth.page.keyboard.press('Alt+w');
    await roth.composer.waitFor();
  });
});

describe('the page', () => {
  it('[T13] lists its shortcuts under ?, and leaves the keys alone when told so', async () => {
    const desk = await openDesk('Jana');
    const { page } = desk;
    await visitorWaiting(app, LOCKED);
    await desk.accept(LOCKED);
    await desk.composer.press('?');
    expect(await desk.composer.inputValue()).toBe('?');
    await page.locator('#conversation').focus();
    await page.keyboard.press('?');
    await desk.dialog.getByRole('heading', { name: 'Tastenkürzel' }).waitFor();
    expect(await desk.violationsInBothLooks()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await desk.dialog.getByLabel('Tastenkürzel verwenden').uncheck();
    await desk.dialog.getByLabel('Dunkel').check();
    await page.locator('html[data-theme=dark]').waitFor();
    await desk.show('desk-settings');
    expect(await desk.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+x');
    await page.keyboard.press('Alt+s');
    expect(await desk.dialog.count()).toBe(0);
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.reload();
    await page.locator('html[data-theme=dark]').waitFor();
  });

  it('[T14] sends a message of the system only on wish, and without the visitor’s words', async () => {
    const desk = await ConsolePage.prepare(browser, app, await createAccount(app, 'Jana'));
    await desk.page.addInitScript(() => {
      const shown: string[] = [];
      class Notification {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title: string, { body }: { body: string }) {
          shown.push(`${title}: ${body}`);
        }
      }
      document.hasFocus = () => false;
      Object.assign(globalThis, { Notification, shown });
    });
    await desk.begin();
    const shown = () => desk.page.evaluate<string[]>('shown');
    await visitorWaiting(app, LOCKED);
    await desk.row(LOCKED).waitFor();
    expect(await shown()).toEqual([]);
    await desk.page.getByRole('button', { name: 'Einstellungen' }).click();
    await desk.dialog.getByLabel(/Mitteilung des Systems/).check();
    await desk.page.keyboard.press('Escape');
    await visitorWaiting(app, POINTS);
    await eventually(shown).toEqual(['Lotse – Beratung: Ein Besucher wartet.']);
  });

  it.each([
    ['1024 pixels', { width: 1024, height: 768 }],
    ['768 pixels', { width: 768, height: 1024 }],
  ])('shows what is known in a drawer on a tablet of %s', async (_, size) => {
    const desk = await openDesk('Jana');
    await visitorWaiting(app, LOCKED);
    await desk.accept(LOCKED);
    await desk.page.setViewportSize(size);
    expect(await desk.side.isVisible()).toBe(false);
    await desk.page.getByRole('button', { name: 'Angaben', exact: true }).click();
    await desk.side.getByLabel('Neue Notiz').fill('Notiz');
    await desk.show(`desk-drawer-${size.width}`);
    expect(await desk.violationsInBothLooks()).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await desk.page
      .getByRole('button', { name: 'Angaben', exact: true })
      .and(desk.page.locator(':focus'))
      .waitFor();
    expect(await desk.side.isVisible()).toBe(false);
  });
});
