import type { Page } from 'playwright-core';
import { createAccount } from '../support/agent.ts';
import { startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { ConsolePage } from '../support/console-page.ts';
import { WidgetPage } from '../support/widget-page.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { PAYLOADS } from './support/payloads.ts';
import { Sinks } from './support/sinks.ts';
import * as places from './support/word-places.ts';
import { worldOf } from './support/word-world.ts';

/** Every payload, wherever words of others are shown, in the chat window and in the console (a round is a payload). */
export const xss: Proof = {
  name: 'xss',
  promise: 'Whatever anybody writes is shown as words: nothing of it runs, and no policy is what stops it.',
  saboteur: 'takes words for markup, on a page without its policy',
  engines: ['sqlite'],
  // It needs a browser; test/security/words.test.ts is its small form.
  longOnly: true,
  run: writeEverything,
};

/** With the sabotage a few are enough, in the first places. */
const SABOTAGED = 30;
/** How long a page may take to show words; markup is never shown as words. */
const PATIENCE_MS = 60_000;
const SABOTAGED_PATIENCE_MS = 1_000;
/** Not to be bundled: it is a bundler itself. */
const BUILD = new URL('../../scripts/build.mjs', import.meta.url).href;

async function writeEverything({ sabotage, rounds = PAYLOADS.length }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const payloads = PAYLOADS.slice(0, sabotage ? SABOTAGED : rounds);
  const { ensureBuilt } = (await import(BUILD)) as typeof import('../../scripts/build.mjs');
  await ensureBuilt();
  const browser = await launchBrowser();
  const { options, showNotices } = worldOf(payloads);
  const app = await startApp(options);
  try {
    const widget = await WidgetPage.prepare(browser);
    const signedIn = await createAccount(app, 'Anna', 'supervisor');
    const desk = await ConsolePage.prepare(browser, app, signedIn);
    const pages = [
      { name: 'window', page: widget.page, errors: widget.errors, seen: await watch(widget.page, sabotage) },
      { name: 'console', page: desk.page, errors: desk.errors, seen: await watch(desk.page, sabotage) },
    ];
    const sinks = new Sinks(sabotage ? SABOTAGED_PATIENCE_MS : PATIENCE_MS);
    const scene = { app, widget, desk, agent: signedIn.agent, payloads, sinks };
    const show = async (place: (scene: places.Scene) => Promise<void>) => {
      await place(scene);
      for (const { name, page } of pages) await judge(name, page, findings);
    };
    if (!sabotage) await show(places.showGaps);
    let conversation = '';
    await show(async () => {
      conversation = await places.showAnswers(scene);
    });
    await show(() => places.showChat(scene, conversation));
    if (!sabotage) {
      await show(places.showInsertions);
      await show(() => places.showClaims(scene, conversation));
      for (const place of [places.showFigures, places.showRequests, places.showPeople]) await show(place);
      showNotices();
      await show(places.showNotices);
    }
    for (const { name, errors, seen } of pages) {
      findings.expect(seen.ran.length === 0, 'something ran', `${name}: ${seen.ran.length} times`);
      findings.expect(seen.refused.length === 0, 'a policy had to refuse', `${name}: ${seen.refused[0]}`);
      findings.expect(errors.length === 0, 'a page complains', `${name}: ${errors[0]}`);
    }
    for (const gap of sinks.gaps) findings.note('a place does not show what it is tried with', gap);
    return {
      figures: { payloads: payloads.length, sinks: sinks.count, shown: sinks.total },
      broken: findings.sentences(),
    };
  } finally {
    await browser.close();
    await app.close();
  }
}

/** What happened on a page, over all its loads. */
interface Seen {
  readonly ran: string[];
  readonly refused: string[];
}

/** Notes what runs and what a policy refuses; with sabotage the page takes words for markup and has no policy. */
async function watch(page: Page, sabotage: boolean): Promise<Seen> {
  const seen: Seen = { ran: [], refused: [] };
  await page.exposeFunction('__tell', (kind: keyof Seen, what: string) => seen[kind].push(what));
  await page.addInitScript(`
    window.__ran = () => { window.__tell('ran', location.hash); };
    for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.__ran;
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__tell('refused', event.violatedDirective + ' ' + event.blockedURI);
    });
  `);
  if (!sabotage) return seen;
  await page.addInitScript(`
    const make = document.createTextNode.bind(document);
    document.createTextNode = (words) => {
      if (!/<[a-z]/i.test(words)) return make(words);
      const holder = document.createElement('span');
      holder.innerHTML = words;
      return holder.childNodes.length === 0 ? make(words) : holder;
    };
  `);
  await page.route('**/*', async (route) => {
    if (!route.request().isNavigationRequest()) return route.continue();
    const response = await route.fetch();
    const { 'content-security-policy': _, ...headers } = response.headers();
    return route.fulfill({ response, headers });
  });
  return seen;
}

const FORBIDDEN =
  'iframe, object, embed, base, marquee, svg script, math, meta[http-equiv=refresh], [onerror], [onload], [onclick], [onfocus], [ontoggle], [srcdoc], body script:not([src^="/"])';

/** What is there that is no word, and where links lead. */
async function judge(name: string, page: Page, findings: Findings): Promise<void> {
  if (page.url() === 'about:blank') return;
  const seen = await page.evaluate<{ made: string[]; links: string[] }>(`(() => {
    const all = (root, css) => [...root.querySelectorAll(css),
      ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? all(one.shadowRoot, css) : []))];
    return {
      made: all(document, ${JSON.stringify(FORBIDDEN)}).map((one) => one.outerHTML.slice(0, 200)),
      links: all(document, 'a[href]').map((one) => one.href),
    };
  })()`);
  const bad = seen.links.filter((href) => !/^(https?|mailto|tel):/.test(href));
  findings.expect(seen.made.length === 0, 'words became elements', `${name}: ${seen.made[0]}`);
  findings.expect(bad.length === 0, 'a link leads astray', `${name}: ${bad[0]}`);
}
