import type { AppParts } from '../../../server/app.ts';
import type { Cluster } from '../../../server/cluster/cluster.ts';
import { createPostgresCluster } from '../../../server/cluster/postgres.ts';
import { createLog } from '../../../server/log.ts';
import { openStore } from '../../../server/store/open.ts';
import type { Store } from '../../../server/store/store.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import type { TestClock } from '../../support/clock.ts';

/** The program once more on the same PostgreSQL, with its own connections and its own ears. */
export interface ClusterProcess extends TestApp {
  readonly store: Store;
  readonly cluster: Cluster;
  /** How many visitors came to this process so far. */
  readonly clients: () => number;
}

const quiet = createLog(
  'json',
  () => 0,
  () => {},
);

export async function startProcess(
  url: string,
  clock: TestClock,
  overrides: Partial<AppParts> = {},
): Promise<ClusterProcess> {
  const store = await openStore({ dataDir: '', databaseUrl: url });
  const cluster = await createPostgresCluster({ url, clock, log: quiet });
  let clients = 0;
  const counting: Cluster = {
    ...cluster,
    visitorCame(conversation) {
      clients += 1;
      return cluster.visitorCame(conversation);
    },
  };
  const app = await startApp({ store, clock, overrides: { ...overrides, cluster: counting } });
  return { ...app, store, cluster, clients: () => clients };
}

export async function endProcess({ close, cluster, store }: ClusterProcess): Promise<void> {
  await close();
  await cluster.close();
  await store.close();
}
