import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { HostPage, portal } from '../support/host-page.ts';
import { WidgetPage } from '../support/widget-page.ts';

let browser: Browser;
let host: HostPage;
let app: TestApp;

const page = (body: string, attributes = '') => portal(app.url, body, attributes);

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  host = await HostPage.start();
  app = await startApp({ overrides: { allowedOrigins: [host.url] } });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await app.close();
  await host.close();
});

it('works where the host’s policy allows nothing but its script and its connection', async () => {
  host.headers['Content-Security-Policy'] =
    `default-src 'none'; img-src data:; script-src ${app.url}; connect-src ${app.url} ${app.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'`;
  host.html = page(
    '<h1>Portal</h1>',
    'data-accent="#0b5a6b" data-title="Hilfe" data-privacy-url="https://example.org/p"',
  );
  const chat = await WidgetPage.open(browser, host.url);
  await chat.say('Welchen Browser brauche ich?');
  await chat.log.getByText('Microsoft Edge').waitFor();
  await chat.button('Nachricht hinterlassen').last().click();
  await chat.page.getByLabel('Ihr Anliegen').waitFor();
  expect(await chat.window.getByRole('heading', { level: 2 }).textContent()).toBe('Hilfe');
  expect(
    await chat.page
      .getByRole('dialog')
      .evaluate(
        (dialog) =>
          dialog.closest('[lang]')?.getAttribute('lang') ??
          (dialog.getRootNode() as ShadowRoot).host.getAttribute('lang'),
      ),
  ).toBe('de');
  expect(chat.errors).toEqual([]);
});

it('stays whole and on top on a page that resets, transforms and overlays everything', async () => {
  host.html = page(`<style>
    body, body * { all: unset; display: block; font-size: 40px !important; color: red !important; pointer-events: none }
    html { font-size: 62.5% } body { transform: translateX(-2400px); overflow: hidden; height: 10px }
    .over { position: fixed; inset: 0; z-index: 2147483647; background: black; pointer-events: auto }
  </style><div class="over"></div>`);
  const chat = await WidgetPage.open(browser, host.url);
  const looks = await chat.input.evaluate((input) => {
    const { color, fontSize } = getComputedStyle(input);
    return { color, fontSize };
  });
  expect(looks).toEqual({ color: 'rgb(23, 34, 45)', fontSize: '16px' });
  const box = await chat.window.boundingBox();
  expect(box!.x + box!.width).toBeLessThanOrEqual(1280);
  expect(box!.x).toBeGreaterThan(800);
  await chat.say('Welchen Browser brauche ich?');
  await chat.log.getByText('Microsoft Edge').waitFor();
});

/** WCAG 2.2: relative luminance and contrast of two colours as the browser paints them. */
const CONTRAST = `(([one, other]) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const luminance = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
})`;

it.each(['light', 'dark'] as const)(
  'corrects an accent to 4.5:1 against its text, %s',
  async (colorScheme) => {
    host.html = page('');
    const chat = await WidgetPage.prepare(browser, { colorScheme });
    await chat.page.goto(host.url);
    await chat.launcher.waitFor();
    const poor: Record<string, number> = {};
    const steps = ['00', '55', 'aa', 'ff'];
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps) {
          const accent = `#${red}${green}${blue}`;
          const contrast = await chat.page.evaluate<number>(`(() => {
          const element = document.querySelector('lotse-chat');
          element.style.setProperty('--lotse-accent', '${accent}');
          const { backgroundColor, color } = getComputedStyle(element.shadowRoot.querySelector('button'));
          return ${CONTRAST}([backgroundColor, color]);
        })()`);
          if (contrast < 4.5) poor[accent] = contrast;
        }
    expect(poor).toEqual({});
  },
);

describe('the page’s own script', () => {
  it('may ask before the chat is loaded, and hears what happened but never what was said', async () => {
    host.html = page(`<script>
      window.heard = [];
      window.lotse = function () { (lotse.q = lotse.q || []).push([...arguments]) };
      for (const name of ['open', 'close', 'unread'])
        lotse('on', name, (event) => heard.push([event.type, event.detail]));
      lotse('ask', 'Welchen Browser brauche ich?');
    </script>`);
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    await chat.log.getByText('Microsoft Edge').waitFor();
    await chat.page.evaluate("lotse('close')");
    await chat.window.waitFor({ state: 'hidden' });
    expect(await chat.page.evaluate('heard')).toEqual([
      ['lotse:open', null],
      ['lotse:close', null],
    ]);
  });

  it('can take the chat away without a trace', async () => {
    host.html = page('');
    const chat = await WidgetPage.open(browser, host.url);
    expect(await chat.page.evaluate('sessionStorage.length')).toBeGreaterThan(0);
    await chat.page.evaluate("lotse('logout'); lotse('destroy')");
    await expect.poll(() => chat.page.evaluate('sessionStorage.length')).toBe(0);
    expect(await chat.page.evaluate("document.querySelector('lotse-chat')")).toBeNull();
    expect(await chat.page.evaluate("'lotse' in window")).toBe(false);
  });

  it('may place the element itself, and including the script twice gives one chat', async () => {
    host.html = page(
      `<lotse-chat data-title="Am Platz"></lotse-chat><script src="${app.url}/widget.js" async></script>`,
    );
    const chat = await WidgetPage.open(browser, host.url);
    expect(await chat.page.locator('lotse-chat').count()).toBe(1);
    expect(await chat.window.getByRole('heading', { level: 2 }).textContent()).toBe('Am Platz');
  });
});
