import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUIET_MS, WARNED_MS } from '../../server/dialogue/quiet.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { changedPixels } from '../support/pixels.ts';
import { waitingFor } from '../support/widget-agent.ts';
import { WidgetPage } from '../support/widget-page.ts';

/*
 * The checklist of docs/accessibility.md, in a real browser; the number in a name is the item's. What needs an agent
 * brings one along, so that all tests can share one server.
 */

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([sharedBrowser(), startApp()]);
});
// Conversations from one address are rationed by the clock.
beforeEach(() => app.clock.jump(60_000));
afterEach(closeWindows);
afterAll(() => app?.close());

const open = (look?: Parameters<typeof WidgetPage.prepare>[1]) => WidgetPage.open(browser, app.url, look);

const answered = async (look?: Parameters<typeof WidgetPage.prepare>[1]) => {
  const chat = await open(look);
  await chat.say('Welchen Browser brauche ich?');
  await chat.log.getByText('Microsoft Edge').waitFor();
  return chat;
};

/** Everything in the window that can be pressed or written into, but for links within a sentence. */
const CONTROLS = 'button:not([disabled]), .pages a, input, textarea';

interface Box {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** Name and size of what can be pressed now. */
function controls(chat: WidgetPage, within: Locator = chat.window): Promise<Box[]> {
  return within.evaluate(
    (window, selector) =>
      [...window.querySelectorAll<HTMLElement>(selector)].flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        const name = one.ariaLabel ?? one.textContent ?? '';
        return width > 0 ? [{ name, width, height }] : [];
      }),
    CONTROLS,
  );
}

/** What is wider than its box and therefore cut off or scrolled sideways. */
function cutOff(chat: WidgetPage): Promise<string[]> {
  return chat.window.evaluate((window) =>
    [window, ...window.querySelectorAll<HTMLElement>('*')]
      .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => getComputedStyle(one).overflowX !== 'visible')
      .map((one) => `${one.className}: ${one.textContent?.slice(0, 40)}`),
  );
}

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'a phone': { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
} as const;

describe.each(Object.entries(LOOKS))('1: in %s', (_, look) => {
  it('no state breaks a rule of axe', async () => {
    const accept = await waitingFor(app, 'Anna');
    const chat = await WidgetPage.prepare(browser, look);
    const found: Record<string, string[]> = {};
    const check = async (state: string) => {
      const violations = await chat.violations();
      if (violations.length > 0) found[state] = violations;
    };
    await chat.page.goto(app.url);
    await check('closed');
    await chat.begin(app.url);
    await check('open');
    await chat.input.fill('punkte verf');
    await chat.option('Wann verfallen').waitFor();
    await chat.input.press('ArrowDown');
    await check('suggestions');
    await chat.input.press('Enter');
    await chat.log.getByText('War das hilfreich?').waitFor();
    await check('answer');
    await chat.say('Wie wird das Wetter morgen?');
    await chat.log.getByText('Dazu habe ich leider nichts').waitFor();
    await check('choices');
    await chat.button('Weitere Möglichkeiten').click();
    await chat.button('Verlauf speichern').waitFor();
    await check('menu');
    await chat.page.keyboard.press('Escape');
    await chat.input.fill('Wort '.repeat(900));
    await check('too long');
    await chat.input.fill('');
    await chat.callHuman();
    await chat.window.getByText('als Nächstes an der Reihe').first().waitFor();
    await check('queue');
    const agent = await accept();
    await agent.say('Guten Tag, bitte sehen Sie unter https://beispiel.de nach.');
    await chat.log.getByText('bitte sehen Sie unter').waitFor();
    await check('agent');
    await agent.close();
    await chat.button('Bewertung senden').waitFor();
    await check('rating');
    await chat.button('Nachricht hinterlassen').last().click();
    await chat.page.getByLabel('Ihr Anliegen').fill('');
    await chat.button('Nachricht senden').click();
    await check('form with errors');
    await chat.button('Zurück zum Chat').click();
    await chat.fromMenu('Chat beenden');
    await check('end question');
    await chat.page.getByRole('alertdialog').getByRole('button', { name: 'Beenden' }).click();
    await chat.log.getByText('Sie haben den Chat beendet').waitFor();
    await check('ended');
    expect(found).toEqual({});
    expect(chat.errors).toEqual([]);
  });

  it('8, 16: the focus is seen at every stop', async () => {
    const chat = await answered(look);
    const unseen: string[] = [];
    // Backwards from the field the stops come in their order, the last one being in the log.
    for (let stop = 0; stop < 16; stop++) {
      const name = await chat.focused();
      if (name === '') break;
      const { seen, needed } = await focusMarks(chat);
      if (seen < needed) unseen.push(`${name}: ${seen} of ${needed}`);
      await chat.page.keyboard.press('Shift+Tab');
    }
    expect(unseen).toEqual([]);
  });
});

/** How many pixels around the focused element stand out by 3:1 only for the focus, and how many WCAG 2.4.13 asks for. */
async function focusMarks(chat: WidgetPage): Promise<{ seen: number; needed: number }> {
  const box = await chat.page.evaluate(() => {
    const { x, y, width, height } = document
      .querySelector('lotse-chat')!
      .shadowRoot!.activeElement!.getBoundingClientRect();
    const round = Number.parseFloat(
      getComputedStyle(document.querySelector('lotse-chat')!.shadowRoot!.activeElement!).borderTopLeftRadius,
    );
    return { x, y, width, height, round: round > 100 || round * 2 >= Math.min(width, height) };
  });
  const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  const withFocus = await chat.page.screenshot({ clip });
  const hide = (hidden: boolean) =>
    chat.page.evaluate((off) => {
      const root = document.querySelector('lotse-chat')!.shadowRoot!;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { outline: none !important; caret-color: transparent !important }');
      if (off) root.adoptedStyleSheets.push(sheet);
      else root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);
    }, hidden);
  await hide(true);
  const without = await chat.page.screenshot({ clip });
  await hide(false);
  // A round shape has a shorter outline than its box; links' outlines skip the line's end.
  const perimeter = (box.round ? 0.75 : 0.9) * 2 * (box.width + box.height);
  return { seen: await changedPixels(chat.page, withFocus, without, 3), needed: Math.floor(2 * perimeter) };
}

describe('the launcher', () => {
  it('2, 3: is a button with a German name, and tells whether the window is open', async () => {
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(app.url);
    const launcher = chat.page.getByRole('button', { name: 'Chat öffnen', exact: true });
    const states = () =>
      launcher.evaluate((one) => [
        one.tagName,
        one.ariaHasPopup,
        one.ariaExpanded,
        one.getBoundingClientRect().height,
      ]);
    expect((await states()).slice(0, 3)).toEqual(['BUTTON', 'dialog', 'false']);
    expect((await states())[3]).toBeGreaterThanOrEqual(44);
    await launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
    const expanded = () =>
      chat.page.evaluate(
        () => document.querySelector('lotse-chat')!.shadowRoot!.querySelector('button')!.ariaExpanded,
      );
    expect(await expanded()).toBe('true');
    await chat.page.keyboard.press('Escape');
    await expect.poll(expanded).toBe('false');
  });
});

describe('by keyboard', () => {
  it('4, 6: it is opened, asked and closed, and leads back to where the visitor was', async () => {
    const chat = await WidgetPage.prepare(browser);
    const { page } = chat;
    await page.goto(app.url);
    await chat.launcher.focus();
    await page.keyboard.press('Enter');
    await chat.log.getByText('digitale Assistent').waitFor();
    await expect.poll(() => chat.focused()).toBe('input');
    await page.keyboard.type('Welchen Browser brauche ich?');
    await page.keyboard.press('Enter');
    await chat.log.getByText('Microsoft Edge').waitFor();
    await expect.poll(() => chat.focused()).toBe('input');
    await page.keyboard.press('Escape');
    await chat.window.waitFor({ state: 'hidden' });
    await expect.poll(() => chat.focused()).toBe('Chat öffnen');
    expect(chat.errors).toEqual([]);
  });

  it.each(['Tab', 'Shift+Tab'])('5: %s leads out of the window', async (key) => {
    const chat = await open();
    let stops = 0;
    while ((await chat.focused()) !== '' && stops < 26) {
      await chat.page.keyboard.press(key);
      stops++;
    }
    expect(stops).toBeLessThanOrEqual(25);
  });

  it.each(['Tab', 'Shift+Tab'])('9: %s stays in a window that covers the page', async (key) => {
    const chat = await open({ viewport: { width: 360, height: 740 } });
    const stops = new Set<string>();
    for (let stop = 0; stop < 26; stop++) {
      stops.add(await chat.focused());
      await chat.page.keyboard.press(key);
    }
    expect(
      [...stops].filter((stop) => stop === ''),
      [...stops].join(', '),
    ).toEqual([]);
    expect([...stops]).toEqual(expect.arrayContaining(['input', 'more', 'Fenster schließen', 'Senden']));
  });

  it('4: saying whether an answer helped leads on to taking it back, and again to saying', async () => {
    const chat = await answered();
    await chat.button('Ja').focus();
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => chat.focused()).toBe('Zurücknehmen');
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => chat.focused()).toBe('Ja');
  });

  it('4: a press beside the menu’s buttons keeps it, one on its own button closes it', async () => {
    const chat = await open();
    await chat.button('Weitere Möglichkeiten').click();
    await chat.window.locator('.menu').click({ position: { x: 3, y: 3 } });
    expect(await chat.button('Verlauf speichern').isVisible()).toBe(true);
    await chat.button('Weitere Möglichkeiten').click();
    await chat.button('Verlauf speichern').waitFor({ state: 'detached' });
    await expect.poll(() => chat.focused()).toBe('more');
  });

  it('4: the menu is opened, left by Escape to its button, and closed by going on', async () => {
    const chat = await open();
    await chat.button('Weitere Möglichkeiten').focus();
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => chat.focused()).toBe('Verlauf speichern');
    await chat.page.keyboard.press('Escape');
    await expect.poll(() => chat.focused()).toBe('more');
    expect(await chat.window.isVisible()).toBe(true);
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => chat.focused()).toBe('Verlauf speichern');
    for (let stops = 0; stops < 9; stops++) await chat.page.keyboard.press('Tab');
    await chat.button('Verlauf speichern').waitFor({ state: 'detached' });
  });

  it('9: what has the focus is in view and covered by nothing', async () => {
    const chat = await answered();
    const hidden: string[] = [];
    for (let stop = 0; stop < 12 && (await chat.focused()) !== ''; stop++) {
      const covered = await chat.page.evaluate(() => {
        const root = document.querySelector('lotse-chat')!.shadowRoot!;
        const focused = root.activeElement!;
        const { x, y, width, height } = focused.getBoundingClientRect();
        const top = root.elementFromPoint(x + width / 2, y + height / 2);
        const outside = x < 0 || y < 0 || x + width > innerWidth || y + height > innerHeight;
        return outside || !(focused.contains(top) || top?.contains(focused));
      });
      if (covered) hidden.push(await chat.focused());
      await chat.page.keyboard.press('Shift+Tab');
    }
    expect(hidden).toEqual([]);
  });

  it('26: no single key does anything outside of the field', async () => {
    const chat = await answered();
    const shown = () => chat.window.evaluate((window) => window.innerHTML.replace(/ id="[^"]*"/g, ''));
    await chat.log.focus();
    const before = await shown();
    for (const key of 'abcdefghijklmnopqrstuvwxyz') await chat.page.keyboard.press(key);
    expect(await shown()).toBe(before);
  });
});

it('10: everything that can be pressed is large enough', async () => {
  const chat = await answered();
  await chat.button('Weitere Möglichkeiten').click();
  await chat.button('Verlauf speichern').waitFor();
  const all = await controls(chat);
  expect(all.length).toBeGreaterThan(12);
  expect(all.filter(({ width, height }) => Math.min(width, height) < 24)).toEqual([]);
  const header = await controls(chat, chat.window.locator('.header'));
  expect(header.filter(({ width, height }) => Math.min(width, height) < 44)).toEqual([]);
});

it('11: dialog and log are in the accessibility tree, by name', async () => {
  const chat = await answered();
  const client = await chat.page.context().newCDPSession(chat.page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const found = nodes
    .filter(({ role }) => role?.value === 'dialog' || role?.value === 'log')
    .map(({ role, name, properties }) => [
      role?.value,
      name?.value,
      properties?.find((property) => property.name === 'modal')?.value.value ?? false,
    ]);
  expect(found).toEqual([
    ['dialog', 'Digitaler Assistent', false],
    ['log', 'Chatverlauf', false],
  ]);
});

describe('15: the language', () => {
  it('is German on an English page, and of each part when the window speaks English', async () => {
    const chat = await open();
    const language = (selector: string) =>
      chat.page.evaluate((part) => {
        const one = document.querySelector('lotse-chat')!.shadowRoot!.querySelector(part)!;
        return one.closest('[lang]')?.getAttribute('lang');
      }, selector);
    await chat.page.evaluate(() => {
      document.documentElement.lang = 'en';
    });
    expect(await language('.window')).toBe('de');
    await chat.fromMenu('English');
    await chat.button('Close window').waitFor();
    expect(await Promise.all(['.window', '.bubble', '.choices button'].map(language))).toEqual([
      'en',
      'de',
      'de',
    ]);
  });
});

it('16, 17: every field and button has an edge of its own, in both schemes and in forced colours', async () => {
  for (const look of [LOOKS.light, LOOKS.dark]) {
    const chat = await open(look);
    expect(await chat.page.evaluate(edgeContrast, '#input')).toBeGreaterThanOrEqual(3);
    expect(await chat.page.evaluate(edgeContrast, '.choices button')).toBeGreaterThanOrEqual(3);
  }
  const forced = await answered(LOOKS['forced colours']);
  await forced.input.fill('punkte verf');
  await forced.option('Wann verfallen').waitFor();
  await forced.input.press('ArrowDown');
  const bare = await forced.window.evaluate((window) =>
    [...window.querySelectorAll<HTMLElement>('button:not([disabled], .link), textarea')]
      .filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopWidth === '0px')
      .map((one) => one.ariaLabel ?? one.textContent),
  );
  expect(bare).toEqual([]);
  const marked = await forced.window
    .locator('[role=option][aria-selected=true]')
    .evaluate((one) => getComputedStyle(one).outlineStyle);
  expect(marked).toBe('solid');
});

/** Contrast of an element's border to the colour behind it. Runs in the page. */
function edgeContrast(selector: string): number {
  const one = document.querySelector('lotse-chat')!.shadowRoot!.querySelector(selector)!;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const luminance = (color: string) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = one.parentElement;
  while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
    behind = behind.parentElement;
  const [dark = 0, light = 0] = [
    luminance(getComputedStyle(one).borderTopColor),
    luminance(getComputedStyle(behind!).backgroundColor),
  ].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it('18: nothing moves for who wants it still, and something does otherwise', async () => {
  const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
    const chat = await WidgetPage.prepare(browser, { reducedMotion });
    await chat.page.goto(app.url);
    await chat.page.evaluate(() => {
      const seen = new Set<string>();
      Object.assign(window, { seen });
      const root = document.querySelector('lotse-chat')!.shadowRoot!;
      root.addEventListener('animationstart', (event) => {
        if (getComputedStyle(event.target as Element).animationDuration !== '0s')
          seen.add((event as AnimationEvent).animationName);
      });
    });
    await chat.launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    return chat.page.evaluate(() => (window as unknown as { seen: Set<string> }).seen.size);
  };
  expect(await moving('reduce')).toBe(0);
  expect(await moving('no-preference')).toBeGreaterThan(0);
});

describe('room', () => {
  it('19: on 320 × 256 nothing scrolls sideways and everything is in reach', async () => {
    const chat = await answered({ viewport: { width: 320, height: 256 } });
    expect(await cutOff(chat)).toEqual([]);
    const reach = [
      chat.input,
      chat.button('Mit einem Menschen sprechen').last(),
      chat.button('Fenster schließen'),
    ];
    for (const box of await Promise.all(reach.map((one) => one.boundingBox()))) {
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y + box!.height).toBeLessThanOrEqual(256);
    }
  });

  it('20: text of twice the size is not cut off', async () => {
    const chat = await answered();
    await chat.page.evaluate(() =>
      document.documentElement.style.setProperty('font-size', '200%', 'important'),
    );
    expect(await chat.input.evaluate((input) => getComputedStyle(input).fontSize)).toBe('32px');
    expect(await cutOff(chat)).toEqual([]);
    await chat.button('Nachricht hinterlassen').last().click();
    await chat.page.getByLabel('Ihr Anliegen').waitFor();
    expect(await cutOff(chat)).toEqual([]);
  });

  it('21: wide spacing of letters, words and lines cuts nothing off', async () => {
    const chat = await answered({ viewport: { width: 360, height: 740 } });
    await chat.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
      );
      document.querySelector('lotse-chat')!.shadowRoot!.adoptedStyleSheets.push(sheet);
    });
    expect(await cutOff(chat)).toEqual([]);
  });

  it.each([
    { width: 640, height: 360 },
    { width: 360, height: 640 },
  ])(
    '28: a phone of $width × $height shows field and way out, and keeps them above its keyboard',
    async (viewport) => {
      const chat = await answered({ viewport, isMobile: true, hasTouch: true });
      expect(
        await chat.input.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize)),
      ).toBeGreaterThanOrEqual(16);
      const inView = async (height: number) => {
        const boxes = await Promise.all(
          [chat.input, chat.button('Fenster schließen')].map((one) => one.boundingBox()),
        );
        return boxes.every((box) => box !== null && box.y >= 0 && box.y + box.height <= height);
      };
      expect(await inView(viewport.height)).toBe(true);
      const left = viewport.height === 360 ? 200 : 320;
      await chat.page.setViewportSize({ width: viewport.width, height: left });
      await expect.poll(() => inView(left)).toBe(true);
    },
  );

  it('stands on the side where a page from right to left ends, within the screen', async () => {
    const chat = await WidgetPage.prepare(browser, { viewport: { width: 900, height: 600 } });
    await chat.page.goto(app.url);
    await chat.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const launcher = await chat.launcher.boundingBox();
    await chat.launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
    const box = await chat.window.boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(900);
    expect(Math.sign(launcher!.x - 450)).toBe(Math.sign(box!.x + box!.width / 2 - 450));
    expect(await cutOff(chat)).toEqual([]);
  });
});

it('23: the form tells browsers what its fields are for, and knows what the portal has told', async () => {
  const chat = await open();
  await chat.page.evaluate(() => window.lotse?.('setData', { email: 'eva@example.org' }));
  await chat.button('Nachricht hinterlassen').last().click();
  const email = chat.page.getByLabel('E-Mail-Adresse');
  await expect.poll(() => email.inputValue()).toBe('eva@example.org');
  expect(await email.getAttribute('autocomplete')).toBe('email');
  expect(await chat.page.getByLabel('Telefonnummer').getAttribute('autocomplete')).toBe('tel');
});

it('24: the way to a human is at the same place whatever the assistant has said', async () => {
  const chat = await open();
  const place = async () => (await chat.button('Mit einem Menschen sprechen').last().boundingBox())!;
  const first = await place();
  const spoken = [
    ['Welchen Browser brauche ich?', 'Microsoft Edge'],
    ['Wie wird das Wetter morgen?', 'Dazu habe ich leider nichts'],
    ['Danke', 'Gern'],
  ] as const;
  for (const [said, heard] of spoken) {
    await chat.say(said);
    await chat.log.getByText(heard).first().waitFor();
    expect(await place()).toEqual(first);
  }
});

it('[Q19] 25: a chat that ends by itself is announced before, and one key keeps it', async () => {
  const accept = await waitingFor(app, 'Berta');
  const chat = await open();
  await chat.callHuman();
  await chat.window.getByText('als Nächstes an der Reihe').first().waitFor();
  const agent = await accept();
  await agent.say('Haben Sie Ihre Vertragsnummer zur Hand?');
  await chat.log.getByText('Vertragsnummer').waitFor();
  app.clock.jump(QUIET_MS);
  await app.app.tick();
  await chat.log.getByText('endet der Chat mit Berta in 5 Minuten').waitFor();
  await chat.log.getByRole('button', { name: 'Ja, ich bin noch da' }).press('Enter');
  await chat.log.locator('.own').getByText('Ja, ich bin noch da').waitFor();
  app.clock.jump(WARNED_MS);
  await app.app.tick();
  await agent.say('Schön.');
  await chat.log.getByText('Schön.').waitFor();
  app.clock.jump(QUIET_MS);
  await app.app.tick();
  await chat.log.getByText('endet der Chat mit Berta').nth(1).waitFor();
  app.clock.jump(WARNED_MS);
  await app.app.tick();
  await chat.log.getByText('haben länger nichts von Ihnen gehört').waitFor();
});

it('27: what a control shows is part of its name, and links say that they open a tab', async () => {
  const chat = await answered();
  await chat.button('Weitere Möglichkeiten').click();
  await chat.button('Verlauf speichern').waitFor();
  const misnamed = await chat.window.evaluate((window) =>
    [...window.querySelectorAll<HTMLElement>('button[aria-label]')]
      .filter((one) => one.innerText.trim() && !one.ariaLabel!.includes(one.innerText.trim()))
      .map((one) => one.ariaLabel),
  );
  expect(misnamed).toEqual([]);
  const links = await chat.window.locator('a[target=_blank]').allTextContents();
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !link.includes('öffnet in neuem Tab'))).toEqual([]);
});

it('30: the page’s title and focus are left alone, and nothing can sound before it is asked for', async () => {
  const accept = await waitingFor(app, 'Carla');
  const chat = await WidgetPage.prepare(browser);
  await chat.page.addInitScript(() => {
    const made: unknown[] = [];
    Object.assign(window, { made });
    const { AudioContext: Original } = window;
    window.AudioContext = class extends Original {
      constructor() {
        super();
        made.push(this);
      }
    };
  });
  await chat.begin(app.url);
  const title = await chat.page.title();
  await chat.callHuman();
  await chat.window.getByText('als Nächstes an der Reihe').first().waitFor();
  const agent = await accept();
  await chat.page.getByRole('link', { name: 'Verträge', exact: true }).focus();
  await agent.say('Guten Tag.');
  await chat.log.getByText('Guten Tag.').waitFor();
  const made = () => chat.page.evaluate(() => (window as unknown as { made: unknown[] }).made.length);
  expect(await chat.page.evaluate(() => document.activeElement?.textContent)).toBe('Verträge');
  expect(await chat.page.title()).toBe(title);
  expect(await made()).toBe(0);
  await chat.button('Weitere Möglichkeiten').click();
  await chat.window.getByRole('button', { name: 'Ton bei neuen Nachrichten' }).click();
  await agent.say('Hören Sie mich?');
  await expect.poll(made).toBe(1);
});
