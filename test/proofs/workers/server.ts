import { type AppParts, createApp } from '../../../server/app.ts';
import { createPostgresCluster } from '../../../server/cluster/postgres.ts';
import { saboteurs } from '../saboteurs.ts';
import { openPlace } from '../support/ground.ts';
import { proofParts, smallKnowledge } from '../support/parts.ts';
import type { Ask, ProgramOptions, Told } from '../support/program.ts';

/*
 * The program as a process of its own, composed with a test's parts. It gets ready, waits for the word to open its
 * store and to listen, and ends itself without a word at a failpoint that it was told.
 */

const options = JSON.parse(process.argv[2] ?? '') as ProgramOptions;
// Whoever ends the run may have gone already; then nobody needs to know.
const tell = (told: Told) => process.connected && process.send?.(told, () => {});
const saboteur = saboteurs[options.saboteur ?? 'none'];
const inForce = smallKnowledge();
let armed: string | undefined;

function pass(point: string): void {
  if (point === armed) process.kill(process.pid, 'SIGKILL');
}

async function open(port: number): Promise<void> {
  const store = await (saboteur.open ?? openPlace)(options.place, pass);
  const log = (line: string) => process.stderr.write(line);
  const plain = proofParts(store, options.pace, inForce, options.verbose ? log : () => {});
  const { cluster } = await joined(plain);
  const publish: typeof cluster.publish = (news) => {
    cluster.publish(news);
    if (news.type === 'events') pass('published');
  };
  const { trustProxy = plain.trustProxy } = options;
  const parts = { ...plain, trustProxy, cluster: { ...cluster, publish } };
  const app = createApp(saboteur.parts?.(parts) ?? parts);
  app.server.listen(port, '127.0.0.1', () => {
    const address = app.server.address();
    tell({ listening: typeof address === 'object' && address !== null ? address.port : 0 });
  });
  const leave = async () => {
    if (saboteur.leaves) process.exit(0);
    await app.drain();
    await cluster.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void leave());
}

/** Processes that share a database hear each other through it. */
async function joined(parts: AppParts): Promise<AppParts> {
  const { place } = options;
  if (place.engine === 'sqlite' || saboteur.deaf) return parts;
  const { clock, log } = parts;
  return { ...parts, cluster: await createPostgresCluster({ url: place.databaseUrl, clock, log }) };
}

process.on('message', (ask: Ask) => {
  if ('listen' in ask) void open(ask.listen);
  else armed = ask.arm ?? undefined;
});
process.on('disconnect', () => process.exit(1));
tell({ warm: true });
