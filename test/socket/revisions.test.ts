import { expect, it } from 'vitest';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { MONDAY_TEN } from '../support/app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { TestClock } from '../support/clock.ts';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';
import { sharedDatabase } from '../support/shared-postgres.ts';
import { endProcess, startProcess } from './support/processes.ts';

/** The shipped knowledge after an edit: one article is gone, another one has another wording. */
function edited(gone: string, changed: string): Knowledge {
  const knowledge = shippedKnowledge();
  const articles = new Map(knowledge.articles);
  const article = articles.get(changed);
  if (article === undefined) throw new Error(`There is no article ${changed}.`);
  articles.set(changed, { ...article, revision: 'edited000000' });
  articles.delete(gone);
  return { ...knowledge, revision: 'edited000000', articles };
}

it('[D8] a conversation goes on at a process that has read a newer knowledge, and back', async () => {
  const url = await sharedDatabase();
  const clock = new TestClock(MONDAY_TEN);
  const older = await startProcess(url, clock);
  const visitor = await Visitor.come(older.url);
  await must(visitor.socket, 'message:send', {
    clientId: clientId(),
    choice: { seq: 1, id: 'topic:portal' },
  });
  await visitor.sync();
  const listed = visitor.heard.findLast((event) => event.type === 'assistant.message');
  if (listed?.type !== 'assistant.message') throw new Error('no articles were listed');
  const [gone = '', changed = ''] = listed.choices.map(({ id }) => id.replace('article:', ''));
  const knowledge = edited(gone, changed);
  const newer = { knowledge, understanding: await shippedUnderstanding(), refused: [] };
  const updated = await startProcess(url, clock, { inForce: () => newer });
  const press = async (at: Visitor, article: string) => {
    const choice = { seq: listed.seq, id: `article:${article}` };
    await must(at.socket, 'message:send', { clientId: clientId(), choice });
    await at.sync();
    const said = at.heard.findLast((event) => event.type === 'assistant.message');
    return said?.type === 'assistant.message' ? said.source : undefined;
  };
  const before = await press(visitor, changed);
  expect(before?.ref).toBe(`article:${changed}`);
  const elsewhere = await Visitor.come(updated.url, visitor.token);
  expect(await press(elsewhere, changed)).toMatchObject({ ref: before?.ref, revision: 'edited000000' });
  // What it does not have any more it does not show; the visitor is asked to choose anew.
  expect((await press(elsewhere, gone))?.ref).toBe('text:choices.rejected');
  await visitor.reconnect();
  expect(await press(visitor, changed)).toEqual(before);
  expect((await press(visitor, gone))?.ref).toBe(`article:${gone}`);
  for (const socket of [visitor, elsewhere]) socket.close();
  for (const process of [older, updated]) await endProcess(process);
});
