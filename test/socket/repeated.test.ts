import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, Visitor } from '../support/client.ts';
import { queueUp, talk } from '../support/desk.ts';

let app: TestApp;
let jana: Console;
let tom: Console;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp();
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  tom = await Console.open(app, await createAccount(app, 'Tom'));
  visitor = await Visitor.come(app.url);
});
afterEach(() => app.close());

const away = (who: Console) => must(who.socket, 'presence:set', { available: false });

describe('[D3] a command whose acknowledgement was lost', () => {
  it('hands on again what has been handed on, although the colleague went away meanwhile', async () => {
    const to = { agent: tom.signedIn.agent.id };
    const command = { ...(await talk(visitor, jana)), clientId: clientId(), to };
    const first = await ask(jana.socket, 'chat:transfer', command);
    await away(tom);
    expect(first).toMatchObject({ ok: true });
    expect(await ask(jana.socket, 'chat:transfer', command)).toEqual(first);
  });

  it('accepts again what has been accepted, although the agent went away meanwhile', async () => {
    const command = { ...(await queueUp(visitor, jana)), clientId: clientId() };
    const first = await ask(jana.socket, 'chat:accept', command);
    await away(jana);
    expect(first).toMatchObject({ ok: true });
    expect(await ask(jana.socket, 'chat:accept', command)).toEqual(first);
  });
});
