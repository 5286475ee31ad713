import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startApp, type TestApp, type TestAppOptions } from './app.ts';
import { closeWindows, sharedBrowser } from './browser.ts';

/** The browser, which is there from the first test on. */
export let browser: Browser;
/** The program of the test that runs, or of the file. */
export let app: TestApp;

/** Starts a program for each test of the file, and ends it with all windows. */
export function startForEachTest(): void {
  beforeAll(async () => {
    browser = await sharedBrowser();
  });
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(async () => {
    await closeWindows();
    await app.close();
  });
}

/** Starts one program for all tests of the file, and ends it with all windows. */
export function startForFile(): void {
  beforeAll(async () => {
    browser = await sharedBrowser();
    app = await startApp();
  });
  afterAll(async () => {
    await closeWindows();
    await app?.close();
  });
}

/** Another program in place of the one that the test has closed. */
export async function startAnew(options: TestAppOptions): Promise<void> {
  app = await startApp(options);
}
