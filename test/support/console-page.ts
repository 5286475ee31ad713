import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SignedIn } from '../../server/chat/accounts.ts';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import type { TestApp } from './app.ts';
import { clientId, must, Visitor } from './client.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** An agent's console in a real browser, with what went wrong in it. */
export class ConsolePage {
  readonly page: Page;
  readonly url: string;
  /** Exceptions, and what the content security policy refused. */
  readonly errors: string[] = [];

  private constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security|TrustedHTML|TrustedScript/i.test(message.text()))
        this.errors.push(message.text());
    });
  }

  /** A browser window of its own, with the session of an account if there is one; nothing is loaded yet. */
  static async prepare(browser: Browser, app: TestApp, signedIn?: SignedIn): Promise<ConsolePage> {
    const viewport = { width: 1280, height: 800 };
    const context = await browser.newContext({ viewport, locale: 'de-DE', reducedMotion: 'reduce' });
    // Browsers take a machine's own address for secure; their debugging protocol wants to be told so.
    const url = app.url.replace('http:', 'https:');
    if (signedIn) await context.addCookies([{ name: SESSION_COOKIE, value: signedIn.token, url }]);
    return new ConsolePage(await context.newPage(), `${app.url}/console`);
  }

  /** A window in which the agent is there and available. */
  static async open(browser: Browser, app: TestApp, signedIn: SignedIn): Promise<ConsolePage> {
    const opened = await ConsolePage.prepare(browser, app, signedIn);
    await opened.begin();
    return opened;
  }

  /** Loads the console and makes the agent available. */
  async begin(): Promise<void> {
    await this.page.goto(this.url);
    await this.page.getByText('Verfügbar', { exact: true }).click();
    await this.page.getByText(/[1-9] verfügbar/).waitFor();
  }

  get log() {
    return this.page.getByRole('log', { name: 'Gesprächsverlauf' });
  }

  get composer() {
    return this.page.getByLabel('Ihre Antwort an den Besucher');
  }

  /** A row of the lists on the left. */
  row(words: string) {
    return this.page.getByRole('listitem').filter({ hasText: words });
  }

  async accept(question: string): Promise<void> {
    await this.row(question).getByRole('button', { name: 'Annehmen' }).click();
    await this.composer.waitFor();
  }

  /** The right column. */
  get side() {
    return this.page.getByRole('complementary');
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  /** A screenshot for human eyes, when `SCREENSHOTS` names a folder. */
  async show(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (folder) await this.page.screenshot({ path: `${folder}/${name}.png` });
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** What breaks a rule of accessibility in either look. */
  async violationsInBothLooks(): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      for (const one of await this.violations()) found.push(`${colorScheme}: ${one}`);
    }
    return found;
  }

  /** What breaks a rule of accessibility, as axe sees it. */
  async violations(): Promise<string[]> {
    // As text, because the page's policy lets nothing in that is not the console's own.
    return this.page.evaluate<string[]>(
      `(() => {
        ${AXE};
        const where = ({ nodes }) => nodes.map(({ target }) => target.join(' ')).join(', ');
        return axe.run(document).then(({ violations }) => violations.map((one) => one.id + ': ' + where(one)));
      })()`,
    );
  }
}

/** A visitor who asked something and then wants a human. */
export async function visitorWaiting(app: TestApp, question: string): Promise<Visitor> {
  // Who waits from the same instant on has no order.
  app.clock.jump(1);
  const visitor = await Visitor.come(app.url);
  await visitor.say(question);
  await must(visitor.socket, 'handoff:request', { clientId: clientId() });
  return visitor;
}

/** What agents have written to a visitor, in the order of its arrival. */
export function agentTexts(visitor: Visitor): string[] {
  return visitor.heard.flatMap((event) => (event.type === 'agent.message' ? [event.text] : []));
}

/** An expectation that may take a while on a busy machine; as patient as the page's own waiting. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 15_000 });
}
