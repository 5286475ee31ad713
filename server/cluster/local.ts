import type { Cluster, News } from './cluster.ts';

/** One process: news go round inside it. */
export function createLocalCluster(): Cluster {
  const listeners = new Set<(news: News) => void>();
  const online = new Map<string, number>();
  const publish = (news: News) => {
    for (const listener of listeners) listener(news);
  };
  const count = (conversation: string, change: 1 | -1) => {
    const sockets = (online.get(conversation) ?? 0) + change;
    if (sockets === 0) online.delete(conversation);
    else online.set(conversation, sockets);
    if (sockets === 0 || (change === 1 && sockets === 1)) publish({ type: 'inbox' });
  };
  return {
    publish,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    visitorCame(conversation) {
      count(conversation, 1);
      let there = true;
      return () => {
        if (there) count(conversation, -1);
        there = false;
      };
    },
    visitorOnline: (conversation) => online.has(conversation),
  };
}
