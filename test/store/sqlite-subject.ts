import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../server/store/open.ts';
import type { Subject } from './support.ts';

/** A store over a real file in a folder of its own. */
export async function sqliteSubject(): Promise<Subject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-'));
  const subject: Subject = {
    store: await openStore({ dataDir }),
    reopen: async () => {
      await subject.store.close();
      subject.store = await openStore({ dataDir });
    },
    dispose: async () => {
      await subject.store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return subject;
}
