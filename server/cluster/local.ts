import type { Cluster } from './cluster.ts';
import { createListeners } from './listeners.ts';
import { countSockets } from './sockets.ts';

/** One process: news go round inside it. */
export function createLocalCluster(): Cluster {
  const { tell, subscribe } = createListeners();
  const sockets = countSockets(() => tell({ type: 'inbox' }));
  return {
    publish: tell,
    subscribe,
    visitorCame: sockets.came,
    visitorsOnline: async (conversations) => new Set(conversations.filter(sockets.has)),
    close: async () => {},
  };
}
