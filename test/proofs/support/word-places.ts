import { blockVisitor } from '../../../server/chat/blocks.ts';
import { acceptChat, writeToVisitor } from '../../../server/chat/desk.ts';
import { eraseConversation } from '../../../server/chat/erasure.ts';
import { addNote } from '../../../server/chat/notes.ts';
import { describeVisitor } from '../../../server/chat/visitor-claims.ts';
import { callHuman, fileRequest, say, startVisit } from '../../../server/chat/visits.ts';
import { hashToken, newId, newToken } from '../../../server/ids.ts';
import type { Agent } from '../../../server/store/store.ts';
import type { TestApp } from '../../support/app.ts';
import type { ConsolePage } from '../../support/console-page.ts';
import type { WidgetPage } from '../../support/widget-page.ts';
import type { Payload } from './payloads.ts';
import type { Sinks } from './sinks.ts';
import { askFor, FOUND, SUGGESTED, searchFor } from './word-world.ts';

/** Two pages, and what they are tried with. */
export interface Scene {
  readonly app: TestApp;
  readonly widget: WidgetPage;
  readonly desk: ConsolePage;
  /** The supervisor at the console. */
  readonly agent: Agent;
  readonly payloads: readonly Payload[];
  readonly sinks: Sinks;
}

/** Wordings that a cluster of questions shows. */
const WORDINGS = 10;
/** Rows of a visitor's data that the protocol allows. */
const LINES = 20;
/** From one ask of a page to the next, so that rates do not hold it up: the clock stands still. */
const PAUSE_MS = 1_000;

/** Questions without an answer, on the editors' page. */
export async function showGaps({ app: { parts, clock }, desk, payloads, sinks }: Scene): Promise<void> {
  for (const some of inGroups(payloads, WORDINGS)) {
    const { conversation } = await startVisit(parts);
    for (const { text } of some) await say(parts, conversation, newId(), text);
    clock.advance(PAUSE_MS * 3);
    await open(desk, '#/luecken');
    await desk.page.locator('.gap').first().waitFor();
    await desk.page.evaluate("for (const one of document.querySelectorAll('.gap details')) one.open = true");
    await sinks.expect('console: questions without an answer', desk.page, '.gap h2, .gap li', some);
    await eraseConversation(parts, conversation);
  }
}

/** Questions of those who wait and of those who are kept out, and names of accounts. */
export async function showPeople({
  app: { parts, clock },
  desk,
  agent,
  payloads,
  sinks,
}: Scene): Promise<void> {
  await desk.page.goto('about:blank');
  await parts.store.setAvailable(agent.id, true, clock.now());
  const conversations: string[] = [];
  for (const [n, { text }] of payloads.entries()) {
    const { conversation } = await startVisit(parts);
    await say(parts, conversation, newId(), text);
    await callHuman(parts, conversation, newId());
    conversations.push(conversation);
    await hire(parts, `konto${n}`, text, clock.now());
  }
  await open(desk, '#/chats');
  await sinks.expect('console: questions of those who wait', desk.page, '.waiting .row-title', payloads);
  await desk.page.goto('about:blank');
  for (const conversation of conversations)
    await blockVisitor(parts, agent, { conversation, clientId: newId(), hours: 1 });
  await open(desk, '#/team');
  await sinks.expect('console: questions of those kept out', desk.page, '.blocks strong', payloads);
  await sinks.expect('console: names of accounts', desk.page, 'table th[scope=row]', payloads);
}

async function hire({ store }: TestApp['parts'], login: string, name: string, at: number): Promise<void> {
  const tokenHash = hashToken(newToken());
  await store.addInvitation({ tokenHash, role: 'agent', expiresAt: at + 60_000 });
  await store.redeemInvitation(tokenHash, { id: newId(), login, name, passwordHash: 'x', capacity: 3, at });
}

/** What was left in the form: in the list, and opened. */
export async function showRequests({ app: { parts, clock }, desk, payloads, sinks }: Scene): Promise<void> {
  await desk.page.goto('about:blank');
  for (const { text } of payloads) {
    // Listed by their age.
    clock.advance(1);
    const { conversation } = await startVisit(parts);
    await fileRequest(parts, conversation, { clientId: newId(), text, email: 'a@b.example' });
  }
  await open(desk, '#/chats');
  const list = '[aria-labelledby=requests-title]';
  await sinks.expect('console: requests in the list', desk.page, `${list} .row-title`, payloads);
  const rows = desk.page.locator(`${list} .row-button`);
  for (const [n, payload] of payloads.entries()) {
    clock.advance(PAUSE_MS / 10);
    await rows.nth(n).click();
    await sinks.expect('console: an opened request', desk.page, '.side .facts .typed', [payload]);
  }
}

/** What is said to the assistant, what it answers, and what is suggested while typing. @returns The conversation */
export async function showAnswers({ app, widget, payloads, sinks }: Scene): Promise<string> {
  const { parts, clock } = app;
  await widget.begin(app.url);
  for (const [from, some] of inGroups(payloads, SUGGESTED).entries()) {
    clock.advance(PAUSE_MS);
    await widget.input.fill(askFor(from * SUGGESTED));
    await sinks.expect('window: suggested articles', widget.page, '.suggest [role=option]', some);
  }
  await widget.input.fill('');
  const token = await widget.page.evaluate<string>("JSON.parse(sessionStorage.getItem('lotse')).token");
  const conversation = (await parts.store.findConversationByToken(hashToken(token)))?.id ?? '';
  await widget.page.goto('about:blank');
  for (const [n, { text }] of payloads.entries()) {
    await say(parts, conversation, newId(), text);
    await say(parts, conversation, newId(), askFor(n));
  }
  await widget.page.goto(app.url);
  await sinks.expect('window: own words', widget.page, '.said.own .bubble', payloads);
  await sinks.expect('window: buttons', widget.page, '.choices button', payloads);
  await sinks.expect('window: titles of articles', widget.page, '.said.assistant .source', payloads);
  for (const part of ['p', 'strong', 'a'])
    await sinks.expect(`window: articles, ${part}`, widget.page, `.said.assistant .bubble ${part}`, payloads);
  return conversation;
}

/** The same conversation at the console, once an agent has it, and what agents add to it. */
export async function showChat(scene: Scene, conversation: string): Promise<void> {
  const { app, widget, desk, agent, payloads, sinks } = scene;
  const { parts } = app;
  await desk.page.goto('about:blank');
  await widget.page.goto('about:blank');
  await parts.store.setAvailable(agent.id, true, app.clock.now());
  await callHuman(parts, conversation, newId());
  const waiting = (await parts.store.findConversation(conversation))?.handoff;
  if (waiting === undefined) throw new Error('Nobody waits.');
  const ref = { conversation, handoff: waiting.id };
  const available = { ...agent, available: true };
  const { epoch } = await acceptChat(parts, available, { ...ref, epoch: waiting.epoch, clientId: newId() });
  for (const { text } of payloads) {
    await writeToVisitor(parts, { ...agent, name: text }, { ...ref, epoch, clientId: newId(), text });
    await addNote(parts, agent, { conversation, clientId: newId(), text });
  }
  await widget.page.goto(app.url);
  await sinks.expect('window: words of agents', widget.page, '.said.agent .bubble', payloads);
  await sinks.expect('window: names of agents', widget.page, '.said.agent .name', payloads);
  await openChat(scene);
  for (const [what, css] of Object.entries({
    'words of visitors': '.message.visitor .bubble',
    'words of agents': '.message.agent .bubble',
    'titles of articles': '.message.assistant .source',
    'texts of articles': '.message.assistant .bubble a',
    'offered buttons': '.message.assistant .offered',
    'articles in the facts': '.facts li',
    notes: '.note-list .typed',
  }))
    await sinks.expect(`console: ${what}`, desk.page, css, payloads);
}

async function openChat({ desk }: Scene): Promise<void> {
  await open(desk, '#/chats');
  await desk.page.locator('[aria-labelledby=mine-title] .row-button').first().click();
}

/** What an agent may insert. */
export async function showInsertions(scene: Scene): Promise<void> {
  const { app, desk, payloads, sinks } = scene;
  const { page } = desk;
  await openChat(scene);
  await page.getByRole('button', { name: 'Textbausteine', exact: true }).click();
  await sinks.expect('console: titles of templates', page, '.picker [role=option] strong', payloads);
  await sinks.expect('console: templates', page, '.picker [role=option] .preview', payloads);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Artikel', exact: true }).click();
  for (const [nth, some] of inGroups(payloads, FOUND).entries()) {
    app.clock.advance(PAUSE_MS);
    await page.getByRole('combobox').fill(searchFor(nth * FOUND));
    await sinks.expect('console: titles of found articles', page, '.picker [role=option] strong', some);
    await sinks.expect('console: found articles', page, '.picker [role=option] .preview', some);
  }
  await page.keyboard.press('Escape');
}

/** What the host page says about its visitor. */
export async function showClaims(scene: Scene, conversation: string): Promise<void> {
  const { app, desk, payloads, sinks } = scene;
  for (const some of inGroups(payloads, LINES)) {
    await desk.page.goto('about:blank');
    app.clock.advance(PAUSE_MS);
    await describeVisitor(app.parts, conversation, claimsOf(some));
    await openChat(scene);
    await sinks.expect('console: claims', desk.page, '.identity.claimed dd', some);
    await sinks.expect('console: the visitor’s page', desk.page, '.page-title', some.slice(0, 1));
  }
}

function claimsOf(some: readonly Payload[]) {
  const first = some[0]?.text ?? '';
  return {
    name: first,
    email: first,
    data: Object.fromEntries(some.map(({ text, mark }) => [`${mark} ${text.slice(-20)}`.slice(0, 40), text])),
    page: { url: `https://portal.example/${encodeURIComponent(first)}`, title: first },
  };
}

/** Titles in the figures of use. */
export async function showFigures({ desk, payloads, sinks }: Scene): Promise<void> {
  await open(desk, '#/auswertung');
  await sinks.expect('console: articles in the figures', desk.page, 'table th[scope=row]', payloads);
}

/** What everybody is told. */
export async function showNotices({ app, widget, desk, payloads, sinks }: Scene): Promise<void> {
  await widget.page.goto(app.url);
  await sinks.expect('window: notices', widget.page, '.banner.notice .words', payloads);
  await open(desk, '#/chats');
  await sinks.expect('console: notices', desk.page, '.banner.told .words', payloads);
}

/** Loads a page of the console anew. */
async function open(desk: ConsolePage, page: string): Promise<void> {
  await desk.page.goto('about:blank');
  await desk.page.goto(desk.url + page);
}

function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
