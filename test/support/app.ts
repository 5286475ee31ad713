import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type App, type AppParts, createApp } from '../../server/app.ts';
import { usualRetention } from '../../server/chat/retention.ts';
import { createSeal, KEY_BYTES } from '../../server/chat/seal.ts';
import { createLocalCluster } from '../../server/cluster/local.ts';
import type { Understanding } from '../../server/knowledge/decision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { createLog } from '../../server/log.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { TestClock } from './clock.ts';
import { shippedKnowledge, shippedUnderstanding } from './knowledge.ts';

/** Monday, 23 November 2026, 10:00 in Berlin: the desk is open. */
export const MONDAY_TEN = '2026-11-23T09:00:00Z';

export interface TestAppOptions {
  readonly at?: string;
  /** A free one unless the test starts again where it was. */
  readonly port?: number;
  readonly clock?: TestClock;
  readonly store?: Store;
  readonly knowledge?: Knowledge;
  readonly understanding?: Understanding;
  readonly overrides?: Partial<AppParts>;
  /** Puts something else in place of a part of the whole. */
  readonly change?: (parts: AppParts) => AppParts;
}

/** The program on a free port, with a clock that stands still and a log that is kept. */
export interface TestApp {
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly parts: AppParts;
  readonly clock: TestClock;
  readonly log: readonly string[];
  /** Ends everything; the store too unless the test brought it. */
  close(): Promise<void>;
}

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? new TestClock(options.at ?? MONDAY_TEN);
  const store = options.store ?? (await openStore({ dataDir: IN_MEMORY }));
  const log: string[] = [];
  const knowledge = options.knowledge ?? shippedKnowledge();
  const understanding = options.understanding ?? (await shippedUnderstanding());
  const parts: AppParts = {
    store,
    cluster: createLocalCluster(),
    clock,
    log: createLog(
      'json',
      () => clock.now(),
      (line) => log.push(line),
    ),
    seal: createSeal(randomBytes(KEY_BYTES)),
    assignment: { mode: 'manual', offerMs: 30_000 },
    retention: usualRetention,
    inForce: () => ({ knowledge, understanding, refused: [] }),
    hours: () => knowledge.hours,
    publicDir: new URL('../../dist/public', import.meta.url).pathname,
    demo: true,
    production: false,
    allowedOrigins: [],
    trustProxy: 0,
    ...options.overrides,
  };
  const app = createApp(options.change?.(parts) ?? parts);
  await new Promise<void>((resolve) => app.server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    app,
    parts,
    clock,
    log,
    async close() {
      await app.drain();
      if (options.store === undefined) await store.close();
    },
  };
}
