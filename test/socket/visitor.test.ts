import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MASK, PROTOCOL_VERSION } from '../../protocol/constants.ts';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { hashToken } from '../../server/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, connect, must, until, Visitor } from '../support/client.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

/** Puts a packet on the wire that no client would make. */
const sendRaw = (socket: Socket, packet: string) => socket.io.engine.send(packet);

const words = (event: ConversationEvent | undefined) =>
  event?.type === 'assistant.message' ? plainText(event.body) : '';

describe('a visitor', () => {
  it('[K1] is greeted with approved text that names its source and revision', async () => {
    const visitor = await Visitor.come(app.url);
    const [greeting] = visitor.heard;
    expect(greeting).toMatchObject({
      seq: 1,
      type: 'assistant.message',
      source: { ref: 'text:greeting', revision: expect.stringMatching(/^[\w-]{6,}$/) },
    });
  });

  it('[A1] gets the approved answer at once', async () => {
    const visitor = await Visitor.come(app.url);
    const [asked, answered] = await visitor.say('Welchen Browser brauche ich für das Portal?');
    expect(asked).toMatchObject({
      type: 'visitor.message',
      text: 'Welchen Browser brauche ich für das Portal?',
    });
    expect(answered).toMatchObject({ type: 'assistant.message', source: { ref: 'article:browser' } });
    expect(words(answered)).toContain('Chrome');
  });

  it('[D3] who sends the same message again gets the first result, once', async () => {
    const visitor = await Visitor.come(app.url);
    const id = clientId();
    await visitor.say('passwort vergessen', id);
    const before = visitor.heard.length;
    const again = await must<{ seq: number }>(visitor.socket, 'message:send', {
      clientId: id,
      text: 'passwort vergessen',
    });
    await visitor.sync();
    expect(again.seq).toBe(2);
    expect(visitor.heard).toHaveLength(before);
  });

  it('[D2] many messages at once are numbered without a gap', async () => {
    const visitor = await Visitor.come(app.url);
    await Promise.all(['hallo', 'danke', 'tschüss', 'hallo', 'danke'].map((text) => visitor.say(text)));
    await visitor.sync();
    expect(visitor.heard.map((event) => event.seq)).toEqual(visitor.heard.map((_, nth) => nth + 1));
    expect(visitor.heard.filter((event) => event.type === 'visitor.message')).toHaveLength(5);
  });

  it('[D2] a message whose turn was held up is not dated before those that overtook it', async () => {
    const visitor = await Visitor.come(app.url);
    const { store } = app.parts;
    const find = store.findWithDesk.bind(store);
    let goOn = () => {};
    const heldUp = new Promise<void>((reached) => {
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const findLater: typeof find = async (...at) => {
        Object.assign(store, { findWithDesk: find });
        reached();
        await held;
        return find(...at);
      };
      Object.assign(store, { findWithDesk: findLater });
    });
    const slow = must(visitor.socket, 'message:send', { clientId: clientId(), text: 'hallo' });
    await heldUp;
    app.clock.advance(3_000);
    await must(visitor.socket, 'message:send', { clientId: clientId(), text: 'danke' });
    goOn();
    await slow;
    await visitor.sync();
    const times = visitor.heard.map((event) => event.at);
    expect(times).toHaveLength(5);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('[D4] who was away gets everything missed, and a second tab the same', async () => {
    const visitor = await Visitor.come(app.url);
    visitor.socket.close();
    const tab = await Visitor.come(app.url, visitor.token);
    await tab.say('Verfallen meine Punkte?');
    await visitor.reconnect();
    expect(visitor.heard).toEqual(tab.heard);
    expect(visitor.heard.length).toBeGreaterThan(2);
    tab.close();
  });

  it('[D4] hears live what another tab says', async () => {
    const visitor = await Visitor.come(app.url);
    const tab = await Visitor.come(app.url, visitor.token);
    await tab.say('hallo');
    await until([visitor.socket], () => visitor.heard.length === tab.heard.length, 'both tabs are even');
    expect(visitor.heard).toEqual(tab.heard);
    tab.close();
  });

  it('[D6] is told the last number by a heartbeat', async () => {
    const visitor = await Visitor.come(app.url);
    const beat = new Promise((resolve) => visitor.socket.once('heartbeat', resolve));
    app.clock.advance(HEARTBEAT_MS);
    expect(await beat).toMatchObject({ seq: 1, epoch: app.parts.store.epoch });
  });

  it('[D7] is left alone for 24 hours, then the conversation is closed', async () => {
    const visitor = await Visitor.come(app.url);
    app.clock.jump(24 * 60 * 60 * 1000 - 1);
    await app.app.tick();
    await visitor.sync();
    expect(visitor.status?.closed).toBe(false);
    app.clock.jump(1);
    await app.app.tick();
    await visitor.sync();
    expect(visitor.status?.closed).toBe(true);
    const late = await ask(visitor.socket, 'message:send', { clientId: clientId(), text: 'hallo' });
    expect(late).toMatchObject({ ok: false, error: { code: 'closed' } });
  });

  it('[A9] can press a button that a reply offered, and no other', async () => {
    const visitor = await Visitor.come(app.url);
    const [pressed, reply] = await visitor.choose(1, 'topic:app');
    expect(pressed).toMatchObject({ type: 'visitor.message', choice: 'topic:app' });
    expect(reply).toMatchObject({ source: { ref: 'text:topic.ask' } });
    for (const choice of [
      { seq: 1, id: 'article:browser' },
      { seq: 2, id: 'topic:app' },
      { seq: 99, id: 'human' },
    ]) {
      const refused = await ask(visitor.socket, 'message:send', { clientId: clientId(), choice });
      expect(refused).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'choice' } });
    }
  });

  it('[A10] whose message makes the assistant fail keeps the words and is offered people', async () => {
    const failing = {
      decide: () => {
        throw new Error('broken');
      },
    };
    const other = await startApp({ understanding: failing });
    const visitor = await Visitor.come(other.url);
    const [kept, told] = await visitor.say('Was ist mit meinem Code?');
    expect(kept).toMatchObject({ type: 'visitor.message', text: 'Was ist mit meinem Code?' });
    expect(told).toMatchObject({ source: { ref: 'text:trouble' } });
    expect(told?.type === 'assistant.message' && told.choices.map((it) => it.id)).toEqual(['human', 'form']);
    expect(other.log.join('')).not.toContain('meinem Code');
    visitor.close();
    await other.close();
  });

  it('[S5] who writes a bank number sees it masked, and nobody else sees it either', async () => {
    const visitor = await Visitor.come(app.url);
    const iban = 'DE89 3704 0044 0532 0130 00';
    const [kept] = await visitor.say(`Meine IBAN ist ${iban}, Vertrag 4711-0815`);
    expect(kept).toMatchObject({ text: 'Meine IBAN ist •••, Vertrag 4711-0815', masked: true });
    expect(JSON.stringify(visitor.heard)).not.toContain('0532');
    expect(app.log.join('')).not.toContain('0532');
  });

  it('may rate an answer and take it back, but only a reply', async () => {
    const visitor = await Visitor.come(app.url);
    for (const helpful of [true, null])
      await must(visitor.socket, 'answer:rate', { clientId: clientId(), answer: 1, helpful });
    await visitor.sync();
    expect(visitor.heard.slice(1)).toMatchObject([
      { type: 'answer.rated', answer: 1, helpful: true },
      { type: 'answer.rated', answer: 1, helpful: null },
    ]);
    const wrong = await ask(visitor.socket, 'answer:rate', {
      clientId: clientId(),
      answer: 2,
      helpful: true,
    });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('may end the conversation', async () => {
    const visitor = await Visitor.come(app.url);
    await must(visitor.socket, 'conversation:close', { clientId: clientId() });
    await visitor.sync();
    expect(visitor.status?.closed).toBe(true);
    expect(visitor.heard[1]).toMatchObject({ type: 'conversation.closed', reason: 'visitor' });
  });
});

describe('what the page says about its visitor', () => {
  const claimsOf = async (visitor: Visitor) =>
    (await app.parts.store.findConversationByToken(hashToken(visitor.token!)))?.visitor?.claims;

  it('[E1] is kept without the query of the address, masked like words, and replaced as a whole', async () => {
    const visitor = await Visitor.come(app.url);
    await must(visitor.socket, 'visitor:describe', {
      name: 'Erika Müller',
      email: 'erika@portal.example',
      data: { Vertrag: 'A1', Konto: 'DE89 3704 0044 0532 0130 00', 'erika@portal.example': 'A2' },
      page: { url: 'https://portal.example/app?id=17#top', title: 'App' },
      language: 'de',
    });
    expect(await claimsOf(visitor)).toEqual({
      name: 'Erika Müller',
      email: 'erika@portal.example',
      data: { Vertrag: 'A1', Konto: MASK, [MASK]: 'A2' },
      page: { url: 'https://portal.example/app', title: 'App' },
      language: 'de',
    });
    // In an address blanks and letters are written as numbers.
    const url =
      'https://portal.example/konto%20DE89%203704%200044%200532%200130%2000/erika%40web.example/%C3%BC';
    await must(visitor.socket, 'visitor:describe', { page: { url, title: '' } });
    const covered = { url: `https://portal.example/konto%20${MASK}/${MASK}/%C3%BC`, title: '' };
    expect(await claimsOf(visitor)).toEqual({ page: covered });
    await must(visitor.socket, 'visitor:describe', {
      page: { url: 'https://portal.example/%zz', title: '' },
    });
    await must(visitor.socket, 'visitor:describe', { name: 'Max' });
    expect(await claimsOf(visitor)).toEqual({ name: 'Max' });
  });

  it('[E1] must come in its shape, and from who has a conversation', async () => {
    const visitor = await Visitor.come(app.url);
    const tooMuch = Object.fromEntries(Array.from({ length: 21 }, (_, nth) => [`Zeile ${nth}`, 'x']));
    // Composed (NFC) this letter becomes two: what fits as it came must fit as it is kept.
    const growing = { url: 'https://portal.example/', title: '\u0958'.repeat(200) };
    for (const wrong of [
      { age: 17 },
      { data: tooMuch },
      { page: { url: 'javascript:x', title: '' } },
      { page: growing },
    ])
      expect(await ask(visitor.socket, 'visitor:describe', wrong)).toMatchObject({
        error: { code: 'bad-request' },
      });
    const nobody = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION });
    expect(await ask(nobody, 'visitor:describe', {})).toMatchObject({ error: { code: 'signed-out' } });
    nobody.close();
    expect(await claimsOf(visitor)).toBeUndefined();
  });

  it('pays no attention to a token where no portal proves its visitors', async () => {
    const socket = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION, identity: 'x.y.z' });
    expect(socket.connected).toBe(true);
    socket.close();
  });
});

describe('the door for visitors', () => {
  it('[S6] answers a wrong token as it would an expired one', async () => {
    const unknown = connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION, token: 'x'.repeat(43) });
    await expect(unknown).rejects.toThrow('signed-out');
  });

  it('[E5] serves a widget of the protocol before this one, and tells an older one to reload', async () => {
    const before = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION - 1 });
    expect(before.connected).toBe(true);
    before.close();
    const old = connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION - 2 });
    await expect(old).rejects.toThrow('outdated');
    await expect(connect(app.url, '/visitor', {})).rejects.toThrow('bad-request');
  });

  it('[S4] is shut for pages of foreign origins and open for our own and named ones', async () => {
    const named = await startApp({
      overrides: { allowedOrigins: ['https://portal.example'], production: true },
    });
    const from = (origin: string) =>
      connect(named.url, '/visitor', { protocol: PROTOCOL_VERSION }, { origin });
    for (const origin of [
      'https://evil.example',
      'https://portal.example.evil',
      'null',
      'http://localhost:1',
    ])
      await expect(from(origin)).rejects.toThrow();
    for (const origin of [named.url, 'https://portal.example']) (await from(origin)).close();
    await named.close();
  });

  it('[S1][S3] refuses unknown events, further arguments and wrong shapes, and goes on serving', async () => {
    const visitor = await Visitor.come(app.url);
    const { socket } = visitor;
    const refusal = async (name: string, ...args: unknown[]) =>
      socket
        .timeout(10_000)
        .emitWithAck(name, ...args)
        .then((answer) => answer.error?.code);
    expect(await refusal('message:delete', {})).toBe('not-found');
    expect(await refusal('constructor', {})).toBe('not-found');
    expect(await refusal('message:send')).toBe('bad-request');
    expect(await refusal('message:send', {}, {})).toBe('bad-request');
    expect(await refusal('message:send', { clientId: clientId(), text: 'x', extra: 1 })).toBe('bad-request');
    expect(await refusal('message:send', { clientId: clientId(), text: 'x'.repeat(4001) })).toBe('too-long');
    socket.emit('message:send', 'no acknowledgement wanted');
    sendRaw(socket, `2/visitor,["typing:set",${'['.repeat(5000)}${']'.repeat(5000)}]`);
    sendRaw(socket, '2/visitor,["message:send",{"__proto__":{"text":"x"}}]');
    expect((await visitor.say('hallo'))[1]?.type).toBe('assistant.message');
  });

  it('[S1] asks for patience from who sends too fast', async () => {
    const visitor = await Visitor.come(app.url);
    const flood = Array.from({ length: 12 }, () =>
      ask(visitor.socket, 'message:send', { clientId: clientId(), text: 'hallo' }),
    );
    const codes = (await Promise.all(flood)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(8);
    expect(codes.filter((code) => code === 'slow-down')).toHaveLength(4);
    app.clock.advance(2_000);
    expect((await visitor.say('danke')).length).toBeGreaterThan(1);
  });

  it('[S2] lets an error out as a code and a reference that the log knows', async () => {
    const broken = await startApp();
    const visitor = await Visitor.come(broken.url);
    await broken.parts.store.close();
    const answer = await ask(visitor.socket, 'message:send', { clientId: clientId(), text: 'geheim' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', ref: expect.any(String) } });
    if (answer.ok) return;
    expect(broken.log.join('')).toContain(answer.error.ref);
    expect(JSON.stringify(answer) + broken.log.join('')).not.toContain('geheim');
    visitor.close();
    await broken.app.drain();
  });
});
