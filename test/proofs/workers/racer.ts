import { acceptChat } from '../../../server/chat/desk.ts';
import { callHuman } from '../../../server/chat/visits.ts';
import { newId } from '../../../server/ids.ts';
import { RequestError } from '../../../server/request-error.ts';
import type { Agent, Store } from '../../../server/store/store.ts';
import type { Called, Fate, Race, RacerOptions, Task } from '../race.ts';
import { saboteurs } from '../saboteurs.ts';
import { openPlace } from '../support/ground.ts';
import { proofParts, smallKnowledge } from '../support/parts.ts';

/* One of the processes that accept and call at the same instant. It is told what, and answers with what came of it. */

const { place, pace, saboteur } = JSON.parse(process.argv[2] ?? '') as RacerOptions;
const store: Store = await (saboteurs[saboteur].open ?? openPlace)(place, () => {});
const parts = proofParts(store, pace, smallKnowledge());
const agents = new Map<string, Promise<Agent | undefined>>();

/** Everybody waits here for the same instant of the machine's monotonic clock. */
function barrier(at: string): void {
  while (process.hrtime.bigint() < BigInt(at));
}

async function accept({ agents: ids, chats, at }: Race): Promise<Fate[]> {
  const known = await Promise.all(ids.map(agentOf));
  barrier(at);
  return Promise.all(known.flatMap((agent) => chats.map((chat) => fate(agent, chat))));
}

async function fate(agent: Agent, chat: Race['chats'][number]): Promise<Fate> {
  const begun = performance.now();
  try {
    await acceptChat(parts, agent, { ...chat, clientId: newId() });
    return { agent: agent.id, conversation: chat.conversation, won: true, ms: performance.now() - begun };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { code, by } = error;
    const told = { code, ...(by !== undefined && { by }), ms: performance.now() - begun };
    return { agent: agent.id, conversation: chat.conversation, won: false, ...told };
  }
}

async function call({ conversations, at }: Called): Promise<Fate[]> {
  barrier(at);
  const calls = conversations.map((conversation) =>
    callHuman(parts, conversation, newId()).catch((error) => {
      if (!(error instanceof RequestError)) throw error;
    }),
  );
  await Promise.all(calls);
  return [];
}

async function agentOf(id: string): Promise<Agent> {
  if (!agents.has(id)) agents.set(id, store.findAgent(id));
  const agent = await agents.get(id);
  if (agent === undefined) throw new Error(`There is no agent ${id}.`);
  return agent;
}

process.on('message', (task: Task) => {
  const done = task.do === 'accept' ? accept(task) : call(task);
  done.then(
    (fates) => process.send?.({ fates }),
    (error) => process.send?.({ failed: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => void store.close().then(() => process.exit(0)));
process.send?.({ fates: [] });
