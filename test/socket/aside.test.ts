import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleHit, DayFigures, Note, Viewer } from '../../protocol/desk.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, until, Visitor } from '../support/client.ts';
import { acceptChat, queueUp, repliesTo, talk } from '../support/desk.ts';

const MINUTE = 60_000;
let app: TestApp;
let jana: Console;
let timo: Console;
let mia: Console;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp();
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  timo = await Console.open(app, await createAccount(app, 'Timo'));
  mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
  visitor = await Visitor.come(app.url);
});
afterEach(() => app.close());

interface Beside {
  readonly notes: Note[];
  readonly viewers: Viewer[];
  readonly visitorRead: number;
  readonly suggestion?: ArticleHit;
}
const open = (by: Console, conversation: string) =>
  must<Beside>(by.socket, 'conversation:sync', { conversation, since: 0 });

describe('[T1] notes', () => {
  it('are masked, kept once, told to who looks, and never to the visitor', async () => {
    const { conversation } = await queueUp(visitor, jana);
    await open(timo, conversation);
    const told = new Promise<{ note: Note }>((resolve) => timo.socket.once('note:added', resolve));
    const command = { conversation, clientId: clientId(), text: 'IBAN DE02 1203 0000 0000 2020 51 geprüft' };
    const { note } = await must<{ note: Note }>(jana.socket, 'note:add', command);
    expect(await must(jana.socket, 'note:add', command)).toMatchObject({ note });
    expect((await told).note).toEqual(note);
    expect(note).toMatchObject({ agentName: 'Jana', kind: 'note' });
    expect(note.text).not.toContain('2020');
    expect((await open(timo, conversation)).notes).toEqual([note]);
    await visitor.sync();
    expect(JSON.stringify(visitor.heard)).not.toContain('geprüft');
  });

  it('are refused where one may not read, and when there is nothing in them', async () => {
    const { conversation } = await talk(visitor, jana);
    const add = (by: Console, text: string) =>
      ask(by.socket, 'note:add', { conversation, clientId: clientId(), text });
    expect(await add(timo, 'fremd')).toMatchObject({ error: { code: 'not-found' } });
    expect(await add(jana, '  ')).toMatchObject({ error: { code: 'bad-request', field: 'text' } });
    expect(await add(mia, 'als Leitung')).toMatchObject({ ok: true });
  });
});

it('[T1] [F3] colleagues leave each other notes on a request, whoever has it', async () => {
  const form = { clientId: clientId(), text: 'Rückruf', phone: '0171 2345678' };
  await must(visitor.socket, 'request:submit', form);
  const { id, conversation } = (await jana.inbox()).requests[0]!;
  await must(jana.socket, 'request:take', { request: id });
  const note = { conversation, clientId: clientId(), text: 'Ruft morgen selbst noch einmal an.' };
  expect(await ask(timo.socket, 'note:add', note)).toMatchObject({ ok: true });
  expect((await open(jana, conversation)).notes).toMatchObject([{ agentName: 'Timo', text: note.text }]);
});

describe('[T2] approved words', () => {
  const search = async (text: string) =>
    (await must<{ articles: ArticleHit[] }>(jana.socket, 'article:search', { text })).articles;

  it('are found by a question and by a word, ready to insert', async () => {
    const { articles } = app.parts.inForce().knowledge;
    const [first, ...more] = await search('Welchen Browser brauche ich?');
    expect(first).toMatchObject({ id: 'browser', text: articles.get('browser')?.text });
    expect(more.length).toBeLessThan(8);
    expect((await search('freischaltcode')).map(({ id }) => id)).not.toEqual([]);
    expect(await search('   ')).toEqual([]);
    expect(await search('xyzzy quux')).toEqual([]);
  });

  it('are suggested for the visitor’s last sentence, wherever one may read', async () => {
    await visitor.say('Welchen Browser brauche ich?');
    const { conversation } = await queueUp(visitor, jana);
    expect((await open(jana, conversation)).suggestion?.id).toBe('browser');
    await visitor.say('Verfallen meine Punkte?');
    expect(await must(jana.socket, 'article:suggest', { conversation })).toMatchObject({
      suggestion: { id: 'punkte-verfall' },
    });
    expect(await ask(jana.socket, 'article:suggest', { conversation: 'unknown' })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('are the templates of the knowledge', async () => {
    const { replies } = await must<{ replies: { id: string }[] }>(jana.socket, 'replies:list', {});
    expect(replies).toEqual(app.parts.inForce().knowledge.replies);
    expect(replies.length).toBeGreaterThan(0);
  });
});

it('[T3] two who look at one chat see each other until one looks away, leaves or falls silent', async () => {
  const { conversation } = await queueUp(visitor, jana);
  let seen: Viewer[] = [];
  jana.socket.on('viewers:changed', ({ viewers }) => {
    seen = viewers;
  });
  await open(jana, conversation);
  await must(jana.socket, 'conversation:view', { conversation });
  await must(timo.socket, 'conversation:view', { conversation });
  await until([jana.socket], () => seen.length === 2, 'both are shown');
  expect((await open(jana, conversation)).viewers).toMatchObject([{ name: 'Timo' }]);
  expect((await jana.firstWaiting()).viewers).toMatchObject([{ name: 'Timo' }]);
  await must(timo.socket, 'conversation:view', {});
  await until([jana.socket], () => seen.length === 1, 'one looked away');
  await must(timo.socket, 'conversation:view', { conversation });
  await until([jana.socket], () => seen.length === 2, 'and came back');
  timo.close();
  await until([jana.socket], () => seen.length === 1, 'one left');
  app.clock.advance(32_000);
  await until([jana.socket], () => seen.length === 0, 'the other fell silent');
});

it('[T3] a chat that one may not read is not looked at', async () => {
  const { conversation } = await talk(visitor, jana);
  expect(await ask(timo.socket, 'conversation:view', { conversation })).toMatchObject({
    error: { code: 'not-found' },
  });
});

it('[T4] what the visitor’s window has shown is seen live and later, and never more than there is', async () => {
  const chat = await talk(visitor, jana);
  await open(jana, chat.conversation);
  const told = new Promise((resolve) => jana.socket.once('visitor:read', resolve));
  await visitor.sync();
  const last = visitor.heard.length;
  await must(visitor.socket, 'conversation:read', { seq: last - 1 });
  expect(await told).toEqual({ conversation: chat.conversation, seq: last - 1 });
  await must(visitor.socket, 'conversation:read', { seq: 9_999 });
  await must(visitor.socket, 'conversation:read', { seq: 1 });
  expect((await open(jana, chat.conversation)).visitorRead).toBe(last);
});

it('[T1] who looks at a chat is told when the page says something else about the visitor', async () => {
  const chat = await talk(visitor, jana);
  await open(jana, chat.conversation);
  const told = new Promise((resolve) => jana.socket.once('visitor:described', resolve));
  await must(visitor.socket, 'visitor:describe', { name: 'Anna Berg' });
  expect(await told).toEqual({ conversation: chat.conversation });
  expect(await open(jana, chat.conversation)).toMatchObject({ visitor: { claims: { name: 'Anna Berg' } } });
});

it('[T10] visitors get the names of agents, consoles their ids too', async () => {
  const chat = await talk(visitor, jana);
  await must(jana.socket, 'message:send', { ...chat, clientId: clientId(), text: 'Guten Tag' });
  await until([visitor.socket], () => visitor.heard.at(-1)?.type === 'agent.message', 'it is heard');
  const late = await Visitor.come(app.url, visitor.token);
  const { id } = jana.signedIn.agent;
  for (const who of [visitor, late]) {
    expect(JSON.stringify(who.heard)).toContain('Jana');
    expect(JSON.stringify([who.heard, who.status])).not.toContain(id);
  }
  const page = await must<{ events: object[] }>(jana.socket, 'conversation:sync', {
    conversation: chat.conversation,
    since: 0,
  });
  expect(page.events.at(-1)).toMatchObject({ type: 'agent.message', agent: id, agentName: 'Jana' });
});

it('[S7] a supervisor sees and hears every chat that is owned', async () => {
  const chat = await queueUp(visitor, jana);
  await open(mia, chat.conversation);
  await acceptChat(jana, chat);
  expect((await mia.inbox()).active).toMatchObject([{ conversation: chat.conversation, agentName: 'Jana' }]);
  expect((await jana.inbox()).active).toEqual([]);
  const heard = new Promise<{ event: object }>((resolve) => mia.socket.on('event:added', resolve));
  await visitor.say('Hallo');
  await heard;
  await open(mia, chat.conversation);
});

it('[S7] who looked at a waiting chat hears no more of it once nobody is called any longer', async () => {
  const { conversation } = await queueUp(visitor, jana);
  await open(timo, conversation);
  await open(mia, conversation);
  await must(visitor.socket, 'handoff:leave', { clientId: clientId() });
  for (const who of [mia, timo]) await who.inbox();
  const heard: string[] = [];
  for (const who of [mia, timo])
    who.socket.on('event:added', ({ event }) => heard.push(`${who.signedIn.agent.name}: ${event.type}`));
  await visitor.say('Das geht nur den Assistenten etwas an.');
  for (const who of [mia, timo]) await who.inbox();
  expect(heard).toEqual(['Mia: visitor.message', 'Mia: assistant.message']);
  expect(await ask(timo.socket, 'conversation:sync', { conversation, since: 0 })).toMatchObject({
    error: { code: 'not-found' },
  });
});

it('[F3] a request goes back to the open ones by its taker or a supervisor', async () => {
  const form = { clientId: clientId(), text: 'Rückruf', phone: '0171 2345678' };
  await must(visitor.socket, 'request:submit', form);
  const { id } = (await jana.inbox()).requests[0]!;
  const release = (by: Console) => ask(by.socket, 'request:release', { request: id });
  await must(jana.socket, 'request:take', { request: id });
  expect(await release(timo)).toMatchObject({ error: { code: 'taken', by: 'Jana' } });
  expect(await release(jana)).toMatchObject({ ok: true });
  expect(await release(jana)).toMatchObject({ ok: true });
  await must(timo.socket, 'request:take', { request: id });
  expect(await release(mia)).toMatchObject({ ok: true });
  expect((await jana.inbox()).requests).toMatchObject([{ status: 'open' }]);
  expect(await ask(mia.socket, 'request:release', { request: 'unknown' })).toMatchObject({
    error: { code: 'not-found' },
  });
});

it('[T5] who left a message after closing time did not give up', async () => {
  await queueUp(visitor, jana);
  app.clock.jump(10 * 60 * MINUTE + MINUTE);
  await app.app.tick();
  await must(visitor.socket, 'request:submit', {
    clientId: clientId(),
    text: 'Rückruf',
    phone: '0171 2345678',
  });
  const { figures } = await must<{ figures: DayFigures }>(mia.socket, 'figures:day', {});
  expect(figures).toMatchObject({ handoffs: 1, served: 0, abandoned: 0, leftMessage: 1 });
});

it('[T5] the day adds up: solved, waited, gave up, left a message, by agent and hour', async () => {
  await visitor.say('Welchen Browser brauche ich?');
  const people = await Promise.all([1, 2, 3, 4].map(() => Visitor.come(app.url)));
  for (const who of people) await who.say('Verfallen meine Punkte?');
  const [served, gaveUp, wrote, waits] = people as [Visitor, Visitor, Visitor, Visitor];
  const chat = await queueUp(served, jana);
  app.clock.jump(4 * MINUTE);
  await app.app.tick();
  const owned = await acceptChat(jana, chat);
  await must(jana.socket, 'chat:close', { ...owned, clientId: clientId(), reason: 'solved' });
  await queueUp(gaveUp, jana);
  await must(gaveUp.socket, 'handoff:leave', { clientId: clientId() });
  await queueUp(wrote, jana);
  await must(wrote.socket, 'request:submit', {
    clientId: clientId(),
    text: 'Rückruf',
    phone: '0171 2345678',
  });
  await queueUp(waits, jana);
  app.clock.jump(MINUTE);
  const day = (date?: string) =>
    must<{ figures: DayFigures }>(mia.socket, 'figures:day', date === undefined ? {} : { date });
  const { figures } = await day();
  expect(figures).toMatchObject({
    date: '2026-11-23',
    waitingNow: 1,
    longestWaitMs: MINUTE,
    conversations: 5,
    solvedByAssistant: 1,
    handoffs: 4,
    served: 1,
    abandoned: 1,
    leftMessage: 1,
    waitMedianMs: 4 * MINUTE,
    waitP90Ms: 4 * MINUTE,
    agents: [{ name: 'Jana', chats: 1 }],
  });
  expect(figures.hours).toHaveLength(24);
  expect(figures.hours[10]).toEqual({ hour: 10, conversations: 5, handoffs: 4, abandoned: 1 });
  expect((await day('2026-11-22')).figures).toMatchObject({ conversations: 0, handoffs: 0, agents: [] });
  for (const date of ['2026-02-30', 'gestern'])
    expect(await ask(mia.socket, 'figures:day', { date })).toMatchObject({
      error: { code: 'bad-request', field: 'date' },
    });
});

it('[T5] a wish for a person that nobody could take was not solved by the assistant', async () => {
  await visitor.say('Welchen Browser brauche ich?');
  app.clock.jump(11 * 60 * MINUTE);
  await visitor.say('Ich möchte mit einem Mitarbeiter sprechen');
  expect(repliesTo(visitor).at(-1)).toBe('text:desk.closed');
  const { figures } = await must<{ figures: DayFigures }>(mia.socket, 'figures:day', {});
  expect(figures).toMatchObject({ conversations: 1, solvedByAssistant: 0, handoffs: 0 });
});

it('[T5] a chat that was handed on counts for everybody who had it', async () => {
  const chat = await talk(visitor, jana);
  const to = { agent: timo.signedIn.agent.id };
  await must(jana.socket, 'chat:transfer', { ...chat, clientId: clientId(), to });
  const { figures } = await must<{ figures: DayFigures }>(mia.socket, 'figures:day', {});
  expect(figures.agents).toMatchObject([
    { name: 'Jana', chats: 1 },
    { name: 'Timo', chats: 1 },
  ]);
});
