import { afterEach, expect, it } from 'vitest';
import type { News } from '../../server/cluster/cluster.ts';
import { Guest } from '../proofs/support/guest.ts';
import { Link } from '../proofs/support/link.ts';
import { startApp, type TestApp } from '../support/app.ts';

let app: TestApp;
let guest: Guest;
let link: Link;

afterEach(async () => {
  guest.close();
  await link.close();
  await app.close();
});

it('[P3] after a deletion the page’s words about the visitor are not told again before the visitor writes', async () => {
  app = await startApp();
  const heard: News['type'][] = [];
  app.parts.cluster.subscribe(({ type }) => heard.push(type));
  link = await Link.open({ port: () => app.port });
  guest = new Guest(link);
  guest.session.describe({ name: 'Eva Muster', language: 'de' });
  await guest.ready();
  await expect.poll(() => heard).toContain('described');

  expect(await guest.session.erase()).toMatchObject({ ok: true });
  await guest.ready();
  await guest.session.exportData();
  expect(heard.filter((type) => type === 'described')).toHaveLength(1);
  guest.say('Welchen Browser brauche ich?');
  await expect.poll(() => heard.filter((type) => type === 'described')).toHaveLength(2);
});
