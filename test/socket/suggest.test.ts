import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import type { Notice } from '../../server/knowledge/knowledge.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, until, Visitor } from '../support/client.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

let app: TestApp;
afterEach(() => app.close());

describe('while a visitor types', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    app = await startApp();
    visitor = await Visitor.come(app.url);
  });

  const suggestions = async (text: string) => {
    const { articles } = await must<{ articles: { id: string; title: string }[] }>(
      visitor.socket,
      'article:suggest',
      { text },
    );
    return articles;
  };

  it('[A11] articles are suggested by title, and one of them is answered when it is taken', async () => {
    const [first] = await suggestions('welchen brow');
    expect(first).toEqual({ id: 'browser', title: 'In welchen Browsern läuft das Kundenportal am besten?' });
    const { seq } = await must<{ seq: number }>(visitor.socket, 'message:send', {
      clientId: clientId(),
      article: first!.id,
    });
    await visitor.sync();
    expect(visitor.heard.slice(seq - 1)).toMatchObject([
      { type: 'visitor.message', text: first!.title, choice: 'article:browser' },
      {
        type: 'assistant.message',
        source: { ref: 'article:browser', title: first!.title, updated: '2026-11-22' },
      },
    ]);
  });

  it('[A11] nothing of what is typed is stored or logged', async () => {
    const before = visitor.heard.length;
    await suggestions('browser geheimwort');
    await visitor.sync();
    expect(visitor.heard).toHaveLength(before);
    expect(app.log.join('\n')).not.toContain('geheimwort');
  });

  it('[A11] nothing is suggested in a guided dialogue', async () => {
    await visitor.say('Ich habe meinen Freischaltcode verloren');
    const [greeting] = visitor.heard;
    expect(greeting?.seq).toBe(1);
    const flows = await visitor.choose(1, 'flows');
    const offered = flows.find((event) => event.type === 'assistant.message' && event.choices.length > 0);
    if (offered?.type !== 'assistant.message') throw new Error('no flow is offered');
    await visitor.choose(offered.seq, offered.choices[0]!.id);
    expect(await suggestions('welchen brow')).toEqual([]);
  });

  it('[A11] nothing is suggested while people are called or speak', async () => {
    const desk = await Console.open(app, await createAccount(app, 'Anna'));
    await must(visitor.socket, 'handoff:request', { clientId: clientId() });
    expect(await suggestions('welchen brow')).toEqual([]);
    const { conversation, handoff, epoch } = await desk.firstWaiting();
    await must(desk.socket, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
    expect(await suggestions('welchen brow')).toEqual([]);
  });

  it('[A9] an article that does not exist is refused', async () => {
    const asked = { clientId: clientId(), article: 'gibt-es-nicht' };
    expect(await ask(visitor.socket, 'message:send', asked)).toMatchObject({ error: { code: 'stale' } });
  });

  it('[S1] who asks too often is slowed down', async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, () => ask(visitor.socket, 'article:suggest', { text: 'punkte' })),
    );
    expect(all.filter((answer) => !answer.ok && answer.error.code === 'slow-down').length).toBeGreaterThan(
      10,
    );
  });
});

describe('a notice', () => {
  const body: Notice['body'] = [{ type: 'paragraph', children: [{ type: 'text', text: 'Gestört.' }] }];

  it('[N1] comes and goes by the clock in windows and consoles that are open', async () => {
    const from = Date.parse('2026-11-23T09:01:00Z');
    const notice: Notice = { id: 'login', level: 'warning', body, from, until: from + 60_000 };
    const shown = [{ id: 'login', level: 'warning', body }];
    app = await startApp({ knowledge: { ...shippedKnowledge(), notices: [notice] } });
    const visitor = await Visitor.come(app.url);
    const desk = await Console.open(app, await createAccount(app, 'Anna'));
    expect(visitor.status?.notices).toBeUndefined();
    const told: unknown[] = [];
    desk.socket.on('inbox:changed', (change) => told.push(change));
    app.clock.advance(60_000 + HEARTBEAT_MS);
    await until([visitor.socket], () => visitor.status?.notices !== undefined, 'the notice is there');
    expect(visitor.status?.notices).toEqual(shown);
    await until([desk.socket], () => told.length > 0, 'the console hears of it');
    expect((await desk.inbox()).notices).toEqual(shown);
    app.clock.advance(60_000);
    await until([visitor.socket], () => visitor.status?.notices === undefined, 'the notice is gone');
  });
});
