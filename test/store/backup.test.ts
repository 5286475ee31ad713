import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../server/store/backup.ts';
import { openStore } from '../../server/store/open.ts';
import { restore } from '../../server/store/restore.ts';
import type { Store } from '../../server/store/store.ts';
import { allEvents, begin, command, NOW, visitorSays } from './support.ts';

describe('a backup', () => {
  let folder: string;
  const stores: Store[] = [];
  const live = () => join(folder, 'live');
  const copy = () => join(folder, 'copy.db');
  const open = async (dataDir = live()) => {
    const store = await openStore({ dataDir });
    stores.push(store);
    return store;
  };
  const say = (store: Store, text: string) =>
    command(store, 'c', 'visitor', `client-${text}`, visitorSays(text));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('has all that was acknowledged before, of a server that goes on', async () => {
    const store = await open();
    await begin(store, 'c', [visitorSays('davor')]);
    backUp(live(), copy());
    await say(store, 'danach');
    const elsewhere = join(folder, 'elsewhere');
    expect(restore(copy(), elsewhere, NOW)).toBeUndefined();
    expect(await allEvents(await open(elsewhere), 'c')).toMatchObject([{ text: 'davor' }]);
    expect(await allEvents(store, 'c')).toHaveLength(2);
  });

  it('[D11] takes a new epoch whenever it is put in place, and keeps that afterwards', async () => {
    const epochs = [(await open()).epoch];
    backUp(live(), copy());
    for (const name of ['first', 'second']) {
      restore(copy(), join(folder, name), NOW);
      const restored = await open(join(folder, name));
      epochs.push(restored.epoch);
      await restored.close();
      expect((await open(join(folder, name))).epoch).toBe(restored.epoch);
    }
    expect(new Set(epochs).size).toBe(3);
  });

  it('never overwrites a file, leaves no half one, and says when there is nothing to copy', async () => {
    expect(() => backUp(live(), copy())).toThrow(/no database/);
    await open();
    backUp(live(), copy());
    expect(() => backUp(live(), copy())).toThrow(/exists already/);
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'live']);
  });

  it('is for the eyes of its owner only', async () => {
    await open();
    backUp(live(), copy());
    expect(statSync(copy()).mode & 0o777).toBe(0o600);
  });

  it('replaces a database that a crash left with a log, and keeps that one beside it', async () => {
    const store = await open();
    await begin(store, 'c', [visitorSays('davor')]);
    backUp(live(), copy());
    await say(store, 'danach');
    await store.close();
    // A log of other pages than those of the backup.
    writeFileSync(join(live(), 'lotse.db-wal'), 'not of this database');
    const aside = restore(copy(), live(), NOW);
    expect(await allEvents(await open(), 'c')).toMatchObject([{ text: 'davor' }]);
    mkdirSync(join(folder, 'before'));
    restore(aside ?? '', join(folder, 'before'), NOW);
    expect(await allEvents(await open(join(folder, 'before')), 'c')).toHaveLength(2);
  });

  it('is not put in the place of a database that a server has open', async () => {
    const store = await open();
    await begin(store, 'c');
    backUp(live(), copy());
    expect(() => restore(copy(), live(), NOW)).toThrow(/locked by another program/);
    await say(store, 'weiter');
    expect(await allEvents(store, 'c')).toHaveLength(1);
  });

  it('is refused when it is missing, damaged or something else', async () => {
    expect(() => restore(copy(), live(), NOW)).toThrow(/no file/);
    writeFileSync(copy(), 'This is not a database. '.repeat(500));
    expect(() => restore(copy(), live(), NOW)).toThrow(/no sound backup/);
  });
});
