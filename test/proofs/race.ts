import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { bundleProgram } from '../../scripts/bundle-program.mjs';
import { callHuman, startVisit } from '../../server/chat/visits.ts';
import { newId } from '../../server/ids.ts';
import type { Store } from '../../server/store/store.ts';
import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import type { SaboteurName } from './saboteurs.ts';
import { hire } from './support/clerk.ts';
import { type Pace, paceOf } from './support/fast-clock.ts';
import { type Ground, onGround, type Place, type Sql, withSql, withStore } from './support/ground.ts';
import { proofParts, smallKnowledge } from './support/parts.ts';

export interface RacerOptions {
  readonly place: Place;
  readonly pace: Pace;
  readonly saboteur: SaboteurName;
}

interface Chat {
  readonly conversation: string;
  readonly handoff: string;
  readonly epoch: number;
}

/** These agents accept these chats, all at the instant `at` (ns as text). */
export interface Race {
  readonly do: 'accept';
  readonly agents: readonly string[];
  readonly chats: readonly Chat[];
  readonly at: string;
}

/** A human is called in these conversations, at the instant `at`. */
export interface Called {
  readonly do: 'call';
  readonly conversations: readonly string[];
  readonly at: string;
}

export type Task = Race | Called;

/** What came of one accept. */
export interface Fate {
  readonly agent: string;
  readonly conversation: string;
  readonly won: boolean;
  readonly code?: string;
  readonly by?: string;
  readonly ms: number;
}

/**
 * A round: 2 to 10 agents in two processes accept one waiting visitor at the same instant. Besides, in a crowd, more
 * visitors than there is room for call for a human from both processes at once, and every agent accepts them all.
 */
export const race: Proof = {
  name: 'race',
  promise: 'One agent gets a visitor and the others are told who; no second handoff, no agent over capacity.',
  saboteur: 'looks whether the visitor still waits, then takes the chat',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, (ground) => runRaces(options, ground)),
};

const ROUNDS = { small: 30, long: 5_000 };
const CROWDS = { small: 2, long: 500 };
/** Visitors in a crowd, and agents with room for three each. */
const CROWD = { small: 15, long: 50 };
const TEAM = { small: 4, long: 10 };
const ROOM = 3;
const RACERS = 10;
/** From the word to the start, so that both processes are there when it comes. */
const RUN_UP_NS = 2_000_000n;

async function runRaces({ size, sabotage, rounds = ROUNDS[size] }: RunOptions, ground: Ground) {
  const { place } = ground;
  const pace = paceOf(1);
  const saboteur = sabotage ? 'check-then-act' : 'none';
  const racers = await Promise.all([1, 2].map(() => startRacer({ place, pace, saboteur })));
  try {
    return await withStore(place, (store) =>
      withSql(place, async (sql): Promise<Outcome> => {
        const scene = new Scene(store, sql, pace, racers);
        const times = await scene.duels(rounds);
        const crowds = sabotage ? 1 : Math.min(CROWDS[size], rounds);
        const taken = await scene.crowds(crowds, CROWD[size], TEAM[size]);
        const figures = { rounds, double: scene.findings.count('two winners'), ...times, ...taken };
        return { figures, broken: scene.findings.sentences() };
      }),
    );
  } finally {
    await Promise.all(racers.map(dismiss));
  }
}

class Scene {
  readonly findings = new Findings();
  readonly #store: Store;
  readonly #sql: Sql;
  readonly #pace: Pace;
  readonly #racers: readonly ChildProcess[];
  readonly #parts: ReturnType<typeof proofParts>;

  constructor(store: Store, sql: Sql, pace: Pace, racers: readonly ChildProcess[]) {
    this.#store = store;
    this.#sql = sql;
    this.#pace = pace;
    this.#racers = racers;
    this.#parts = proofParts(store, pace, smallKnowledge());
  }

  async duels(rounds: number) {
    const agents = await this.#hire('Duell', rounds);
    const names = new Map(agents.map(({ id, name }) => [id, name]));
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [chat] = await this.#waiting(1);
      if (chat === undefined) throw new Error('Nobody waits.');
      const count = 2 + (round % (RACERS - 1));
      const fates = await this.#race(
        agents.slice(0, count).map(({ id }) => id),
        [chat],
      );
      await this.#judge(chat, fates, names);
      times.push(...fates.filter(({ won }) => !won).map(({ ms }) => ms));
    }
    return { losersToldMsP99: Math.round(percentile(times, 0.99)) };
  }

  async #judge(chat: Chat, fates: readonly Fate[], names: ReadonlyMap<string, string>): Promise<void> {
    const winners = fates.filter(({ won }) => won);
    const { conversation } = chat;
    this.findings.expect(winners.length > 0, 'nobody won', conversation);
    this.findings.expect(winners.length < 2, 'two winners', `${winners.length} in ${conversation}`);
    const winner = winners[0]?.agent;
    const wrong = fates.find(({ won, by }) => !won && by !== names.get(winner ?? ''));
    this.findings.expect(wrong === undefined, 'loser not told who', JSON.stringify(wrong));
    const handoff = (await this.#store.findConversation(conversation))?.handoff;
    this.findings.expect(handoff?.agent === winner, 'stored owner is not the winner', conversation);
    const events = await this.#store.listEvents(conversation, 0, 100);
    const accepted = events.filter((event) => event.type === 'owner.changed' && event.owner === 'agent');
    this.findings.expect(accepted.length === 1, 'accepted more than once', conversation);
  }

  async crowds(count: number, size: number, team: number) {
    const agents = (await this.#hire('Andrang', ROOM)).slice(0, team);
    let accepted = 0;
    for (let round = 0; round < count; round += 1) {
      const conversations = await this.#begin(size);
      const at = instant();
      await Promise.all(this.#racers.map((racer) => tell(racer, { do: 'call', conversations, at })));
      const chats = await this.#chatsOf(conversations);
      this.findings.expect(chats.length === size, 'a visitor does not wait', `${chats.length} of ${size}`);
      const fates = await this.#race(
        agents.map(({ id }) => id),
        chats,
      );
      accepted += fates.filter(({ won }) => won).length;
      await this.#judgeCrowd(conversations, team * ROOM);
      await this.#clear();
    }
    return { crowds: count, callsAtOnce: 2 * size, accepted };
  }

  async #judgeCrowd(conversations: readonly string[], room: number): Promise<void> {
    const list = conversations.map((id) => `'${id}'`).join(',');
    const handoffs = await this.#sql.all(
      `select conversation from handoff where conversation in (${list}) group by conversation having count(*) > 1`,
    );
    this.findings.expect(handoffs.length === 0, 'two handoffs', JSON.stringify(handoffs[0]));
    const over = await this.#sql.all(
      "select agent, count(*) as chats from handoff where status = 'active' group by agent having count(*) > (select capacity from agent where agent.id = handoff.agent)",
    );
    this.findings.expect(over.length === 0, 'agent over capacity', JSON.stringify(over[0]));
    const taken = await this.#sql.all(
      `select count(*) as chats from handoff where status = 'active' and conversation in (${list})`,
    );
    this.findings.expect(Number(taken[0]?.chats) === room, 'room left free', JSON.stringify(taken[0]));
  }

  /** Ends all chats, so that everybody has room again. */
  async #clear(): Promise<void> {
    await this.#sql.all("update handoff set status = 'closed' where status <> 'closed'");
    await this.#sql.all('update agent set active = 0');
  }

  async #hire(name: string, capacity: number) {
    const agents = [];
    for (let index = 1; index <= RACERS; index += 1)
      agents.push((await hire(this.#store, `${name} ${index}`, capacity, this.#pace)).agent);
    for (const { id } of agents) await this.#store.setAvailable(id, true, this.#parts.clock.now());
    await this.#store.touchAgents(
      agents.map(({ id }) => id),
      this.#parts.clock.now() + 60 * 60 * 1000,
    );
    return agents;
  }

  #begin(count: number): Promise<string[]> {
    return Promise.all(
      Array.from({ length: count }, async () => (await startVisit(this.#parts)).conversation),
    );
  }

  async #waiting(count: number): Promise<Chat[]> {
    const conversations = await this.#begin(count);
    for (const id of conversations) await callHuman(this.#parts, id, newId());
    return this.#chatsOf(conversations);
  }

  async #chatsOf(conversations: readonly string[]): Promise<Chat[]> {
    const found = await Promise.all(conversations.map((id) => this.#store.findConversation(id)));
    return found.flatMap((one) =>
      one?.handoff ? [{ conversation: one.id, handoff: one.handoff.id, epoch: one.handoff.epoch }] : [],
    );
  }

  /** Half of the agents in each process. */
  async #race(agents: readonly string[], chats: readonly Chat[]): Promise<Fate[]> {
    const at = instant();
    const half = Math.ceil(agents.length / 2);
    const teams = [agents.slice(0, half), agents.slice(half)];
    const told = this.#racers.map((racer, index) =>
      tell(racer, { do: 'accept', agents: teams[index] ?? [], chats, at }),
    );
    return (await Promise.all(told)).flat();
  }
}

function instant(): string {
  return String(process.hrtime.bigint() + RUN_UP_NS);
}

async function startRacer(options: RacerOptions): Promise<ChildProcess> {
  const racer = fork(await bundleProgram('test/proofs/workers/racer.ts'), [JSON.stringify(options)]);
  await nextMessage(racer);
  return racer;
}

function tell(racer: ChildProcess, task: Task): Promise<Fate[]> {
  racer.send(task);
  return nextMessage(racer);
}

function nextMessage(racer: ChildProcess): Promise<Fate[]> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A racer ended with code ${code}.`));
    racer.once('exit', ended);
    racer.once('message', (told: { fates: Fate[] } | { failed: string }) => {
      racer.off('exit', ended);
      if ('fates' in told) resolve(told.fates);
      else reject(new Error(`A racer failed: ${told.failed}`));
    });
  });
}

/** A racer that is let go closes its store and ends. */
async function dismiss(racer: ChildProcess): Promise<void> {
  const exited = once(racer, 'exit');
  racer.disconnect();
  await exited;
}
