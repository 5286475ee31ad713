import { afterEach, expect, it } from 'vitest';
import { openTabs, type Shared, type Tabs } from '../../widget/tabs.ts';

const open: Tabs[] = [];
const tab = (known: () => Shared | undefined) => {
  const opened = openTabs({ known, read: () => {}, loggedOut: () => {} });
  open.push(opened);
  return opened;
};
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

it('a further tab goes on with the conversation, and takes what was read in the first one as read', async () => {
  tab(() => ({ token: 'secret', read: 7 }));
  expect(await tab(() => undefined).ask()).toMatchObject({ token: 'secret', read: 7 });
});

it('a tab that is alone, or whose neighbour has no conversation, begins one', async () => {
  tab(() => undefined);
  expect(await tab(() => undefined).ask()).toBeUndefined();
});
