import type { Cluster, News } from './cluster.ts';

/** Those who listen in this process. */
export function createListeners(): { tell(news: News): void; subscribe: Cluster['subscribe'] } {
  const listeners = new Set<(news: News) => void>();
  return {
    tell(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
