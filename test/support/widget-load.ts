import type { Browser, CDPSession, Page } from 'playwright-core';
import { WidgetPage } from './widget-page.ts';

/** What a visitor's device and line are like. */
export interface Conditions {
  /** How many times slower than this machine. */
  readonly cpu: number;
  /** Round trip in milliseconds, bits per second down and up; undefined for the line as it is. */
  readonly line?: { readonly latency: number; readonly down: number; readonly up: number };
}

/** Slow 4G and a cheap phone, as Lighthouse has them. */
export const SLOW: Conditions = { cpu: 4, line: { latency: 150, down: 1_600_000, up: 750_000 } };

/** What the chat costs before anybody presses its button, and from then on. Times in ms, bytes as transferred. */
export interface Load {
  readonly before: Cost;
  /** From the navigation to the picture that shows the button. */
  readonly launcherMs: number;
  readonly after: Cost;
  /** From the click to the picture in which the input has the keyboard. */
  readonly usableMs: number;
  /** From the click to the greeting. */
  readonly greetedMs: number;
  readonly layoutShift: number;
}

export interface Cost {
  /** Addresses asked of the chat's server. */
  readonly requests: readonly string[];
  readonly sockets: number;
  readonly bytes: number;
  /** Tasks of the main thread of more than 50 ms, their lengths. */
  readonly longTasks: readonly number[];
  /** What the processor did for scripts, styles and layout, in ms of its own time: other programs do not count. */
  readonly workMs: number;
}

/** Observers that must be there before the page is. */
const OBSERVE = `
  window.seen = { tasks: [], shift: 0, launcher: undefined, clicked: undefined, usable: undefined, greeted: undefined };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.tasks.push(one.duration) })
    .observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shift += one.value })
    .observe({ type: 'layout-shift', buffered: true });
  addEventListener('click', () => { seen.clicked ??= performance.now() }, true);
  window.greeted = new Promise((done) => (function look() {
    const root = document.querySelector('lotse-chat')?.shadowRoot;
    const now = performance.now();
    if (root?.querySelector('button')?.getClientRects().length) seen.launcher ??= now;
    if (root?.activeElement?.id === 'input') seen.usable ??= now;
    if (root?.querySelector('[role=log]')?.textContent.includes('digitale Assistent')) seen.greeted ??= now;
    if (seen.usable && seen.greeted) done();
    else requestAnimationFrame(look);
  })());
`;

/**
 * Loads a page with the chat as a first-time visitor would, waits until nothing moves any more, and opens the window
 * by the keyboard, which unlike a pointer does not hover before.
 */
export async function measureLoad(browser: Browser, url: string, conditions: Conditions): Promise<Load> {
  const chat = await WidgetPage.prepare(browser, { viewport: { width: 412, height: 823 } });
  const { page } = chat;
  const devtools = await page.context().newCDPSession(page);
  const traffic = await follow(devtools);
  const work = await followWork(devtools);
  await page.addInitScript(OBSERVE);
  await slowDown(devtools, conditions);
  await page.goto(url, { waitUntil: 'load' });
  await chat.launcher.waitFor();
  await page.evaluate('new Promise((done) => requestIdleCallback(done))');
  const before = { ...traffic.take(), longTasks: await takeTasks(page), workMs: await work.take() };
  // A click without a pointer: nothing is fetched by hovering.
  await chat.launcher.evaluate((button) => (button as HTMLElement).click());
  await page.evaluate('greeted');
  const after = { ...traffic.take(), longTasks: await takeTasks(page), workMs: await work.take() };
  const seen =
    await page.evaluate<Record<'launcher' | 'clicked' | 'usable' | 'greeted' | 'shift', number>>('seen');
  await page.context().close();
  return {
    before,
    launcherMs: seen.launcher,
    after,
    usableMs: seen.usable - seen.clicked,
    greetedMs: seen.greeted - seen.clicked,
    layoutShift: seen.shift,
  };
}

async function slowDown(devtools: CDPSession, { cpu, line }: Conditions): Promise<void> {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (line === undefined) return;
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: line.down / 8,
    uploadThroughput: line.up / 8,
  });
}

/** What of a page's traffic is the chat's. */
const OURS = /^\/(widget\.js|w\/|socket\.io\/)/;

async function follow(devtools: CDPSession) {
  let cost = { requests: [] as string[], sockets: 0, bytes: 0 };
  const ours = new Set<string>();
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { pathname } = new URL(request.url);
    if (!OURS.test(pathname)) return;
    ours.add(requestId);
    cost.requests.push(pathname);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) cost.bytes += encodedDataLength;
  });
  devtools.on('Network.webSocketCreated', () => {
    cost.sockets++;
  });
  await devtools.send('Network.enable');
  return {
    take() {
      const taken = cost;
      cost = { requests: [], sockets: 0, bytes: 0 };
      return taken;
    },
  };
}

async function takeTasks(page: Page): Promise<number[]> {
  return page.evaluate<number[]>('seen.tasks.splice(0)');
}

async function followWork(devtools: CDPSession) {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  let before = 0;
  return {
    async take() {
      const { metrics } = await devtools.send('Performance.getMetrics');
      const now = metrics
        .filter(({ name }) => ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].includes(name))
        .reduce((sum, { value }) => sum + value * 1_000, 0);
      const taken = now - before;
      before = now;
      return taken;
    },
  };
}
