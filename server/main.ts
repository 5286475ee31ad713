import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type App, createApp } from './app.ts';
import { inviteFirst } from './chat/accounts.ts';
import type { ChatParts } from './chat/parts.ts';
import { createSeal } from './chat/seal.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Cluster } from './cluster/cluster.ts';
import { createLocalCluster } from './cluster/local.ts';
import { type Config, readConfig } from './config.ts';
import { instantOf, localTime } from './hours/local-time.ts';
import { alwaysOpen } from './hours/schedule.ts';
import { readIdentityKey } from './identity.ts';
import { endOnFailure } from './last-resort.ts';
import { listen } from './listen.ts';
import { type LiveKnowledge, openKnowledge } from './live-knowledge.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { programName } from './program-name.ts';
import { assertSharedKey, readEarlierKeys, readSealKey } from './seal-key.ts';
import { StartupError } from './startup-error.ts';
import { placeOf } from './store/database-url.ts';
import { openStore } from './store/open.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** Zone of the setting CLOCK. */
const ZONE = 'Europe/Berlin';
const MINUTE_MS = 60_000;

/**
 * How much the heap grows from one full collection to the next, in percent. V8 would take a tenth, since a server throws
 * little away: with 10,000 lines open it then collects every eight seconds, each time at the cost of all others.
 */
const HEAP_GROWTH = 50;

/** Starts the process: settings, knowledge, database, app, port; then waits for a signal to drain. */
async function main(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const config = readConfig(process.env);
  const clock = systemClock(clockOffset(config.CLOCK));
  const format = config.LOG ?? (process.stderr.isTTY ? 'human' : 'json');
  const log = createLog(format, clock.now, (line) => process.stderr.write(line));
  const today = () => localTime(ZONE, clock.now()).date;
  let knowledgeChanged = () => {};
  const program = programName([import.meta.filename, join(PROJECT, 'package-lock.json')]);
  const live = openKnowledge({
    dir: config.KNOWLEDGE_DIR,
    defaultsDir: join(PROJECT, 'knowledge'),
    cacheDir: join(PROJECT, '.cache'),
    ...(program !== undefined && { program }),
    today,
    now: clock.now,
    log,
    changed: () => knowledgeChanged(),
  });
  await learnt(live);
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = config;
  const metrics = createMetrics();
  const store = metrics.counting(
    await openStore({ dataDir, databaseUrl, log, committed: metrics.committed }),
  );
  const sealKey = readSealKey(dataDir, config.SEAL_KEY);
  const earlierKeys = readEarlierKeys(config.SEAL_KEY_OLD);
  if (databaseUrl !== undefined) await assertSharedKey(sealKey, earlierKeys, store, clock.now());
  const cluster = await joinCluster(databaseUrl, clock, log);
  knowledgeChanged = () => cluster.publish({ type: 'inbox' });
  const parts: ChatParts = {
    store,
    cluster,
    clock,
    log,
    seal: createSeal(sealKey, earlierKeys),
    assignment: { mode: config.ASSIGNMENT, offerMs: config.OFFER_SECONDS * 1_000 },
    retention: {
      abandoned: config.RETENTION_ABANDONED_DAYS,
      conversations: config.RETENTION_CONVERSATION_DAYS,
      requests: config.RETENTION_REQUEST_DAYS,
      gaps: config.RETENTION_GAP_DAYS,
      audit: config.RETENTION_AUDIT_DAYS,
      statistics: config.RETENTION_STATISTICS_DAYS,
    },
    ...identityRule(config),
    inForce: live.inForce,
    hours: () => {
      const { hours } = live.inForce().knowledge;
      return config.SERVICE_HOURS === 'always' ? alwaysOpen(hours) : hours;
    },
  };
  const app = createApp({
    ...parts,
    publicDir: join(PROJECT, 'dist', 'public'),
    demo: !config.production,
    production: config.production,
    allowedOrigins: config.allowedOrigins,
    metrics: { ...metrics, ...(config.METRICS_TOKEN !== undefined && { token: config.METRICS_TOKEN }) },
    trustProxy: config.TRUST_PROXY,
    socketsPerAddress: config.SOCKETS_PER_ADDRESS,
  });
  reloadDaily(clock, today, live);
  endOnFailure(process, log);
  const port = await listen(app.server, config.HOST, config.PORT);
  announce(config, port, await inviteFirst(parts));
  drainOnSignal(app, async () => {
    live.close();
    await cluster.close();
    await store.close();
  });
}

/** How visitors are proved, if the operator has agreed on a key with the portal. */
function identityRule(config: Config): Pick<ChatParts, 'identity'> {
  const required = config.VISITORS === 'identified';
  if (config.IDENTITY_KEY === undefined) {
    if (!required) return {};
    throw new StartupError(
      'VISITORS=identified, but there is no IDENTITY_KEY.',
      'Set the key with which the portal signs, or let anyone chat.',
    );
  }
  const key = readIdentityKey(config.IDENTITY_KEY);
  return { identity: { key, audience: config.IDENTITY_AUDIENCE, required } };
}

/** Processes that share a database hear each other through it. */
async function joinCluster(url: string | undefined, clock: Clock, log: Log): Promise<Cluster> {
  if (url === undefined) return createLocalCluster();
  const { createPostgresCluster } = await import('./cluster/postgres.ts');
  return createPostgresCluster({ url, clock, log });
}

/** Longest wait at a start for what is learnt from the examples; after that the index alone judges meanwhile. */
const LEARNING_MS = 20_000;

/** At once when the knowledge was learnt before; the first start of a knowledge takes some seconds. */
async function learnt(live: LiveKnowledge): Promise<void> {
  const enough = new Promise<void>((resolve) => setTimeout(resolve, LEARNING_MS).unref());
  const hint = setTimeout(() => process.stderr.write('Learning from the example questions …\n'), 1_000);
  await Promise.race([live.settled(), enough]);
  clearTimeout(hint);
}

/** Articles are valid by the day: at midnight they are looked at again. */
function reloadDaily(clock: Clock, today: () => string, live: LiveKnowledge): void {
  let day = today();
  clock.every(MINUTE_MS, () => {
    if (today() === day) return;
    day = today();
    live.reload();
  });
}

function clockOffset(wallTime: string | undefined): number {
  if (wallTime === undefined) return 0;
  const [date = '', time = ''] = wallTime.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf(ZONE, date, (hour * 60 + minute) * MINUTE_MS) - Date.now();
}

function announce(config: Config, port: number, invitation: string | undefined): void {
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(config.HOST) ? 'localhost' : config.HOST;
  const base = `http://${host}:${port}`;
  const lines = [
    'Lotse is ready.',
    ...(config.production ? [] : [`  Demo portal  ${base}/`]),
    `  Console      ${base}/console`,
    `  Data         ${config.DATABASE_URL === undefined ? config.DATA_DIR : placeOf(config.DATABASE_URL)}`,
    ...(invitation === undefined
      ? []
      : [
          '  First account (a supervisor), link good once and for 24 hours:',
          `  ${base}/console#einladung=${invitation}`,
        ]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** How long turns under way may take to finish. */
const DRAIN_MS = 10_000;

function drainOnSignal(app: App, close: () => Promise<void>): void {
  let draining = false;
  const drain = async () => {
    if (draining) return;
    draining = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await app.drain();
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain());
}

main().catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.sentence}\n${error.remedy}\n`);
  process.exit(1);
});
