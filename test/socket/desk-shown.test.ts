import { afterEach, beforeEach, it } from 'vitest';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { must, until, Visitor } from '../support/client.ts';
import { queueUp } from '../support/desk.ts';

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
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
