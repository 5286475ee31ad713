import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import { AGENT_GRACE_MS } from '../../server/chat/presence.ts';
import { hashToken } from '../../server/ids.ts';
import { Console, consoleHeaders, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must, until, Visitor } from '../support/client.ts';

let app: TestApp;
let jana: Console;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp();
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  visitor = await Visitor.come(app.url);
});
afterEach(() => app.close());

const callHuman = (who: Visitor) => must(who.socket, 'handoff:request', { clientId: clientId() });
const replies = (who: Visitor) =>
  who.heard.flatMap((event) => (event.type === 'assistant.message' ? [event.source.ref] : []));

async function queued(who = visitor) {
  await callHuman(who);
  await who.sync();
  return jana.firstWaiting();
}

async function accepted(by = jana, who = visitor) {
  const { conversation, handoff, epoch } = await queued(who);
  const taken = await must<{ epoch: number }>(by.socket, 'chat:accept', {
    conversation,
    handoff,
    epoch,
    clientId: clientId(),
  });
  return { conversation, handoff, epoch: taken.epoch };
}

describe('a wish for a human', () => {
  it('[Q1] by the button or in words puts the visitor into the queue', async () => {
    await visitor.say('passwort vergessen');
    await callHuman(visitor);
    app.clock.advance(1_000);
    const other = await Visitor.come(app.url);
    await other.say('ich möchte mit einem Mitarbeiter sprechen');
    const { waiting } = await jana.inbox();
    expect(waiting.map((chat) => [chat.question, chat.reason])).toEqual([
      ['passwort vergessen', 'button'],
      ['ich möchte mit einem Mitarbeiter sprechen', 'words'],
    ]);
  });

  it('[Q2] shows the place, which moves up, and the assistant goes on answering', async () => {
    const first = await Visitor.come(app.url);
    await callHuman(first);
    app.clock.advance(1_000);
    await callHuman(visitor);
    await visitor.sync();
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 2 });
    expect((await visitor.say('Verfallen meine Punkte?'))[1]).toMatchObject({
      source: { ref: 'article:punkte-verfall' },
    });
    await must(first.socket, 'handoff:leave', { clientId: clientId() });
    await until([visitor.socket], () => visitor.status?.queuePlace === 1, 'the place moved up');
    await first.sync();
    expect(first.status?.owner).toBe('assistant');
  });

  it('[Q3] when nobody is available gets the form at once', async () => {
    await must(jana.socket, 'presence:set', { available: false });
    await callHuman(visitor);
    await visitor.sync();
    const told = visitor.heard.at(-1);
    expect(told).toMatchObject({ source: { ref: 'text:queue.nobody' }, choices: [{ id: 'form' }] });
    expect(visitor.status).toMatchObject({ owner: 'assistant', desk: { open: true, staffed: false } });
  });

  it('[Q3] on Monday at 21:00 is told the next opening in words', async () => {
    app.clock.jump(11 * 60 * 60 * 1000);
    await callHuman(visitor);
    await visitor.sync();
    expect(JSON.stringify(visitor.heard.at(-1))).toContain('Dienstag, 24. November, ab 8 Uhr');
    expect(JSON.stringify(visitor.heard.at(-1))).toContain('0800 45 20 104');
    expect(visitor.status?.desk).toMatchObject({
      open: false,
      nextOpening: 'Dienstag, 24. November, ab 8 Uhr',
    });
  });

  it('[Q4] that waits too long is offered the form and keeps its place', async () => {
    await callHuman(visitor);
    app.clock.jump(app.parts.hours().maxWait);
    await jana.inbox();
    await app.app.tick();
    await visitor.sync();
    expect(replies(visitor).at(-1)).toBe('text:queue.too-long');
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
    await app.app.tick();
    await visitor.sync();
    expect(replies(visitor).filter((ref) => ref === 'text:queue.too-long')).toHaveLength(1);
  });

  it('[Q10] that still waits at 20:00 gets the form', async () => {
    app.clock.jump(9 * 60 * 60 * 1000 + 59 * 60 * 1000);
    const late = await Console.open(app, await createAccount(app, 'Timo'));
    await callHuman(visitor);
    app.clock.jump(60 * 1000);
    await app.app.tick();
    await visitor.sync();
    expect(replies(visitor).at(-1)).toBe('text:queue.closing');
    expect(visitor.status?.owner).toBe('assistant');
    expect((await late.inbox()).waiting).toHaveLength(0);
  });
});

describe('a chat with an agent', () => {
  it('[Q5] goes to exactly one; the other is told who was faster', async () => {
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    const { conversation, handoff, epoch } = await queued();
    const accept = (by: Console) =>
      ask(by.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
    const answers = await Promise.all([accept(jana), accept(timo)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const loser = answers.find((answer) => !answer.ok);
    const winner = answers[0]?.ok ? 'Jana' : 'Timo';
    expect(loser).toMatchObject({ error: { code: 'taken', by: winner } });
  });

  it('[D3] accepted twice under one id is accepted once', async () => {
    const { conversation, handoff, epoch } = await queued();
    const command = { conversation, handoff, epoch, clientId: clientId() };
    const first = await must(jana.socket, 'chat:accept', command);
    const second = await must(jana.socket, 'chat:accept', command);
    expect(second).toEqual(first);
  });

  it('[Q6] does not come to an agent over the capacity', async () => {
    const busy = await Console.open(app, await createAccount(app, 'Ada', 'agent', 1));
    await accepted(busy);
    const { conversation, handoff, epoch } = await queued(await Visitor.come(app.url));
    const more = await ask(busy.socket, 'chat:accept', {
      conversation,
      handoff,
      epoch,
      clientId: clientId(),
    });
    expect(more).toMatchObject({ ok: false, error: { code: 'at-capacity' } });
  });

  it('[Q7] goes both ways live, and the assistant is silent', async () => {
    const chat = await accepted();
    await must(jana.socket, 'conversation:sync', { conversation: chat.conversation, since: 0 });
    const heard: unknown[] = [];
    jana.socket.on('event:added', ({ event }) => heard.push(event.text));
    await must(jana.socket, 'message:send', {
      ...chat,
      clientId: clientId(),
      text: 'Guten Tag, hier ist Jana.',
    });
    await until([visitor.socket], () => visitor.heard.at(-1)?.type === 'agent.message', 'the agent is heard');
    expect(await visitor.say('Verfallen meine Punkte?')).toHaveLength(1);
    await until([jana.socket], () => heard.length === 2, 'the visitor is heard');
    expect(heard).toEqual(['Guten Tag, hier ist Jana.', 'Verfallen meine Punkte?']);
  });

  it('shows who is typing, on both sides', async () => {
    const chat = await accepted();
    await must(jana.socket, 'conversation:sync', { conversation: chat.conversation, since: 0 });
    const typing = new Promise((resolve) => jana.socket.once('typing:changed', resolve));
    await must(visitor.socket, 'typing:set', { typing: true });
    expect(await typing).toEqual({ conversation: chat.conversation, typing: true });
    await must(jana.socket, 'typing:set', { conversation: chat.conversation, typing: true });
    await until([visitor.socket], () => visitor.status?.agentTyping === true, 'typing is shown');
  });

  it('[Q9] that the agent closes is told, may be rated, and the assistant is back', async () => {
    const chat = await accepted();
    await must(jana.socket, 'chat:close', { ...chat, clientId: clientId(), reason: 'solved' });
    await must(visitor.socket, 'chat:rate', { clientId: clientId(), stars: 5 });
    await visitor.sync();
    expect(visitor.heard.slice(-3)).toMatchObject([
      { type: 'owner.changed', owner: 'assistant', reason: 'agent-closed' },
      { source: { ref: 'text:agent.closed' } },
      { type: 'chat.rated', stars: 5 },
    ]);
    expect((await visitor.say('Verfallen meine Punkte?'))[1]?.type).toBe('assistant.message');
    expect((await jana.inbox()).mine).toHaveLength(0);
  });

  it('[Q8] whose agent is gone for 45 s goes back to the head of the queue', async () => {
    const chat = await accepted();
    app.clock.advance(1_000);
    const later = await Visitor.come(app.url);
    await callHuman(later);
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    await jana.leave(app);
    app.clock.advance(AGENT_GRACE_MS - 5_000);
    await app.app.tick();
    expect((await timo.inbox()).waiting).toHaveLength(1);
    app.clock.advance(10_000);
    await app.app.tick();
    await visitor.sync();
    const { waiting } = await timo.inbox();
    expect(waiting.map((it) => it.conversation)[0]).toBe(chat.conversation);
    expect(replies(visitor)).toContain('text:agent.lost');
    expect(visitor.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
  });

  it('[Q11] refuses a write with an old epoch, and nothing is heard of it', async () => {
    const chat = await accepted();
    const stale = { ...chat, epoch: chat.epoch - 1, clientId: clientId(), text: 'zu spät' };
    expect(await ask(jana.socket, 'message:send', stale)).toMatchObject({ error: { code: 'stale' } });
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    const foreign = { ...chat, clientId: clientId(), text: 'fremd' };
    expect(await ask(timo.socket, 'message:send', foreign)).toMatchObject({ error: { code: 'stale' } });
    await visitor.sync();
    expect(JSON.stringify(visitor.heard)).not.toMatch(/zu spät|fremd/);
  });

  it('[Q8] [Q10] ends politely when the agent’s line is lost after 20:00, and nobody is said to wait', async () => {
    await accepted();
    app.clock.jump(10 * 60 * 60 * 1000);
    await app.app.tick();
    await jana.leave(app);
    app.clock.advance(AGENT_GRACE_MS + 5_000);
    await app.app.tick();
    await visitor.sync();
    expect(replies(visitor).at(-1)).toBe('text:agent.after-hours');
    expect(replies(visitor)).not.toContain('text:agent.lost');
    expect(visitor.status).toMatchObject({ owner: 'assistant' });
  });

  it('[Q10] may finish after 20:00, and is ended politely when the grace time is over', async () => {
    const chat = await accepted();
    app.clock.jump(10 * 60 * 60 * 1000 + app.parts.hours().grace - 1_000);
    await app.app.tick();
    await must(jana.socket, 'message:send', { ...chat, clientId: clientId(), text: 'Gleich fertig.' });
    app.clock.jump(1_000);
    await app.app.tick();
    await visitor.sync();
    expect(replies(visitor).at(-1)).toBe('text:agent.after-hours');
    expect(visitor.status).toMatchObject({ owner: 'assistant' });
    expect((await jana.inbox()).mine).toEqual([]);
  });
});

describe('races and ends', () => {
  it('[F3] a form that is sent while an agent accepts is filed all the same', async () => {
    const { conversation, handoff, epoch } = await queued();
    const [filed] = await Promise.all([
      ask(visitor.socket, 'request:submit', { clientId: clientId(), text: 'Rückruf', phone: '0171 2345678' }),
      ask(jana.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() }),
    ]);
    expect(filed).toMatchObject({ ok: true });
    expect((await jana.inbox()).requests).toHaveLength(1);
  });

  it('[S8] a session that has run out ends the console’s line, and nobody counts as there', async () => {
    const { signedIn } = jana;
    const told = new Promise((resolve) => jana.socket.once('signed-out', resolve));
    app.clock.jump(12 * 60 * 60 * 1000);
    await told;
    expect(await app.parts.store.findSession(hashToken(signedIn.token), app.clock.now())).toBeUndefined();
  });

  it('a conversation that cannot take its alarm keeps no other from its own', async () => {
    const other = await Visitor.come(app.url);
    await callHuman(visitor);
    await callHuman(other);
    const { store } = app.parts;
    const [poisoned] = await store.listWaiting();
    const find = store.findWithDesk.bind(store);
    const failing: typeof find = (id, ...times) =>
      id === poisoned?.conversation ? Promise.reject(new Error('cannot be read')) : find(id, ...times);
    Object.assign(store, { findWithDesk: failing });
    app.clock.jump(app.parts.hours().maxWait);
    await app.app.tick();
    Object.assign(store, { findWithDesk: find });
    const told: string[] = [];
    for (const who of [visitor, other]) {
      await who.sync();
      if (replies(who).includes('text:queue.too-long')) told.push(who.token!);
    }
    expect(told).toHaveLength(1);
  });
});

describe('the message form', () => {
  const form = { text: 'Bitte um Rückruf', email: 'eva@example.org' };

  it('[F1] names the field that is wrong', async () => {
    const field = async (change: object) => {
      const answer = await ask(visitor.socket, 'request:submit', {
        clientId: clientId(),
        ...form,
        ...change,
      });
      return answer.ok ? 'ok' : answer.error.field;
    };
    expect(await field({ text: '  ' })).toBe('text');
    expect(await field({ email: '' })).toBe('email');
    expect(await field({ email: 'eva@' })).toBe('email');
    expect(await field({ email: '', phone: '12' })).toBe('phone');
    expect(await field({ email: '', phone: '0171 2345678' })).toBe('ok');
  });

  it('[F2] gives a reference and the next working day', async () => {
    app.clock.jump(4 * 24 * 60 * 60 * 1000);
    const onFriday = await Visitor.come(app.url);
    const filed = await must(onFriday.socket, 'request:submit', { clientId: clientId(), ...form });
    expect(filed).toMatchObject({
      reference: expect.stringMatching(/^\w{4}-\w{4}$/),
      answerBy: 'Montag, 30. November',
    });
    await onFriday.sync();
    expect(JSON.stringify(onFriday.heard.at(-1))).toContain(String(filed.reference));
  });

  it('[D3] sent twice under one id is filed once', async () => {
    const command = { clientId: clientId(), ...form };
    const first = await must(visitor.socket, 'request:submit', command);
    expect(await must(visitor.socket, 'request:submit', command)).toEqual(first);
    expect((await jana.inbox()).requests).toHaveLength(1);
  });

  it('[F3] is taken by one agent, who alone finishes it', async () => {
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    await must(visitor.socket, 'request:submit', { clientId: clientId(), ...form });
    const [request] = (await jana.inbox()).requests;
    await must(jana.socket, 'request:take', { request: request!.id });
    const taken = { ok: false, error: { code: 'taken', by: 'Jana' } };
    expect(await ask(timo.socket, 'request:take', { request: request!.id })).toMatchObject(taken);
    expect(await ask(timo.socket, 'request:done', { request: request!.id })).toMatchObject(taken);
    await must(timo.socket, 'conversation:sync', { conversation: request!.conversation, since: 0 });
    await must(jana.socket, 'request:done', { request: request!.id });
    expect((await timo.inbox()).requests).toMatchObject([{ status: 'done', agentName: 'Jana', ...form }]);
  });
});

describe('a supervisor', () => {
  const notice = 'Wir haben heute Betriebsversammlung.';

  it('[H3] pauses the desk with a sentence until a time; who waits gets the form', async () => {
    const chief = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
    await callHuman(visitor);
    const until = app.clock.now() + 2 * 60 * 60 * 1000;
    await must(chief.socket, 'desk:pause', { until, notice });
    await visitor.sync();
    expect(JSON.stringify(visitor.heard.at(-1))).toContain(notice);
    expect(visitor.status).toMatchObject({ owner: 'assistant', desk: { open: false, notice } });
    await must(chief.socket, 'desk:resume', {});
    await callHuman(visitor);
    await visitor.sync();
    expect(visitor.status?.owner).toBe('queue');
  });

  it('[H3] is noticed by a visitor whose window is open', async () => {
    const chief = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
    await must(chief.socket, 'desk:pause', { until: app.clock.now() + 2 * 60 * 60 * 1000, notice });
    app.clock.advance(HEARTBEAT_MS);
    await until([visitor.socket], () => visitor.status?.desk.notice === notice, 'the pause is told');
    expect(visitor.status?.desk.open).toBe(false);
  });

  it('[H3] does not pause it until a time that no calendar has, which would leave visitors without an answer', async () => {
    const chief = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
    for (const until of [1e300, 8.64e15 + 1, app.clock.now() + 400 * 24 * 60 * 60 * 1000])
      expect(await ask(chief.socket, 'desk:pause', { until, notice })).toMatchObject({
        error: { code: 'bad-request', field: 'until' },
      });
    await visitor.sync();
    expect(visitor.status?.desk.open).toBe(true);
  });

  it('[H3] alone may do so', async () => {
    const pause = { until: app.clock.now() + 1000, notice };
    const refused = { ok: false, error: { code: 'not-allowed' } };
    expect(await ask(jana.socket, 'desk:pause', pause)).toMatchObject(refused);
    expect(await ask(jana.socket, 'desk:resume', {})).toMatchObject(refused);
  });
});

describe('the console’s door', () => {
  it('[S6] opens with cookie, CSRF token and our own origin only', async () => {
    const { token, csrf } = jana.signedIn;
    const headers = consoleHeaders(app, token);
    const tries = [
      [{ csrf }, {}],
      [{}, headers],
      [{ csrf: 'x' }, headers],
      [{ csrf }, { ...headers, origin: 'http://localhost:1' }],
    ] as const;
    for (const [auth, sent] of tries)
      await expect(connect(app.url, '/agent', auth, sent)).rejects.toThrow('signed-out');
  });

  it('[S7] no longer shows a chat to who looked at it while it waited', async () => {
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    const waiting = await queued();
    const { conversation } = waiting;
    for (const by of [jana, timo]) await must(by.socket, 'conversation:sync', { conversation, since: 0 });
    const heard: string[] = [];
    for (const [name, by] of [
      ['jana', jana],
      ['timo', timo],
    ] as const)
      by.socket.on('event:added', ({ event }) => event.type === 'visitor.message' && heard.push(name));
    const { handoff, epoch } = waiting;
    await must(jana.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
    await timo.inbox();
    await visitor.say('nur für Jana');
    await until([jana.socket], () => heard.length > 0, 'Jana hears it');
    await timo.inbox();
    expect(heard).toEqual(['jana']);
  });

  it('[S7] shows only chats that wait, that were one’s own, or that left a request', async () => {
    const chat = await accepted();
    const timo = await Console.open(app, await createAccount(app, 'Timo'));
    const read = (by: Console, conversation: string) =>
      ask(by.socket, 'conversation:sync', { conversation, since: 0 });
    const refused = { ok: false, error: { code: 'not-found' } };
    expect(await read(timo, chat.conversation)).toMatchObject(refused);
    expect(await read(timo, 'no-such-conversation')).toMatchObject(refused);
    expect(await read(jana, chat.conversation)).toMatchObject({ ok: true });
    await must(jana.socket, 'chat:close', { ...chat, clientId: clientId(), reason: 'solved' });
    expect(await read(jana, chat.conversation)).toMatchObject({ ok: true });
  });
});
