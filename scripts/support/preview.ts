import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createApp } from '../../server/app.ts';
import { usualRetention } from '../../server/chat/retention.ts';
import { createSeal, KEY_BYTES } from '../../server/chat/seal.ts';
import { systemClock } from '../../server/clock.ts';
import { createLocalCluster } from '../../server/cluster/local.ts';
import type { ExplainableUnderstanding } from '../../server/knowledge/understanding.ts';
import { listen } from '../../server/listen.ts';
import type { LiveKnowledge } from '../../server/live-knowledge.ts';
import type { Log } from '../../server/log.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { PREVIEW_PAGE } from './preview-page.ts';
import { previewReplies } from './preview-replies.ts';

/** Events shown of a conversation. */
const MOST_EVENTS = 500;

export interface PreviewOptions {
  readonly live: LiveKnowledge;
  readonly log: Log;
  /** 0 for any that is free. */
  readonly port: number;
  readonly publicDir: string;
}

export interface Preview {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The program on this machine only, with a database in memory, and beside it a page that explains every reply. Its two
 * addresses exist nowhere else: they are put before the program's own by this file.
 */
export async function startPreview({ live, log, port, publicDir }: PreviewOptions): Promise<Preview> {
  const store = await openStore({ dataDir: IN_MEMORY });
  const cluster = createLocalCluster();
  const app = createApp({
    store,
    cluster,
    clock: systemClock(0),
    log,
    seal: createSeal(randomBytes(KEY_BYTES)),
    assignment: { mode: 'manual', offerMs: 30_000 },
    retention: usualRetention,
    inForce: live.inForce,
    hours: () => live.inForce().knowledge.hours,
    publicDir,
    demo: false,
    production: false,
    allowedOrigins: [],
    trustProxy: 0,
  });
  let conversation: string | undefined;
  cluster.subscribe((news) => {
    if (news.type === 'events') conversation = news.conversation;
  });
  serveBefore(app.server, {
    '/preview': () => ({ type: 'text/html; charset=utf-8', body: PREVIEW_PAGE }),
    '/preview/replies': async () => ({
      type: 'application/json',
      body: JSON.stringify(await repliesOf(store, conversation, live)),
    }),
  });
  return {
    port: await listen(app.server, '127.0.0.1', port),
    async close() {
      await app.drain();
      await cluster.close();
      await store.close();
    },
  };
}

async function repliesOf(store: Store, conversation: string | undefined, live: LiveKnowledge) {
  const { knowledge, understanding, refused } = live.inForce();
  if (conversation === undefined) return { replies: [], refused };
  const events = await store.listEvents(conversation, 0, MOST_EVENTS);
  return { replies: previewReplies(events, knowledge, understanding as ExplainableUnderstanding), refused };
}

type Page = () => Promise<Sent> | Sent;
interface Sent {
  readonly type: string;
  readonly body: string;
}

/** Answers these addresses before the server's own listeners are asked. */
function serveBefore(server: Server, pages: Readonly<Record<string, Page>>): void {
  const others = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) {
      for (const other of others) other.call(server, request, response);
      return;
    }
    Promise.resolve(page()).then(
      ({ type, body }) =>
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      () => response.writeHead(500).end(),
    );
  });
}
