import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../server/store/backup.ts';
import { openStore } from '../../server/store/open.ts';
import { allEvents, begin, command, visitorSays } from './support.ts';

describe('a backup', () => {
  let folder: string;
  const live = () => join(folder, 'live');
  const restored = () => join(folder, 'restored');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
    mkdirSync(restored());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has all that was acknowledged before, of a server that goes on, under another epoch', async () => {
    const store = await openStore({ dataDir: live() });
    await begin(store, 'c', [visitorSays('davor')]);
    backUp(live(), join(restored(), 'lotse.db'));
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('danach'));
    const copy = await openStore({ dataDir: restored() });
    expect(await allEvents(copy, 'c')).toMatchObject([{ text: 'davor' }]);
    expect(await allEvents(store, 'c')).toHaveLength(2);
    expect(copy.epoch).not.toBe(store.epoch);
    await Promise.all([copy.close(), store.close()]);
  });

  it('never overwrites a file and says when there is nothing to copy', async () => {
    const target = join(restored(), 'lotse.db');
    expect(() => backUp(live(), target)).toThrow(/no database/);
    await (await openStore({ dataDir: live() })).close();
    backUp(live(), target);
    expect(() => backUp(live(), target)).toThrow(/exists already/);
  });
});
