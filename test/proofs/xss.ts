import { setTimeout as later } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { acceptChat, writeToVisitor } from '../../server/chat/desk.ts';
import { addNote } from '../../server/chat/notes.ts';
import { describeVisitor } from '../../server/chat/visitor-claims.ts';
import { fileRequest, say } from '../../server/chat/visits.ts';
import { newId } from '../../server/ids.ts';
import type { Notice } from '../../server/knowledge/knowledge.ts';
import { createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { ConsolePage } from '../support/console-page.ts';
import type { ChatRef } from '../support/desk.ts';
import { WidgetPage } from '../support/widget-page.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { smallKnowledge } from './support/parts.ts';
import { PAYLOADS, type Payload } from './support/payloads.ts';

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

/** With the sabotage a few are enough. */
const SABOTAGED = 30;
/** Not to be bundled: it is a bundler itself. */
const BUILD = new URL('../../scripts/build.mjs', import.meta.url).href;

async function writeEverything({ sabotage, rounds = PAYLOADS.length }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const payloads = PAYLOADS.slice(0, sabotage ? SABOTAGED : rounds);
  const { ensureBuilt } = (await import(BUILD)) as typeof import('../../scripts/build.mjs');
  await ensureBuilt();
  const browser = await launchBrowser();
  const { options, showNotices } = withPayloads(payloads);
  const app = await startApp(options);
  try {
    const sinks = await showAll(app, browser, payloads, sabotage, showNotices, findings);
    return {
      figures: {
        payloads: payloads.length,
        sinks: sinks.size,
        shown: [...sinks.values()].reduce((a, b) => a + b, 0),
      },
      broken: findings.sentences(),
    };
  } finally {
    await browser.close();
    await app.close();
  }
}

/** Templates and notices come from files that editors write; notices cover much, so they come last. */
function withPayloads(payloads: readonly Payload[]) {
  const { knowledge, understanding } = smallKnowledge()();
  const notices: Notice[] = payloads.map(({ text }, n) => ({
    id: `notice-${n}`,
    level: 'info',
    body: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
  }));
  const replies = payloads.map(({ text }, n) => ({ id: `reply-${n}`, title: text, text }));
  let shown: readonly Notice[] = [];
  const inForce = () => ({
    knowledge: { ...knowledge, replies, notices: shown },
    understanding,
    refused: [],
  });
  return {
    options: { knowledge, understanding, overrides: { inForce } },
    showNotices() {
      shown = notices;
    },
  };
}

async function showAll(
  app: TestApp,
  browser: Browser,
  payloads: readonly Payload[],
  sabotage: boolean,
  showNotices: () => void,
  findings: Findings,
): Promise<Map<string, number>> {
  const sinks = new Map<string, number>();
  const widget = await WidgetPage.prepare(browser);
  const signedIn = await createAccount(app, 'Anna', 'supervisor');
  const desk = await ConsolePage.prepare(browser, app, signedIn);
  for (const { page } of [widget, desk]) await watch(page, sabotage);
  await desk.begin();
  await widget.begin(app.url);
  await widget.callHuman();
  await desk.page.getByRole('button', { name: 'Annehmen' }).first().waitFor();
  const chat = await waitingChat(app);
  const agent = { ...signedIn.agent, available: true };
  const { epoch } = await acceptChat(app.parts, agent, { ...chat, clientId: newId() });
  const mine = { ...chat, epoch };
  await desk.page.getByRole('listitem').getByRole('button').first().click();
  for (const { text } of payloads) {
    await say(app.parts, chat.conversation, newId(), text);
    await writeToVisitor(app.parts, { ...agent, name: text }, { ...mine, clientId: newId(), text });
    await addNote(
      app.parts,
      { ...agent, name: text },
      { conversation: chat.conversation, clientId: newId(), text },
    );
    await fileRequest(app.parts, chat.conversation, { clientId: newId(), text, email: 'a@b.example' });
  }
  await describeVisitor(app.parts, chat.conversation, claimsOf(payloads, 0));
  const last = payloads.at(-1)?.mark ?? '';
  await widget.page.reload();
  await desk.page.reload();
  const windowText = await settled(widget.page, last);
  await desk.page.getByRole('listitem').getByRole('button').first().click();
  const deskText = await settled(desk.page, last);
  count(sinks, 'window: words of visitors, agents and their names', payloads, windowText, 3);
  count(sinks, 'console: words of visitors, agents, notes and names', payloads, deskText, 4);
  for (let from = 0; from < payloads.length; from += LINES) {
    await describeVisitor(app.parts, chat.conversation, claimsOf(payloads, from));
    await desk.page.reload();
    const wanted = payloads[from]?.mark ?? '';
    const shown = await settled(desk.page, wanted, '.side, aside, [role=complementary]');
    count(sinks, 'console: claims', payloads.slice(from, from + LINES), shown, 1);
  }
  showNotices();
  await Promise.all([widget.page.reload(), desk.page.reload()]);
  const noticed = await settled(widget.page, last, 'body', 4);
  count(sinks, 'window: notices', payloads, noticed, 4);
  count(sinks, 'console: notices', payloads, await settled(desk.page, last, '.banners'), 1);
  for (const [sink, shown] of sinks)
    findings.expect(
      shown >= payloads.length,
      'a sink does not show what it is tried with',
      `${sink}: ${shown}`,
    );
  for (const [name, page, errors] of [
    ['window', widget.page, widget.errors],
    ['console', desk.page, desk.errors],
  ] as const)
    await judge(name, page, errors, findings);
  return sinks;
}

/** Rows of a visitor's data that the protocol allows. */
const LINES = 20;

function claimsOf(payloads: readonly Payload[], from: number) {
  const some = payloads.slice(from, from + LINES);
  const first = some[0]?.text ?? '';
  return {
    name: first,
    email: first,
    data: Object.fromEntries(some.map(({ text, mark }) => [`${mark} ${text.slice(-20)}`.slice(0, 40), text])),
    page: { url: `https://portal.example/${encodeURIComponent(first)}`, title: first },
  };
}

/** Notes what runs and what a policy refuses; with sabotage the page takes words for markup and has no policy. */
async function watch(page: Page, sabotage: boolean): Promise<void> {
  await page.addInitScript(`
    window.__count = 0; window.__refused = [];
    window.__ran = () => { window.__count += 1; };
    for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.__ran;
    document.addEventListener('securitypolicyviolation', (event) => window.__refused.push(event.violatedDirective));
  `);
  if (!sabotage) return;
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
}

async function waitingChat({ parts }: TestApp): Promise<ChatRef> {
  const [waiting] = await parts.store.listWaiting();
  if (waiting === undefined) throw new Error('Nobody waits.');
  return { conversation: waiting.conversation, handoff: waiting.id, epoch: waiting.epoch };
}

const PATIENCE_MS = 60_000;

/** All words of a page, open shadow trees included, once they hold a mark that often and change no more. */
async function settled(page: Page, mark: string, within = 'body', times = 1): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  let before = '';
  while (performance.now() < end) {
    const words = await wordsOf(page, within);
    if (words.split(mark).length > times && words === before) return words;
    before = words;
    await later(300);
  }
  return before;
}

function wordsOf(page: Page, within: string): Promise<string> {
  return page.evaluate<string>(`(() => {
    const read = (node) => [...node.childNodes].map((child) =>
      child.nodeType === 3 ? child.data : (child.shadowRoot ? read(child.shadowRoot) : '') + read(child)).join(' ');
    const found = [...document.querySelectorAll(${JSON.stringify(within)})];
    return (found.length === 0 ? [document.body] : found).map(read).join(' ');
  })()`);
}

/** Payloads whose mark is shown as often as the sink has places for it. */
function count(
  sinks: Map<string, number>,
  sink: string,
  payloads: readonly Payload[],
  words: string,
  places: number,
): void {
  const shown = payloads.filter(({ mark }) => words.split(`${mark} `).length > places).length;
  sinks.set(sink, (sinks.get(sink) ?? 0) + shown);
}

const FORBIDDEN =
  'iframe, object, embed, base, marquee, svg script, math, meta[http-equiv=refresh], [onerror], [onload], [onclick], [onfocus], [ontoggle], [srcdoc], body script:not([src^="/"])';

/** What ran, what a policy had to refuse, what is there that is no word, and where links lead. */
async function judge(name: string, page: Page, errors: readonly string[], findings: Findings): Promise<void> {
  const seen = await page.evaluate<{
    ran: number;
    refused: string[];
    made: string[];
    links: string[];
  }>(`(() => {
    const all = (root, css) => [...root.querySelectorAll(css),
      ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? all(one.shadowRoot, css) : []))];
    return {
      ran: window.__count,
      refused: window.__refused,
      made: all(document, ${JSON.stringify(FORBIDDEN)}).map((one) => one.outerHTML.slice(0, 200)),
      links: all(document, 'a[href]').map((one) => one.href),
    };
  })()`);
  const bad = seen.links.filter((href) => !/^(https?|mailto|tel):/.test(href));
  findings.expect(seen.ran === 0, 'something ran', `${name}: ${seen.ran} times`);
  findings.expect(seen.refused.length === 0, 'a policy had to refuse', `${name}: ${seen.refused[0]}`);
  findings.expect(seen.made.length === 0, 'words became elements', `${name}: ${seen.made[0]}`);
  findings.expect(bad.length === 0, 'a link leads astray', `${name}: ${bad[0]}`);
  findings.expect(errors.length === 0, 'a page complains', `${name}: ${errors[0]}`);
}
