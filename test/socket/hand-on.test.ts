import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AGENT_GRACE_MS } from '../../server/chat/presence.ts';
import { Console, createAccount, signInDirectly } from '../support/agent.ts';
import { startApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { ask, clientId, must, Visitor } from '../support/client.ts';
import { acceptChat, queueUp, refOf, repliesTo, talk } from '../support/desk.ts';

const MINUTE = 60_000;
let app: TestApp;
let jana: Console;
let timo: Console;
let visitor: Visitor;

async function open(options: TestAppOptions = {}) {
  app = await startApp(options);
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  timo = await Console.open(app, await createAccount(app, 'Timo', 'agent', 1));
  visitor = await Visitor.come(app.url);
}
beforeEach(() => open());
afterEach(() => app.close());

const transfer = (by: Console, chat: object, to: unknown, note?: string) =>
  ask(by.socket, 'chat:transfer', { ...chat, clientId: clientId(), to, ...(note && { note }) });
const idOf = (who: Console) => who.signedIn.agent.id;

describe('[Q15] a chat that is handed on', () => {
  it('to a colleague is that one’s at once; the visitor is told, and reads no note', async () => {
    const chat = await talk(visitor, jana);
    const note = 'Kundin fragt nach dem Code, IBAN DE02 1203 0000 0000 2020 51';
    expect(await transfer(jana, chat, { agent: idOf(timo) }, note)).toMatchObject({ ok: true });
    const [mine] = (await timo.inbox()).mine;
    expect(mine).toMatchObject({ conversation: chat.conversation, epoch: chat.epoch + 1, agentName: 'Timo' });
    expect((await jana.inbox()).mine).toEqual([]);
    await must(timo.socket, 'message:send', { ...refOf(mine!), clientId: clientId(), text: 'Guten Tag' });
    const late = { ...chat, clientId: clientId(), text: 'zu spät' };
    expect(await ask(jana.socket, 'message:send', late)).toMatchObject({ error: { code: 'stale' } });
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'agent', agentName: 'Timo' });
    expect(repliesTo(visitor).at(-1)).toBe('text:agent.transferred');
    expect(JSON.stringify(visitor.heard)).not.toMatch(/Code|zu spät/);
    const { notes } = await must<{ notes: { text: string; kind: string }[] }>(
      timo.socket,
      'conversation:sync',
      { conversation: chat.conversation, since: 0 },
    );
    expect(notes).toMatchObject([{ kind: 'transfer', text: expect.stringContaining('Kundin fragt') }]);
    expect(notes[0]?.text).not.toContain('2020');
  });

  it('happens once under one id', async () => {
    const chat = await talk(visitor, jana);
    const command = { ...chat, clientId: clientId(), to: { agent: idOf(timo) }, note: 'einmal' };
    const first = await must(jana.socket, 'chat:transfer', command);
    expect(await must(jana.socket, 'chat:transfer', command)).toEqual(first);
    expect(await app.parts.store.listNotes(chat.conversation)).toHaveLength(1);
  });

  it('is refused for somebody who is away, full, gone, unknown or oneself', async () => {
    const chat = await talk(visitor, jana);
    const refused = { ok: false, error: { code: 'not-allowed', field: 'to' } };
    expect(await transfer(jana, chat, { agent: 'unknown' })).toMatchObject(refused);
    expect(await transfer(jana, chat, { agent: idOf(jana) })).toMatchObject(refused);
    await talk(await Visitor.come(app.url), timo);
    expect(await transfer(jana, chat, { agent: idOf(timo) })).toMatchObject({
      error: { code: 'at-capacity', by: 'Timo' },
    });
    await must(timo.socket, 'presence:set', { available: false, awayReason: 'break' });
    expect(await transfer(jana, chat, { agent: idOf(timo) })).toMatchObject(refused);
    const { colleagues } = await jana.inbox();
    expect(colleagues).toMatchObject([
      { name: 'Jana', available: true, chats: 1, capacity: 3 },
      { name: 'Timo', available: false, awayReason: 'break', chats: 1, capacity: 1 },
    ]);
    expect((await jana.inbox()).mine).toHaveLength(1);
  });

  it('is refused to who does not own it', async () => {
    const chat = await talk(visitor, jana);
    expect(await transfer(timo, chat, 'queue')).toMatchObject({ error: { code: 'stale', by: 'Jana' } });
  });

  it('to the queue stands at its head', async () => {
    const chat = await talk(visitor, jana);
    app.clock.advance(1_000);
    await queueUp(await Visitor.come(app.url), jana);
    expect(await transfer(jana, chat, 'queue')).toMatchObject({ ok: true });
    expect((await timo.firstWaiting()).conversation).toBe(chat.conversation);
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
    expect(repliesTo(visitor).at(-1)).toBe('text:agent.requeued');
  });

  it('waits with the form at hand when nobody is left to take it', async () => {
    const chat = await talk(visitor, jana);
    for (const who of [jana, timo]) await must(who.socket, 'presence:set', { available: false });
    expect(await transfer(jana, chat, 'queue')).toMatchObject({ ok: true });
    await visitor.sync();
    expect(repliesTo(visitor).slice(-2)).toEqual(['text:agent.requeued', 'text:queue.nobody']);
  });

  it('is not put into a queue that has closed', async () => {
    const chat = await talk(visitor, jana);
    app.clock.jump(10 * 60 * MINUTE + MINUTE);
    await jana.inbox();
    expect(await transfer(jana, chat, 'queue')).toMatchObject({ error: { code: 'closed' } });
  });
});

it('[Q16] a chat that is given back is the assistant’s', async () => {
  const chat = await talk(visitor, jana);
  const command = { ...chat, clientId: clientId() };
  const first = await must(jana.socket, 'chat:return', command);
  expect(await must(jana.socket, 'chat:return', command)).toEqual(first);
  await visitor.sync();
  expect(repliesTo(visitor).at(-1)).toBe('text:agent.returned');
  expect((await visitor.say('Verfallen meine Punkte?'))[1]).toMatchObject({ type: 'assistant.message' });
  expect(await ask(timo.socket, 'chat:return', { ...chat, clientId: clientId() })).toMatchObject({
    error: { code: 'stale' },
  });
});

it('[Q17] an agent who comes back sees who took over', async () => {
  const chat = await talk(visitor, jana);
  const { agent } = jana.signedIn;
  await jana.leave(app);
  app.clock.advance(AGENT_GRACE_MS + 5_000);
  await app.app.tick();
  await acceptChat(timo, refOf(await timo.firstWaiting()));
  const back = await Console.open(app, await signInDirectly(app, agent.id));
  const { lost, mine } = await back.inbox();
  expect(mine).toEqual([]);
  expect(lost).toMatchObject([{ conversation: chat.conversation, status: 'active', byName: 'Timo' }]);
  expect((await timo.inbox()).lost).toEqual([]);
});

it('[Q18] away takes no new chats, and keeps those that are owned', async () => {
  const chat = await talk(visitor, jana);
  const second = await queueUp(await Visitor.come(app.url), jana);
  await must(jana.socket, 'presence:set', { available: false, awayReason: 'meeting' });
  expect((await jana.inbox()).me).toMatchObject({ available: false, awayReason: 'meeting' });
  const accept = await ask(jana.socket, 'chat:accept', { ...second, clientId: clientId() });
  expect(accept).toMatchObject({ error: { code: 'not-allowed', field: 'available' } });
  await must(jana.socket, 'message:send', { ...chat, clientId: clientId(), text: 'Ich bin noch da.' });
});

describe('[Q12] automatic assignment', () => {
  beforeEach(async () => {
    await app.close();
    await open({ overrides: { assignment: { mode: 'automatic', offerMs: 30_000 } } });
  });

  const offered = async (to: Console) => {
    const chat = (await to.inbox()).waiting.find(({ agent }) => agent === idOf(to));
    return chat?.status === 'offered' ? chat : undefined;
  };

  it('offers to the one with the fewest chats, for a time, then to the next', async () => {
    await must(timo.socket, 'presence:set', { available: false });
    await talk(await Visitor.come(app.url), jana);
    await must(timo.socket, 'presence:set', { available: true });
    await queueUp(visitor, jana);
    await app.app.tick();
    const chat = (await offered(timo))!;
    expect(chat.offeredUntil).toBe(app.clock.now() + 30_000);
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
    app.clock.jump(30_000);
    await jana.inbox();
    await app.app.tick();
    expect(await offered(timo)).toBeUndefined();
    expect(await offered(jana)).toMatchObject({ conversation: chat.conversation, epoch: chat.epoch + 2 });
    const late = await ask(timo.socket, 'chat:accept', { ...refOf(chat), clientId: clientId() });
    expect(late).toMatchObject({ error: { code: 'taken', by: 'Jana' } });
    await acceptChat(jana, refOf((await offered(jana))!));
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'agent', agentName: 'Jana' });
  });

  it('passes an offer on that is declined, twice is harmless, and after all to the first again', async () => {
    await queueUp(visitor, jana);
    await app.app.tick();
    const first = (await offered(jana)) ? jana : timo;
    const second = first === jana ? timo : jana;
    const declined = refOf((await offered(first))!);
    await must(first.socket, 'offer:decline', declined);
    await must(first.socket, 'offer:decline', declined);
    await app.app.tick();
    const passedOn = (await offered(second))!;
    await must(first.socket, 'offer:decline', refOf(passedOn));
    expect(await offered(second)).toBeDefined();
    await must(second.socket, 'offer:decline', refOf(passedOn));
    await app.app.tick();
    expect((await offered(first)) ?? (await offered(second))).toBeDefined();
  });

  it('passes on what was offered to somebody who goes away, and offers nothing when the desk is closed', async () => {
    await queueUp(visitor, jana);
    await app.app.tick();
    const holder = (await offered(jana)) ? jana : timo;
    await must(holder.socket, 'presence:set', { available: false });
    expect(await offered(holder)).toBeUndefined();
    app.clock.jump(10 * 60 * MINUTE);
    await app.app.tick();
    expect((await holder.inbox()).waiting).toEqual([]);
    await visitor.sync();
    expect(repliesTo(visitor).at(-1)).toBe('text:queue.closing');
  });
});

describe('the wait', () => {
  /** Five chats of twenty minutes by Jana, who alone takes chats. */
  async function work() {
    await must(timo.socket, 'presence:set', { available: false });
    for (let chat = 0; chat < 5; chat++) {
      const who = await Visitor.come(app.url);
      const owned = await talk(who, jana);
      app.clock.jump(20 * MINUTE);
      await jana.inbox();
      await must(jana.socket, 'chat:close', { ...owned, clientId: clientId(), reason: 'solved' });
      who.close();
    }
  }

  it('[Q13] is an honest range once enough chats are known', async () => {
    await queueUp(visitor, jana);
    expect(visitor.status?.queueWait).toBeUndefined();
    expect((await jana.inbox()).queue).toMatchObject({ waiting: 1, longestSince: app.clock.now() });
    await must(visitor.socket, 'handoff:leave', { clientId: clientId() });
    await work();
    for (let chat = 0; chat < 3; chat++) await talk(await Visitor.come(app.url), jana);
    await queueUp(visitor, jana);
    expect(visitor.status?.queueWait).toEqual({ fromMinutes: 0, toMinutes: 14 });
    await visitor.say('Wo finde ich den Code?');
    expect((await jana.inbox()).queue.wait).toEqual({ fromMinutes: 6, toMinutes: 20 });
  });

  it('[Q14] beyond closing time is not waited: the form is offered at once', async () => {
    await work();
    for (let chat = 0; chat < 3; chat++) await talk(await Visitor.come(app.url), jana);
    app.clock.jump(Date.parse('2026-11-23T18:50:00Z') - app.clock.now());
    await app.app.tick();
    await queueUp(visitor, jana);
    const late = await Visitor.come(app.url);
    await must(late.socket, 'handoff:request', { clientId: clientId() });
    await late.sync();
    expect(repliesTo(late).at(-1)).toBe('text:queue.full');
    expect(JSON.stringify(late.heard.at(-1))).toContain('Dienstag, 24. November, ab 8 Uhr');
    expect(late.status?.owner).toBe('assistant');
  });
});
