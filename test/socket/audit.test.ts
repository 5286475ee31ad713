import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, Visitor } from '../support/client.ts';
import { acceptChat, queueUp, talk } from '../support/desk.ts';

const PATIENT = { timeout: 10_000 };

let app: TestApp;
/** The audit cannot be written. */
let full: boolean;
const closing: { close(): void }[] = [];
const closed = <T extends { close(): void }>(thing: T) => {
  closing.push(thing);
  return thing;
};

beforeEach(async () => {
  full = false;
  app = await startApp({
    change: (parts) => {
      const { store } = parts;
      const addAudit: typeof store.addAudit = (entry) =>
        full ? Promise.reject(new Error('The disk is full.')) : store.addAudit(entry);
      return { ...parts, store: { ...store, epoch: store.epoch, addAudit } };
    },
  });
});
afterEach(async () => {
  for (const thing of closing.splice(0)) thing.close();
  await app.close();
});

const open = async (name: string, role: 'agent' | 'supervisor' = 'agent') =>
  closed(await Console.open(app, await createAccount(app, name, role)));
const come = async () => closed(await Visitor.come(app.url));
const look = (by: Console, conversation: string) =>
  ask(by.socket, 'conversation:sync', { conversation, since: 0 });
const audit = async () =>
  (await app.parts.store.listAudit(undefined, 50)).map(({ action, agentName }) => `${action} ${agentName}`);

describe('[P6] reading what is not one’s own', () => {
  it('is noted when a chat that was looked at becomes somebody else’s, once a line', async () => {
    const anna = await open('Anna');
    const bela = await open('Bela');
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    // A chat with a request may be read by all.
    const form = { clientId: clientId(), text: 'Bitte melden', email: 'erika@example.org' };
    await must(visitor.socket, 'request:submit', form);
    const chat = await queueUp(visitor, anna);
    const { conversation } = chat;
    await look(sonja, conversation);
    expect(await audit()).toEqual([]);
    const own = await acceptChat(anna, chat);
    await expect.poll(audit, PATIENT).toEqual(['read Sonja']);
    for (const by of [anna, sonja]) await look(by, conversation);
    expect(await audit()).toEqual(['read Sonja']);
    // Entries of one instant have no order.
    app.clock.advance(1_000);
    const to = { agent: bela.signedIn.agent.id };
    await must(anna.socket, 'chat:transfer', { ...own, clientId: clientId(), to });
    await expect.poll(audit, PATIENT).toEqual(['read Anna', 'read Sonja']);
  });

  it('is refused while it cannot be noted, and noted when it is tried again', async () => {
    const anna = await open('Anna');
    const sonja = await open('Sonja', 'supervisor');
    const { conversation } = await talk(await come(), anna);
    full = true;
    expect(await look(sonja, conversation)).toMatchObject({ ok: false, error: { code: 'internal' } });
    full = false;
    expect(await look(sonja, conversation)).toMatchObject({ ok: true });
    expect(await audit()).toEqual(['read Sonja']);
  });

  it('cannot be got round by the list: a colleague’s chat shows no words there', async () => {
    const anna = await open('Anna');
    const sonja = await open('Sonja', 'supervisor');
    const visitor = await come();
    await talk(visitor, anna);
    await visitor.say('Das geht nur Anna an');
    expect((await anna.inbox()).mine).toMatchObject([{ lastText: 'Das geht nur Anna an' }]);
    const { active } = await sonja.inbox();
    expect(active).toMatchObject([{ agentName: 'Anna', lastText: '' }]);
    expect(JSON.stringify(active)).not.toContain('Das geht nur Anna an');
  });
});
