import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import type { Cluster, News } from './cluster.ts';
import { Line } from './line.ts';
import { createListeners } from './listeners.ts';
import { createPresence } from './presence.ts';

const CHANNEL = 'lotse_news';
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const MOST_BYTES = 7_500;
/** Notifications in one statement: each commit of them takes a lock that all processes share. */
const BATCH = 200;

export interface PostgresClusterOptions {
  /** The store's database, already brought to this program's schema. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Processes that share one PostgreSQL: news by LISTEN and NOTIFY, visitors as rows under the lease of their process.
 * Resolves when it hears the others.
 * @throws StartupError when the line to them cannot be opened
 */
export async function createPostgresCluster({ url, clock, log }: PostgresClusterOptions): Promise<Cluster> {
  const me = randomUUID();
  const { tell, subscribe } = createListeners();
  const publish = (news: News) => {
    tell(news);
    mail.send(toWire(news));
  };
  const line: Line = new Line({
    url,
    channel: CHANNEL,
    log,
    heard(payload) {
      const { from, news } = fromWire(payload);
      if (news !== undefined && from !== me) tell(news);
    },
    async opened(query, again) {
      await presence.announce(query);
      if (!again) return;
      tell({ type: 'missed' });
      // What was said here meanwhile, the others have not heard either. The line takes it when this is done.
      setImmediate(() => mail.send({ type: 'missed' }));
    },
  });
  const mail = createMail(line.query, me, log);
  const presence = createPresence({
    process: me,
    query: line.query,
    clock,
    changed: () => publish({ type: 'inbox' }),
  });
  await line.ready.catch((cause) => {
    throw new StartupError(
      'PostgreSQL takes no connection for the news between processes.',
      "Raise max_connections or the role's connection limit: each process needs its pool and one connection more.",
      { cause },
    );
  });
  return {
    publish,
    subscribe,
    visitorCame: presence.came,
    visitorsOnline: presence.online,
    async close() {
      await presence.leave();
      await line.close();
    },
  };
}

/** To other processes events are only named; they read what they show. */
function toWire(news: News): News {
  if (news.type !== 'events') return news;
  const seqs = news.events.map((event) => event.seq);
  return { type: 'stored', conversation: news.conversation, from: Math.min(...seqs), to: Math.max(...seqs) };
}

function fromWire(payload: string): { from?: string; news?: News } {
  try {
    return JSON.parse(payload) ?? {};
  } catch {
    return {};
  }
}

/** Sends what comes together in one statement, one statement at a time, so that the order stays. */
function createMail(query: Line['query'], from: string, log: Log): { send(news: News): void } {
  let waiting: string[] = [];
  let sending = false;
  const deliver = async () => {
    // What one thing brings goes together, and before its answers: others wait for it.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = [...new Set(waiting.slice(0, BATCH))];
      waiting = waiting.slice(BATCH);
      await query(`select pg_notify('${CHANNEL}', text) from unnest($1::text[]) as text`, [batch]);
    }
    sending = false;
  };
  return {
    send(news) {
      const text = JSON.stringify({ from, news });
      if (Buffer.byteLength(text) > MOST_BYTES)
        return log.warn('cluster.news.too-long', { event: news.type });
      waiting.push(text);
      if (sending) return;
      sending = true;
      void deliver();
    },
  };
}
