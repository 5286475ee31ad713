import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signOut } from '../../server/chat/accounts.ts';
import { AGENT_GRACE_MS } from '../../server/chat/presence.ts';
import { Console, createAccount, signInDirectly } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { must, Visitor } from '../support/client.ts';
import { queueUp, repliesTo, talk } from '../support/desk.ts';

let app: TestApp;
let jana: Console;
let waiting: Visitor;

beforeEach(async () => {
  app = await startApp();
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  waiting = await Visitor.come(app.url);
});
afterEach(() => app.close());

const NOBODY = 'text:queue.nobody';
const timesTold = async (visitor: Visitor) => {
  await visitor.sync();
  return repliesTo(visitor).filter((ref) => ref === NOBODY).length;
};
const available = (yes: boolean) => must(jana.socket, 'presence:set', { available: yes });

describe('[Q20] who waits while nobody is there any more', () => {
  it('is told once when the last agent’s line is gone, like whose chat it was', async () => {
    const other = await Visitor.come(app.url);
    await talk(other, jana);
    // Who waits from the same instant on has no order.
    app.clock.advance(1_000);
    await queueUp(waiting, jana);
    await jana.leave(app);
    app.clock.advance(AGENT_GRACE_MS + 5_000);
    for (let round = 0; round < 3; round += 1) await app.app.tick();
    expect(await timesTold(waiting)).toBe(1);
    expect(waiting.status).toMatchObject({ owner: 'queue', queuePlace: 2 });
    expect(await timesTold(other)).toBe(1);
    expect(other.status).toMatchObject({ owner: 'queue', queuePlace: 1 });
  });

  it('is told once however often the last agent comes and goes', async () => {
    await queueUp(waiting, jana);
    for (const yes of [false, true, false, true, false]) await available(yes);
    await app.app.tick();
    expect(await timesTold(waiting)).toBe(1);
  });

  it('is told again in another wait', async () => {
    await queueUp(waiting, jana);
    await available(false);
    await available(true);
    const [chat] = (await jana.inbox()).waiting;
    const { conversation, handoff, epoch } = chat!;
    const accept = { conversation, handoff, epoch, clientId: 'accept-accept' };
    const accepted = await must<{ epoch: number }>(jana.socket, 'chat:accept', accept);
    const back = { conversation, handoff, epoch: accepted.epoch, clientId: 'back-to-queue', to: 'queue' };
    await must(jana.socket, 'chat:transfer', back);
    await available(false);
    expect(await timesTold(waiting)).toBe(2);
  });
});

it('[Q3] who joined the queue while the desk was being paused gets the form', async () => {
  await queueUp(waiting, jana);
  const until = app.clock.now() + 60 * 60 * 1000;
  await app.parts.store.setPause({ until, notice: 'Wir sind gleich zurück.' }, jana.signedIn.agent.id, 0);
  await app.app.tick();
  await waiting.sync();
  expect(waiting.status?.owner).toBe('assistant');
  expect(repliesTo(waiting).at(-1)).toBe('text:desk.paused');
});

it('[S8] a sign-out ends this device’s line, no other', async () => {
  const phone = await Console.open(app, await signInDirectly(app, jana.signedIn.agent.id));
  const ended = new Promise((resolve) => jana.socket.once('disconnect', resolve));
  await signOut(app.parts, jana.signedIn.token);
  await ended;
  expect(phone.socket.connected).toBe(true);
  expect((await phone.inbox()).me).toMatchObject({ name: 'Jana', available: false });
});
