import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startApp, type TestApp, type TestAppOptions } from './app.ts';
import { launchBrowser } from './browser.ts';

/** The browser of the test file. */
export let browser: Browser;
/** The program of the test that runs, or of the file. */
export let app: TestApp;

/** Starts one browser for the file and a program for each of its tests, and ends them with all windows. */
export function startForEachTest(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await app.close();
  });
}

/** Starts one browser and one program for all tests of the file, and ends them. */
export function startForFile(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
    app = await startApp();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
}

/** Another program in place of the one that the test has closed. */
export async function startAnew(options: TestAppOptions): Promise<void> {
  app = await startApp(options);
}
