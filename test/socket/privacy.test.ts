import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shortAddress } from '../../server/chat/audit.ts';
import { hashPassword } from '../../server/chat/passwords.ts';
import { hashToken } from '../../server/ids.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, until, Visitor } from '../support/client.ts';
import { queueUp, talk } from '../support/desk.ts';

/** A valid IBAN of an example bank. */
const IBAN = 'DE02120300000000202051';

const PASSWORD = 'ein Satz als Passwort';

let app: TestApp;
const closing: { close(): void }[] = [];
const closed = <T extends { close(): void }>(thing: T) => {
  closing.push(thing);
  return thing;
};

beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  for (const thing of closing.splice(0)) thing.close();
  await app.close();
});

const open = async (name: string, role: 'agent' | 'supervisor' = 'agent') =>
  closed(await Console.open(app, await createAccount(app, name, role)));
const come = async (token?: string) => closed(await Visitor.come(app.url, token));
const audit = async () =>
  (await app.parts.store.listAudit(undefined, 50)).map(({ action, agentName, byVisitor, conversation }) => ({
    action,
    by: byVisitor ? 'visitor' : agentName,
    conversation,
  }));
const idOf = async (visitor: Visitor, anna: Console) => (await queueUp(visitor, anna)).conversation;

describe('[P3] deletion by the visitor', () => {
  it('takes everything, tells every window and console, and leaves the token without use', async () => {
    const anna = await open('Anna');
    const visitor = await come();
    await visitor.say('Welcher Browser geht?');
    const tab = await come(visitor.token);
    const { conversation } = await talk(visitor, anna);
    await must(anna.socket, 'conversation:sync', { conversation, since: 0 });
    let tabTold = false;
    let annaTold = '';
    tab.socket.on('conversation:erased', () => {
      tabTold = true;
    });
    anna.socket.on('conversation:erased', (told: { conversation: string }) => {
      annaTold = told.conversation;
    });
    await must(visitor.socket, 'conversation:erase', {});
    await until([tab.socket, anna.socket], () => tabTold && annaTold !== '', 'both were told');
    expect(annaTold).toBe(conversation);
    expect(await app.parts.store.findConversation(conversation)).toBeUndefined();
    await expect(Visitor.come(app.url, visitor.token)).rejects.toThrow('signed-out');
    expect(await ask(anna.socket, 'conversation:sync', { conversation, since: 0 })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect((await anna.inbox()).mine).toEqual([]);
    expect((await anna.inbox()).colleagues.find(({ name }) => name === 'Anna')?.chats).toBe(0);
    expect(await audit()).toEqual([{ action: 'erase', by: 'visitor', conversation }]);
  });

  it('is refused while a supervisor keeps the conversation', async () => {
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    const conversation = await idOf(visitor, sonja);
    await must(sonja.socket, 'conversation:hold', { conversation, hold: true });
    const kept = { ok: false, error: { code: 'not-allowed', field: 'hold' } };
    expect(await ask(visitor.socket, 'conversation:erase', {})).toMatchObject(kept);
    expect(await ask(sonja.socket, 'conversation:erase', { conversation })).toMatchObject(kept);
    expect(await must(sonja.socket, 'conversation:sync', { conversation, since: 0 })).toMatchObject({
      held: true,
    });
    await visitor.sync();
    await must(sonja.socket, 'conversation:hold', { conversation, hold: false });
    await must(visitor.socket, 'conversation:erase', {});
  });
});

it('[T9] a visitor who is kept out does not lift that by deleting the conversation', async () => {
  const sonja = await open('Sonja', 'supervisor');
  const visitor = await come();
  const conversation = await idOf(visitor, sonja);
  await must(sonja.socket, 'visitor:block', { conversation, clientId: clientId(), hours: 1 });
  expect(await ask(visitor.socket, 'conversation:erase', {})).toMatchObject({
    ok: false,
    error: { code: 'blocked' },
  });
  expect(await app.parts.store.blockedUntil(conversation, app.clock.now())).toBeGreaterThan(app.clock.now());
});

describe('[P4] deletion by a supervisor', () => {
  it('takes the conversation, and the visitor’s window begins anew', async () => {
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    const conversation = await idOf(visitor, sonja);
    let told = false;
    visitor.socket.on('conversation:erased', () => {
      told = true;
    });
    await must(sonja.socket, 'conversation:erase', { conversation });
    await until([visitor.socket], () => told, 'the visitor was told');
    expect(await audit()).toEqual([{ action: 'erase', by: 'Sonja', conversation }]);
    expect((await sonja.inbox()).waiting).toEqual([]);
  });

  it('is no right of agents, and unknown and foreign ids are alike', async () => {
    const anna = await open('Anna');
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    await visitor.say('Hallo');
    const conversation = await idOf(await come(), anna);
    for (const [name, request] of [
      ['conversation:erase', { conversation }],
      ['conversation:hold', { conversation, hold: true }],
      ['audit:list', {}],
    ] as const)
      expect(await ask(anna.socket, name, request)).toMatchObject({ error: { code: 'not-allowed' } });
    const foreign = (await app.parts.store.findConversation(conversation))?.id.replace(/./g, 'x');
    expect(await ask(sonja.socket, 'conversation:erase', { conversation: foreign })).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});

describe('[P5] what stands under masks in a live chat', () => {
  it('is shown to the agent who has the chat, and each look is in the audit', async () => {
    const anna = await open('Anna');
    const bela = await open('Bela');
    const visitor = await come();
    const [early] = await visitor.say(`Vorher: ${IBAN}`);
    const chat = await talk(visitor, anna);
    const [said] = await visitor.say(`Meine IBAN ist ${IBAN}.`);
    expect(said).toMatchObject({ text: 'Meine IBAN ist •••.', masked: true });
    const { conversation } = chat;
    const look = (by: Console, seq = said!.seq) => ask(by.socket, 'message:reveal', { conversation, seq });
    expect(await look(anna)).toMatchObject({ ok: true, text: `Meine IBAN ist ${IBAN}.` });
    expect(await look(bela)).toMatchObject({ error: { code: 'not-found' } });
    expect(await look(anna, early!.seq)).toMatchObject({ error: { code: 'not-found' } });
    expect(await audit()).toEqual([{ action: 'reveal', by: 'Anna', conversation }]);
    const sealed = await app.parts.store.findOriginal(conversation, said!.seq);
    expect(sealed).not.toContain('DE02');
    await must(anna.socket, 'chat:close', { ...chat, clientId: clientId(), reason: 'solved' });
    expect(await look(anna)).toMatchObject({ error: { code: 'not-found' } });
    expect(await app.parts.store.findOriginal(conversation, said!.seq)).toBeUndefined();
    expect(app.log.join('')).not.toContain('DE02');
  });
});

it('[P5] who hands a chat on hands on the right to look, too', async () => {
  const anna = await open('Anna');
  const bela = await open('Bela');
  const visitor = await come();
  const chat = await talk(visitor, anna);
  const [said] = await visitor.say(`Meine IBAN ist ${IBAN}.`);
  const { conversation } = chat;
  const to = { agent: bela.signedIn.agent.id };
  await must(anna.socket, 'chat:transfer', { ...chat, clientId: clientId(), to });
  const look = (by: Console) => ask(by.socket, 'message:reveal', { conversation, seq: said!.seq });
  expect(await look(anna)).toMatchObject({ error: { code: 'not-found' } });
  expect(await look(bela)).toMatchObject({ ok: true, text: `Meine IBAN ist ${IBAN}.` });
  expect(await audit()).toEqual([{ action: 'reveal', by: 'Bela', conversation }]);
});

describe('[P6] the audit', () => {
  it('names sign-ins and what was refused, with the network that they came from', async () => {
    const sonja = await open('Sonja', 'supervisor');
    const { login } = sonja.signedIn.agent;
    await app.parts.store.setPassword(sonja.signedIn.agent.id, await hashPassword(PASSWORD), '');
    const signIn = (as: string, password: string) =>
      fetch(`${app.url}/console/api/sign-in`, {
        method: 'POST',
        headers: { origin: app.url, 'content-type': 'application/json' },
        body: JSON.stringify({ login: as, password }),
      });
    for (const [as, password] of [
      [login, 'falsch'],
      ['gibt es nicht', 'falsch'],
      [login, PASSWORD],
    ] as const) {
      app.clock.advance(1_000);
      await signIn(as, password);
    }
    const entries = await app.parts.store.listAudit(undefined, 9);
    expect(entries.map(({ action, agentName }) => [action, agentName])).toEqual([
      ['sign-in', 'Sonja'],
      ['sign-in-failed', undefined],
      ['sign-in-failed', 'Sonja'],
    ]);
    expect(new Set(entries.map(({ address }) => address))).toEqual(new Set(['127.0.0.0']));
    expect(JSON.stringify(entries)).not.toMatch(/falsch|gibt es nicht/);
  });

  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
    ['2001:db8::1', '2001:db8::'],
    ['::1', '::'],
    ['', ''],
  ])('shortens %s to %s', (address, short) => {
    expect(shortAddress(address)).toBe(short);
  });

  it('names who read chats that are not their own, once a line, and not who chooses from the queue', async () => {
    const anna = await open('Anna');
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    const { conversation } = await queueUp(visitor, anna);
    await must(sonja.socket, 'conversation:sync', { conversation, since: 0 });
    expect(await audit()).toEqual([]);
    const second = await come();
    const chat = await talk(second, anna);
    for (const since of [0, 1])
      for (const console of [anna, sonja])
        await must(console.socket, 'conversation:sync', { conversation: chat.conversation, since });
    expect(await audit()).toEqual([{ action: 'read', by: 'Sonja', conversation: chat.conversation }]);
    const { entries, more } = await must<{ entries: unknown[]; more: boolean }>(
      sonja.socket,
      'audit:list',
      {},
    );
    expect({ entries, more }).toMatchObject({
      entries: [{ action: 'read', agentName: 'Sonja', byVisitor: false }],
      more: false,
    });
    expect(JSON.stringify(entries)).not.toContain(sonja.signedIn.agent.id);
  });
});

describe('[P7] the visitor’s own data', () => {
  it('are given whole: what was said, filed, rated, told by the page and sealed', async () => {
    const anna = await open('Anna');
    const visitor = await come();
    await must(visitor.socket, 'visitor:describe', { name: 'Erika Muster', data: { Tarif: 'Komfort' } });
    const [, answer] = await visitor.say('In welchen Browsern läuft das Kundenportal am besten?');
    const rating = { clientId: clientId(), answer: answer!.seq, helpful: false };
    await must(visitor.socket, 'answer:rate', rating);
    const form = { clientId: clientId(), text: 'Bitte melden', email: 'erika@example.org' };
    await must(visitor.socket, 'request:submit', form);
    await talk(visitor, anna);
    await visitor.say(`Meine IBAN ist ${IBAN}.`);
    type Reply = { file: Record<string, unknown> & { events: unknown[] }; text: string };
    const { file, text } = await must<Reply>(visitor.socket, 'conversation:export', {});
    expect(file).toMatchObject({
      visitor: { name: 'Erika Muster', data: { Tarif: 'Komfort' } },
      requests: [{ text: 'Bitte melden', email: 'erika@example.org', status: 'open' }],
      originals: [{ text: `Meine IBAN ist ${IBAN}.` }],
    });
    // Rated as unhelpful, and then a person was wanted.
    expect(file.questionsForEditors).toHaveLength(2);
    await visitor.sync();
    expect(file.events).toEqual(visitor.heard);
    for (const words of ['Tarif: Komfort', 'erika@example.org', 'nicht hilfreich', IBAN, 'Anna'])
      expect(text).toContain(words);
    expect(text).toMatch(/\r\n– 23\.11\.2026, 10:00, Sie: In welchen Browsern/);
    expect((await audit())[0]).toMatchObject({ action: 'export', by: 'visitor' });
  });

  it('are given to who is kept out, too, with for how long that is', async () => {
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    await visitor.say('Wo finde ich die Punkte?');
    const conversation = await idOf(visitor, sonja);
    await must(sonja.socket, 'visitor:block', { conversation, clientId: clientId(), hours: 24 });
    type Reply = { file: Record<string, unknown>; text: string };
    const { file, text } = await must<Reply>(visitor.socket, 'conversation:export', {});
    expect(file).toMatchObject({
      wishesForPeople: [{ question: 'Wo finde ich die Punkte?', calledAt: '2026-11-23T09:00:00.000Z' }],
      blocks: [{ from: '2026-11-23T09:00:00.000Z', until: '2026-11-24T09:00:00.000Z' }],
    });
    expect(text).toContain('von 23.11.2026, 10:00 bis 24.11.2026, 10:00');
  });

  it('are given in full where they are longer than a page of a sync', async () => {
    const visitor = await come();
    const { store } = app.parts;
    const found = await store.findConversation((await idFor(visitor))!);
    const events = Array.from({ length: 1_200 }, (_, index) => ({
      type: 'visitor.message' as const,
      clientId: `many-${index}-id`,
      text: `Nachricht ${index}`,
      masked: false,
    }));
    await store.saveTurn({
      conversation: found!.id,
      expectedVersion: found!.version,
      at: app.clock.now(),
      state: found!.state,
      events,
    });
    type Reply = { file: { events: unknown[] } };
    const { file } = await must<Reply>(visitor.socket, 'conversation:export', {});
    expect(file.events).toHaveLength(found!.lastSeq + 1_200);
  });
});

async function idFor(visitor: Visitor): Promise<string | undefined> {
  return (await app.parts.store.findConversationByToken(hashToken(visitor.token!)))?.id;
}
