import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashToken } from '../../server/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { closeWindows, sharedBrowser } from '../support/browser.ts';
import { HostPage, portal } from '../support/host-page.ts';
import { WidgetPage } from '../support/widget-page.ts';

let browser: Browser;
let host: HostPage;
let app: TestApp;

beforeAll(async () => {
  browser = await sharedBrowser();
});
beforeEach(async () => {
  host = await HostPage.start();
  app = await startApp({ overrides: { allowedOrigins: [host.url] } });
});
afterEach(async () => {
  await closeWindows();
  await app.close();
  await host.close();
});

it('[E8] works where the host’s policy allows nothing but its script and its connection', async () => {
  const socket = app.url.replace('http', 'ws');
  host.headers = {
    'Content-Security-Policy': `default-src 'none'; img-src data:; script-src ${app.url}; connect-src ${app.url} ${socket}; require-trusted-types-for 'script'; trusted-types 'none'`,
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
  host.html = portal(
    app.url,
    '<h1>Portal</h1>',
    'data-accent="#0b5a6b" data-title="Hilfe" data-privacy-url="https://example.org/p"',
  );
  const chat = await WidgetPage.open(browser, host.url);
  expect(await chat.page.evaluate('crossOriginIsolated')).toBe(true);
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

it('[E8] works where scripts need a nonce, and those that they load inherit it', async () => {
  host.headers = {
    'Content-Security-Policy': `default-src 'none'; img-src data:; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${app.url} ${app.url.replace('http', 'ws')}`,
  };
  host.html = portal(app.url, '<h1>Portal</h1>', 'nonce="abc"');
  const chat = await WidgetPage.open(browser, host.url);
  expect(chat.errors).toEqual([]);
});

it.each([
  [
    'by values for all',
    'body, body * { all: unset; display: block; font-size: 40px !important; color: red !important; pointer-events: none }',
  ],
  [
    'by its own name',
    '* { all: initial !important } lotse-chat { display: none !important; opacity: 0; transform: scale(0) }',
  ],
])(
  '[E8] stays whole and on top on a page that resets %s, transforms and overlays everything',
  async (_, css) => {
    host.html = portal(
      app.url,
      `<style>
    ${css}
    html { font-size: 62.5% } body { transform: translateX(-2400px); overflow: hidden; height: 10px }
    .over { position: fixed; inset: 0; z-index: 2147483647; background: black; pointer-events: auto }
  </style><div class="over"></div>`,
    );
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
  },
);

/** WCAG 2.2: contrast of a colour with the text on it, as the browser paints both; of those given the too low ones. */
const TOO_LOW = `(accents) => {
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
  const element = document.querySelector('lotse-chat');
  return accents.filter((accent) => {
    element.style.setProperty('--lotse-accent', accent);
    const { backgroundColor, color } = getComputedStyle(element.shadowRoot.querySelector('button'));
    const [high, low] = [luminance(backgroundColor), luminance(color)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05) < 4.5;
  });
}`;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const degrees = fc.integer({ min: 0, max: 359 });
const anyColour = fc.oneof(
  fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`),
  fc.tuple(degrees, share, share).map(([h, s, l]) => `hsl(${h} ${s * 100}% ${l * 100}%)`),
  fc.tuple(share, share, degrees).map(([l, c, h]) => `oklch(${l} ${c * 0.4} ${h})`),
  fc.tuple(share, share, share).map(([r, g, b]) => `color(display-p3 ${r} ${g} ${b})`),
);

it.each(['light', 'dark'] as const)(
  '[E9] corrects any accent to 4.5:1 against its text, %s',
  async (colorScheme) => {
    host.html = portal(app.url);
    const chat = await WidgetPage.prepare(browser, { colorScheme });
    await chat.page.goto(host.url);
    await chat.launcher.waitFor();
    const colours = [
      ...fc.sample(anyColour, 1_000),
      '#000',
      '#fff',
      '#f00',
      '#0f0',
      '#00f',
      '#ff0',
      '#0ff',
      '#f0f',
    ];
    expect(await chat.page.evaluate(`(${TOO_LOW})(${JSON.stringify(colours)})`)).toEqual([]);
  },
);

it('[E9] wears the colours of the page: by custom property, by part, and its own where a colour is none', async () => {
  const style = (css: string) => `<style>${css}</style>`;
  const looks = async (css: string, attributes = '') => {
    host.html = portal(app.url, style(css), attributes);
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    return chat.launcher.evaluate((button) => {
      const { backgroundColor, borderRadius } = getComputedStyle(button);
      return { backgroundColor, borderRadius };
    });
  };
  const own = await looks('');
  const themed = await looks(
    'lotse-chat { --lotse-accent: #702082 } lotse-chat::part(launcher) { border-radius: 4px }',
  );
  expect(themed.backgroundColor).not.toBe(own.backgroundColor);
  expect(themed.borderRadius).toBe('4px');
  expect((await looks('', 'data-accent="#702082"')).backgroundColor).toBe(themed.backgroundColor);
  expect(await looks('', 'data-accent="Hausfarbe"')).toEqual(own);
});

/** What the page does before the script is there. */
const QUEUE = 'window.lotse ||= (...given) => (lotse.q ||= []).push(given);';
const EVENTS = [
  'ready',
  'open',
  'close',
  'unread',
  'sent',
  'received',
  'handoff',
  'queue',
  'agent',
  'ended',
  'error',
];
const LISTEN = `window.heard = []; for (const name of ${JSON.stringify(EVENTS)}) lotse('on', name, ({ type, detail }) => heard.push([type.slice(6), detail]));`;

const heard = ({ page }: WidgetPage) => page.evaluate<[string, unknown][]>('heard');
const claims = async () => {
  const token = await browser
    .contexts()[0]!
    .pages()[0]!
    .evaluate<string>("JSON.parse(sessionStorage.getItem('lotse')).token");
  return (await app.parts.store.findConversationByToken(hashToken(token)))?.visitor?.claims;
};

describe('the page’s own script', () => {
  it('[E4] may ask before the chat is loaded, and hears what happened but never what was said', async () => {
    host.html = portal(
      app.url,
      `<script>${QUEUE} ${LISTEN} lotse('ask', 'Welchen Browser brauche ich?')</script>`,
    );
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    await chat.log.getByText('Microsoft Edge').waitFor();
    await chat.page.evaluate("lotse('close')");
    await chat.window.waitFor({ state: 'hidden' });
    await chat.page.evaluate("lotse('send', 'Verfallen meine Punkte?')");
    await chat.page.getByRole('button', { name: /1 ungelesene/ }).waitFor();
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(await heard(chat)).toEqual([
      ['ready', null],
      ['open', null],
      ['sent', { id }],
      ['received', { seq: 3, from: 'assistant' }],
      ['close', null],
      ['sent', { id }],
      ['received', { seq: 5, from: 'assistant' }],
      ['unread', { unread: 1 }],
    ]);
  });

  it('hears of a message that is stored and answered while the words of the window are still loading', async () => {
    host.html = portal(
      app.url,
      `<script>${QUEUE} ${LISTEN} lotse('ask', 'Verfallen meine Punkte?')</script>`,
      'data-lang="en"',
    );
    const chat = await WidgetPage.prepare(browser);
    const answered = chat.isTold('36 Monate');
    await chat.page.route(/extra/, async (route) => {
      await answered;
      await route.continue();
    });
    await chat.page.goto(host.url);
    await expect
      .poll(async () => (await heard(chat)).map(([name]) => name))
      .toEqual(['ready', 'open', 'sent', 'received']);
  });

  it('is obeyed in the order of its commands, also of those that the chat is loaded for', async () => {
    host.html = portal(
      app.url,
      `<script>${QUEUE} ${LISTEN} lotse('open'); lotse('close'); lotse('send', 'Verfallen meine Punkte?')</script>`,
    );
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    await chat.page.getByRole('button', { name: /1 ungelesene/ }).waitFor();
    expect(await chat.window.isVisible()).toBe(false);
    expect((await heard(chat)).slice(0, 3).map(([name]) => name)).toEqual(['ready', 'open', 'close']);
  });

  it('[E1] may say who the visitor is; the server hears it with the conversation, and at every further page', async () => {
    host.html = portal(
      app.url,
      `<script>${QUEUE} lotse('identify', 'header.body.signature'); lotse('setData', { name: 'Erika', Vertrag: 'A1' })</script>`,
    );
    const chat = await WidgetPage.prepare(browser);
    const sent: string[] = [];
    chat.page.on('websocket', (line) => line.on('framesent', ({ payload }) => sent.push(String(payload))));
    await chat.begin(`${host.url}/vertrag?nummer=17#oben`);
    const page = { url: `${host.url}/vertrag`, title: 'Portal' };
    await expect.poll(claims).toEqual({ name: 'Erika', data: { Vertrag: 'A1' }, language: 'de', page });
    expect(sent.find((frame) => frame.startsWith('40/visitor'))).toContain(
      '"identity":"header.body.signature"',
    );
    await chat.page.evaluate("document.title = 'App'; history.pushState(null, '', '/app?nummer=18')");
    await expect.poll(async () => (await claims())?.page).toEqual({ url: `${host.url}/app`, title: 'App' });
    await chat.page.evaluate("lotse('setData', { email: 'e@portal.example' })");
    await expect.poll(async () => (await claims())?.email).toBe('e@portal.example');
    expect((await claims())?.name).toBeUndefined();
    expect(await chat.page.locator('lotse-chat').evaluate((element) => element.outerHTML)).not.toContain(
      'signature',
    );
  });

  it('can hide and show the chat, open it, close it, and let it speak English', async () => {
    host.html = portal(app.url, '', 'data-lang="en"');
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    const english = chat.page.getByRole('button', { name: 'Open chat' });
    await english.waitFor();
    await chat.page.evaluate("lotse('hide')");
    await english.waitFor({ state: 'hidden' });
    await chat.page.evaluate("lotse('show'); lotse('setLang', 'de'); lotse('toggle')");
    await chat.input.waitFor();
    await chat.page.evaluate("lotse('toggle')");
    await chat.window.waitFor({ state: 'hidden' });
    expect(await chat.page.evaluate("lotse('noSuchCommand') || lotse('#leave')")).toBe(false);
  });

  it('[E10] that logs the visitor out leaves nothing to the next one, in no tab', async () => {
    host.html = portal(app.url);
    const chat = await WidgetPage.open(browser, host.url);
    const other = new WidgetPage(await chat.page.context().newPage());
    await other.begin(host.url);
    const [one, two] = await Promise.all(
      [chat, other].map(({ page }) => page.evaluate("sessionStorage.getItem('lotse')")),
    );
    expect(JSON.parse(two as string).token).toBe(JSON.parse(one as string).token);
    await chat.page.evaluate("lotse('logout')");
    await other.window.waitFor({ state: 'hidden' });
    for (const { page } of [chat, other])
      await expect.poll(() => page.evaluate('Object.keys(sessionStorage)')).toEqual([]);
    await other.launcher.click();
    await other.log.getByText('digitale Assistent').waitFor();
    const anew = await other.page.evaluate<string>("sessionStorage.getItem('lotse')");
    expect(JSON.parse(anew).token).not.toBe(JSON.parse(one as string).token);
  });

  it('[E10] can take the chat away without a trace, and have it again', async () => {
    host.html = portal(app.url);
    const chat = await WidgetPage.prepare(browser);
    await chat.page.addInitScript(WATCH_TRACES);
    await chat.page.goto(host.url);
    const untouched = await chat.page.evaluate('traces()');
    await chat.begin(host.url);
    await chat.say('Welchen Browser brauche ich?');
    await chat.log.getByText('Microsoft Edge').waitFor();
    expect(await chat.page.evaluate('traces()')).not.toEqual(untouched);
    await chat.page.evaluate("lotse('logout'); lotse('destroy')");
    await expect
      .poll(() => chat.page.evaluate('traces()'))
      .toEqual({
        listeners: [],
        timers: 0,
        channels: 0,
        sockets: 0,
        elements: 0,
        global: false,
        stored: 0,
      });
    await chat.page.addScriptTag({ url: `${app.url}/widget.js` });
    await chat.launcher.click();
    await chat.log.getByText('digitale Assistent').waitFor();
  });

  it('may place the element itself, and including the script twice gives one chat', async () => {
    host.html = portal(
      app.url,
      `<lotse-chat data-title="Am Platz"></lotse-chat><script src="${app.url}/widget.js" async></script>`,
    );
    const chat = await WidgetPage.open(browser, host.url);
    expect(await chat.page.locator('lotse-chat').count()).toBe(1);
    expect(await chat.window.getByRole('heading', { level: 2 }).textContent()).toBe('Am Platz');
  });

  it('[E7] may import the package instead of including the script', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { load } from './dist/widget-package/index.js';
          load({ server: '${app.url}', title: 'Aus dem Paket' }).then((chat) => { window.chat = chat; chat.open() });`,
        resolveDir: new URL('../../', import.meta.url).pathname,
      },
      bundle: true,
      write: false,
      format: 'esm',
    });
    host.html = `<!doctype html><title>Portal</title><body><script type="module">${outputFiles[0]!.text}</script>`;
    const chat = await WidgetPage.prepare(browser);
    await chat.page.goto(host.url);
    await chat.log.getByText('digitale Assistent').waitFor();
    expect(await chat.window.getByRole('heading', { level: 2 }).textContent()).toBe('Aus dem Paket');
    await chat.page.evaluate('chat.destroy()');
    expect(await chat.page.locator('lotse-chat').count()).toBe(0);
  });
});

/** Counts what a script may leave behind outside of its own elements. */
const WATCH_TRACES = `(() => {
  const listeners = new Map(), timers = new Set(), channels = new Set(), sockets = new Set();
  const own = (target) => target instanceof Node && target !== document;
  const key = (target, type, listener) => [target.constructor.name, type, (ids.get(listener) ?? ids.set(listener, ids.size).get(listener))].join(' ');
  const ids = new Map();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (!own(target) && !options?.once) listeners.set(key(target, type, listener), true);
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    listeners.delete(key(target, type, listener));
    return remove.call(target, type, listener, options);
  };
  for (const [start, stop] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [begin, end] = [window[start], window[stop]];
    window[start] = (act, ms, ...rest) => {
      const id = begin(() => { if (start === 'setTimeout') timers.delete(id); act(...rest) }, ms);
      timers.add(id);
      return id;
    };
    window[stop] = (id) => { timers.delete(id); end(id) };
  }
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) { super(name); channels.add(this) }
    close() { channels.delete(this); super.close() }
  };
  window.WebSocket = class extends WebSocket {
    constructor(url) { super(url); sockets.add(this) }
    close() { sockets.delete(this); super.close() }
  };
  window.traces = () => ({
    listeners: [...listeners.keys()],
    timers: timers.size,
    channels: channels.size,
    sockets: sockets.size,
    elements: document.querySelectorAll('lotse-chat').length,
    global: 'lotse' in window,
    stored: sessionStorage.length + localStorage.length,
  });
})();`;
