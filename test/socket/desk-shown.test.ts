import { afterEach, beforeEach, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import type { Hours } from '../../server/hours/hours.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { must, until, Visitor } from '../support/client.ts';
import { queueUp, repliesTo } from '../support/desk.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

let app: TestApp;
let hours: Hours;

beforeEach(async () => {
  hours = shippedKnowledge().hours;
  app = await startApp({ change: (parts) => ({ ...parts, hours: () => hours }) });
});
afterEach(() => app.close());

it('[H3] a window that was told of a pause is told of its end by a heartbeat', async () => {
  const mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
  const visitor = await Visitor.come(app.url);
  await queueUp(visitor, mia);
  const pause = { until: app.clock.now() + 600_000, notice: 'Kurze Pause.' };
  await must(mia.socket, 'desk:pause', pause);
  await until([visitor.socket], () => visitor.status?.desk.notice === pause.notice, 'the pause was told');
  await must(mia.socket, 'desk:resume', {});
  app.clock.advance(HEARTBEAT_MS);
  await until([visitor.socket], () => visitor.status?.desk.notice === undefined, 'its end was told');
});

it('[Q10] who waits while the hours are changed to have ended is offered the form', async () => {
  const mia = await Console.open(app, await createAccount(app, 'Mia', 'supervisor'));
  const visitor = await Visitor.come(app.url);
  await queueUp(visitor, mia);
  hours = { ...hours, days: new Map([...hours.days, ['2026-11-23', []]]) };
  await app.app.tick();
  await visitor.sync();
  expect(visitor.status).toMatchObject({ owner: 'assistant', desk: { open: false } });
  expect(repliesTo(visitor)).toContain('text:queue.closing');
});
