import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { Console, createAccount } from '../support/agent.ts';
import { MONDAY_TEN } from '../support/app.ts';
import { ask, clientId, must, until, Visitor } from '../support/client.ts';
import { TestClock } from '../support/clock.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { type ClusterProcess, endProcess, startProcess } from './support/processes.ts';

describe('two processes on one PostgreSQL', () => {
  let url: string;
  let clock: TestClock;
  let one: ClusterProcess;
  let two: ClusterProcess;
  let visitor: Visitor;
  let jana: Console;

  beforeAll(async () => {
    url = await sharedDatabase();
  });
  beforeEach(async () => {
    clock = new TestClock(MONDAY_TEN);
    [one, two] = await Promise.all([startProcess(url, clock), startProcess(url, clock)]);
    visitor = await Visitor.come(one.url);
    jana = await Console.open(two, await createAccount(two, 'Jana'));
  });
  afterEach(async () => {
    for (const socket of [visitor, jana]) socket.close();
    await Promise.all([one, two].map(endProcess));
    const store = await openStore({ dataDir: '', databaseUrl: url });
    for (const { conversation } of await store.listWaiting()) await leave(store, conversation);
    await store.close();
  });

  /** Empties the queue for the next case. */
  async function leave(store: Store, conversation: string): Promise<void> {
    const found = await store.findConversation(conversation);
    if (found?.handoff === undefined) return;
    const { id, epoch } = found.handoff;
    await store.saveTurn({
      conversation,
      expectedVersion: found.version,
      at: clock.now(),
      state: { ...found.state, owner: 'assistant' },
      events: [],
      handoff: { do: 'close', id, epoch, reason: 'other' },
    });
  }

  async function call(): Promise<{ conversation: string; handoff: string; epoch: number }> {
    await must(visitor.socket, 'handoff:request', { clientId: clientId() });
    const { conversation, handoff, epoch } = await jana.firstWaiting();
    return { conversation, handoff, epoch };
  }

  async function accepted() {
    const chat = await call();
    const { epoch } = await must<{ epoch: number }>(jana.socket, 'chat:accept', {
      ...chat,
      clientId: clientId(),
    });
    const mine = { ...chat, epoch };
    await must(jana.socket, 'conversation:sync', { conversation: mine.conversation, since: 0 });
    return mine;
  }

  it('[D8] carry a chat whose ends are in different processes, both ways, without anybody asking', async () => {
    const chat = await accepted();
    await until([visitor.socket], () => visitor.status?.owner === 'agent', 'the visitor saw the agent');
    await must(jana.socket, 'message:send', { ...chat, clientId: clientId(), text: 'Guten Tag' });
    await until(
      [visitor.socket],
      () => visitor.heard.some((event) => event.type === 'agent.message' && event.text === 'Guten Tag'),
      'the message came',
    );
    const heard: unknown[] = [];
    jana.socket.on('event:added', ({ event }) => heard.push(event));
    await must(visitor.socket, 'message:send', { clientId: clientId(), text: 'Danke' });
    await until([jana.socket], () => JSON.stringify(heard).includes('Danke'), 'the answer came');
  });

  it('[D8] show typing, and who is there, across', async () => {
    const chat = await accepted();
    await must(jana.socket, 'typing:set', { conversation: chat.conversation, typing: true });
    await until([visitor.socket], () => visitor.status?.agentTyping === true, 'the agent was seen typing');
    await expect.poll(async () => (await jana.inbox()).mine[0]?.visitorOnline).toBe(true);
    visitor.close();
    await expect.poll(async () => (await jana.inbox()).mine[0]?.visitorOnline).toBe(false);
  });

  it('[D8] give a chat to one of two agents who take it at once in different processes', async () => {
    const timo = await Console.open(one, await createAccount(one, 'Timo'));
    const chat = await call();
    const answers = await Promise.all(
      [jana, timo].map(({ socket }) => ask(socket, 'chat:accept', { ...chat, clientId: clientId() })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'taken' } });
    timo.close();
  });

  it('[D8] ring an alarm once, although both look for it at the same time', async () => {
    await call();
    clock.jump(one.parts.hours().maxWait);
    await jana.inbox();
    for (const _round of [1, 2]) await Promise.all([one.app.tick(), two.app.tick()]);
    await visitor.sync();
    const told = visitor.heard.filter(
      (event) => event.type === 'assistant.message' && event.source.ref === 'text:queue.too-long',
    );
    expect(told).toHaveLength(1);
  });

  it('[D10] go on with a conversation when its process leaves, and lose nothing that was asked', async () => {
    const told = new Promise((resolve) => visitor.socket.once('server:leaving', resolve));
    const asked = must<{ seq: number }>(visitor.socket, 'message:send', {
      clientId: clientId(),
      text: 'passwort vergessen',
    });
    await expect.poll(() => one.store.inboxSeq()).toBeTypeOf('number');
    const drained = one.app.drain();
    expect(await told).toMatchObject({ returnInMs: expect.any(Number) });
    const { seq } = await asked;
    await drained;
    const elsewhere = await Visitor.come(two.url, visitor.token);
    expect(elsewhere.heard[seq - 1]).toMatchObject({ text: 'passwort vergessen' });
    expect((await elsewhere.say('Verfallen meine Punkte?')).length).toBeGreaterThan(1);
    elsewhere.close();
  });
});
