import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page with the chat in a real browser, and what went wrong in it. */
export class WidgetPage {
  readonly page: Page;
  /** Exceptions, and what a content security policy refused. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security|TrustedHTML|TrustedScript/i.test(message.text()))
        this.errors.push(message.text());
    });
  }

  /** A browser window of its own; nothing is loaded yet. */
  static async prepare(browser: Browser, options: BrowserContextOptions = {}): Promise<WidgetPage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      ...options,
    });
    return new WidgetPage(await context.newPage());
  }

  /** A window in which the visitor has opened the chat and was greeted. */
  static async open(browser: Browser, url: string, options?: BrowserContextOptions): Promise<WidgetPage> {
    const opened = await WidgetPage.prepare(browser, options);
    await opened.begin(url);
    return opened;
  }

  async begin(url: string): Promise<void> {
    await this.page.goto(url);
    await this.launcher.click();
    await this.log.getByText('digitale Assistent').waitFor();
  }

  get launcher(): Locator {
    return this.page.getByRole('button', { name: /Chat öffnen/ });
  }

  get window(): Locator {
    return this.page.locator('lotse-chat .window');
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Chatverlauf' });
  }

  get input(): Locator {
    return this.page.getByRole('textbox', { name: 'Ihre Nachricht' });
  }

  button(name: string): Locator {
    return this.window.getByRole('button', { name, exact: true });
  }

  /** An article that is suggested while typing, by the beginning of its title. */
  option(title: string): Locator {
    return this.window.getByRole('option', { name: title });
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** The button that is always there, not one that the assistant offers. */
  async callHuman(): Promise<void> {
    await this.button('Mit einem Menschen sprechen').last().click();
  }

  /** Opens the menu in the header and presses what stands there. */
  async fromMenu(name: string): Promise<void> {
    await this.button('Weitere Möglichkeiten').click();
    await this.button(name).click();
  }

  /** Name of the element in the chat that has the keyboard: its id, else its label or text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const focused = document.querySelector('lotse-chat')?.shadowRoot?.activeElement;
      return focused?.id || focused?.getAttribute('aria-label') || focused?.textContent || '';
    });
  }

  /** Resolves when the server has told the page something that contains these words; asked before the page is loaded. */
  isTold(words: string): Promise<void> {
    return new Promise((resolve) => {
      this.page.on('websocket', (line) =>
        line.on('framereceived', ({ payload }) => String(payload).includes(words) && resolve()),
      );
    });
  }

  /** Nothing that the page wants to draw with the next picture is drawn before the answer is called. */
  async holdPictures(): Promise<() => Promise<void>> {
    await this.page.evaluate(
      'window.draw = requestAnimationFrame; window.held = []; window.requestAnimationFrame = (act) => held.push(act)',
    );
    return () => this.page.evaluate('window.requestAnimationFrame = draw; held.forEach((act) => draw(act))');
  }

  /** What breaks a rule of accessibility in the chat, as axe sees it. */
  async violations(): Promise<string[]> {
    // As text, because a page's policy may let nothing in that is not its own.
    return this.page.evaluate<string[]>(
      `(() => {
        ${AXE};
        const where = ({ nodes }) => nodes.map(({ target }) => target.flat().join(' ')).join(', ');
        const rules = { 'target-size': { enabled: true }, region: { enabled: false } };
        return axe
          .run({ include: [['lotse-chat']] }, { rules })
          .then(({ violations }) => violations.map((one) => one.id + ': ' + where(one)));
      })()`,
    );
  }
}
