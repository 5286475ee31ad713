import fc, { type Scheduler } from 'fast-check';
import { expect, it } from 'vitest';
import type { HandoffChange, Store, Turn, TurnResult } from '../../../server/store/store.ts';
import {
  agentSays,
  allEvents,
  begin,
  countTo,
  load,
  NOW,
  ownerBecomes,
  type Subject,
  seqs,
  signUp,
  visitorSays,
} from '../support.ts';

const CAPACITY = 1;
const ACTS = [
  'say',
  'say again',
  'call',
  'offer',
  'pass',
  'accept',
  'hold',
  'transfer',
  'requeue',
  'close',
] as const;
const step = fc.record({ act: fc.constantFrom(...ACTS), chat: fc.nat({ max: 2 }) });
type Step = { act: (typeof ACTS)[number]; chat: number };
const scripts = fc.array(fc.array(step, { maxLength: 8 }), { minLength: 2, maxLength: 4 });

/** One run's callers, chats and what the store answered. */
interface Run {
  readonly store: Store;
  readonly name: string;
  readonly saved: { readonly turn: Turn; readonly result: Extract<TurnResult, { kind: 'saved' }> }[];
}

export function interleavingCases(given: () => Subject): void {
  it('keeps its invariants however the turns of several callers mix (2, 3, 4, 5, 6, 7)', async () => {
    await checkInterleavings(given().store);
  });
}

/**
 * Lets random scripts of several callers run against the store in random order.
 * @throws The shortest script that broke an invariant.
 */
export async function checkInterleavings(
  store: Store,
  options: Pick<fc.Parameters, 'numRuns' | 'endOnFailure'> = {},
): Promise<void> {
  let runs = 0;
  const property = fc.asyncProperty(scripts, fc.scheduler(), async (callers, scheduler) => {
    runs += 1;
    await checkRun({ store, name: `run${runs}`, saved: [] }, callers, scheduler);
  });
  await fc.assert(property, { numRuns: 60, ...options });
}

async function checkRun(run: Run, callers: readonly Step[][], scheduler: Scheduler): Promise<void> {
  const { store } = run;
  const agents = callers.map((_, index) => `${run.name}-agent${index}`);
  const chats = [0, 1, 2].map((index) => `${run.name}-chat${index}`);
  for (const agent of agents) {
    await signUp(store, agent, { capacity: CAPACITY });
    await store.setAvailable(agent, true, NOW);
  }
  for (const chat of chats) await begin(store, chat);
  const inboxBefore = await store.inboxSeq();

  const played = callers.map((steps, index) => play(run, steps, agents[index] ?? '', scheduler));
  await scheduler.waitFor(Promise.all(played));

  for (const chat of chats) await checkChat(run, chat);
  for (const agent of agents) await checkPlaces(store, agent);
  const raised = run.saved.flatMap(({ result }) => result.inboxSeq ?? []);
  expect(raised.sort((a, b) => a - b)).toEqual(countTo(raised.length).map((n) => inboxBefore + n));
}

/** No agent holds more than the capacity, and the count that decides is the count of what is held. */
async function checkPlaces(store: Store, agent: string): Promise<void> {
  const held = (await store.listHeld(agent)).length;
  expect(held).toBeLessThanOrEqual(CAPACITY);
  expect((await store.listAgents()).find(({ id }) => id === agent)?.active).toBe(held);
}

/** A caller loads, lets others go first, saves what it made of it, and answers a conflict by trying once more. */
async function play({ store, name, saved }: Run, steps: Step[], agent: string, scheduler: Scheduler) {
  for (const [index, { act, chat }] of steps.entries()) {
    for (const _attempt of [1, 2]) {
      const turn = await turnOf(store, `${name}-chat${chat}`, act, agent, index);
      await scheduler.schedule(Promise.resolve(), `${agent} ${act} chat${chat}`);
      const result = await store.saveTurn(turn);
      if (result.kind === 'saved') saved.push({ turn, result });
      if (result.kind !== 'conflict') break;
    }
  }
}

async function turnOf(
  store: Store,
  chat: string,
  act: Step['act'],
  agent: string,
  index: number,
): Promise<Turn> {
  const { version, state, handoff } = await load(store, chat);
  const clientId = act === 'say again' ? 'client-same' : `client-${index}`;
  const at = { id: handoff?.id ?? 'none', epoch: handoff?.epoch ?? 1 };
  const turn = { conversation: chat, expectedVersion: version, at: NOW, state };
  const said = { ...turn, command: { sender: agent, clientId }, events: [visitorSays(act, clientId)] };
  const changes: Partial<Record<Step['act'], HandoffChange>> = {
    call: { do: 'open', id: `${agent}-${chat}-${index}`, reason: 'wish', question: '' },
    accept: { do: 'accept', ...at, agent },
    offer: { do: 'offer', ...at, agent, until: NOW },
    pass: { do: 'pass', ...at },
    hold: { do: 'hold', ...at, agent },
    transfer: { do: 'transfer', ...at, agent: handoff?.agent ?? 'none', to: agent },
    requeue: { do: 'requeue', ...at },
    close: { do: 'close', ...at, reason: 'solved' },
  };
  const change = changes[act];
  return change ? { ...turn, events: [ownerBecomes('queue'), agentSays(act)], handoff: change } : said;
}

async function checkChat({ store, saved }: Run, chat: string): Promise<void> {
  const conversation = await load(store, chat);
  const events = await allEvents(store, chat);
  const mine = saved.filter(({ turn }) => turn.conversation === chat);
  expect(seqs(events)).toEqual(countTo(conversation.lastSeq));
  expect(conversation.version).toBe(1 + mine.length);
  expect(events).toEqual(mine.flatMap(({ result }) => result.events).sort((a, b) => a.seq - b.seq));

  const keys = mine.flatMap(({ turn }) => (turn.command ? [JSON.stringify(turn.command)] : []));
  expect(new Set(keys).size).toBe(keys.length);
  const count = (act: HandoffChange['do']) => mine.filter(({ turn }) => turn.handoff?.do === act).length;
  expect(count('open') - count('close')).toBe(conversation.handoff ? 1 : 0);
  expect(count('accept')).toBeLessThanOrEqual(count('open') + count('requeue'));
}
