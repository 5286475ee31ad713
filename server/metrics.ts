import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ChatParts } from './chat/parts.ts';
import { AGENT_GRACE_MS } from './chat/presence.ts';
import type { Store, Turn, TurnResult } from './store/store.ts';

/** Figures of this process in Prometheus' text format; docs/operations.md explains each. */
export interface Metrics {
  readonly contentType: string;
  /** All figures now. Those of the desk are read from the database. */
  readonly text: () => Promise<string>;
  /** One ask of a client: its name, `ok` or the code of its refusal, and how long the answer took. */
  readonly asked: (ask: string, outcome: string, ms: number) => void;
  /** One commit of the embedded database. */
  readonly committed: (writes: number, ms: number) => void;
  /** The same store, counting the turns that are saved. */
  counting(store: Store): Store;
  /** Reads gauges from the program at each `text()`. */
  watch(parts: Pick<ChatParts, 'store' | 'clock' | 'inForce'>, connections: () => Connections): void;
}

/** Open sockets by namespace. */
export type Connections = Readonly<Record<string, number>>;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WRITES = [1, 2, 5, 10, 20, 50, 100];

/** Creates the figures, Node's own among them (`process_*`, `nodejs_*`, with the delay of the event loop). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const asks = new Counter({
    name: 'lotse_asks_total',
    help: 'Asks of clients by name and outcome (ok or the code of the refusal).',
    labelNames: ['ask', 'outcome'],
    registers,
  });
  const askSeconds = new Histogram({
    name: 'lotse_ask_seconds',
    help: 'Time from an ask to its acknowledgement.',
    labelNames: ['ask'],
    buckets: SECONDS,
    registers,
  });
  const commitWrites = new Histogram({
    name: 'lotse_commit_writes',
    help: 'Writes that shared a commit of the embedded database.',
    buckets: WRITES,
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'lotse_commit_seconds',
    help: 'Time of a commit of the embedded database, its flush to the disk included.',
    buckets: SECONDS,
    registers,
  });
  const turns = createTurnFigures(registers);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    asked: (ask, outcome, ms) => {
      asks.inc({ ask, outcome });
      askSeconds.observe({ ask }, ms / 1_000);
    },
    committed: (writes, ms) => {
      commitWrites.observe(writes);
      commitSeconds.observe(ms / 1_000);
    },
    counting: (store) => countTurns(store, turns),
    watch: (parts, connections) => watchProgram(registers, parts, connections),
  };
}

interface TurnFigures {
  saved(turn: Turn, result: TurnResult['kind'], ms: number): void;
}

function createTurnFigures(registers: Registry[]): TurnFigures {
  const turns = new Counter({
    name: 'lotse_turns_total',
    help: 'Turns by what the database made of them: saved, repeated, conflict (taken again), refused.',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'lotse_turn_save_seconds',
    help: 'Time to save a turn durably, waiting for its commit included.',
    buckets: SECONDS,
    registers,
  });
  const uses = new Counter({
    name: 'lotse_uses_total',
    help: 'What turns meant to visitors: asked, answered, chosen, unanswered, helpful, unhelpful, handed-off.',
    labelNames: ['measure'],
    registers,
  });
  const resends = new Counter({
    name: 'lotse_outbox_resends_total',
    help: 'Messages that came again because their acknowledgement was lost; the first result was given.',
    registers,
  });
  return {
    saved({ usage }, outcome, ms) {
      turns.inc({ outcome });
      seconds.observe(ms / 1_000);
      if (outcome === 'repeated') resends.inc();
      if (outcome !== 'saved') return;
      for (const { measure, count } of usage?.counts ?? []) if (count > 0) uses.inc({ measure }, count);
    },
  };
}

function countTurns(store: Store, figures: TurnFigures): Store {
  const saveTurn = async (turn: Turn): Promise<TurnResult> => {
    const begun = performance.now();
    const result = await store.saveTurn(turn);
    figures.saved(turn, result.kind, performance.now() - begun);
    return result;
  };
  // By the prototype, since some of the store's properties are worked out when they are read.
  return Object.create(store, { saveTurn: { value: saveTurn } }) as Store;
}

function watchProgram(
  registers: Registry[],
  { store, clock, inForce }: Pick<ChatParts, 'store' | 'clock' | 'inForce'>,
  connections: () => Connections,
): void {
  const seconds = (since: number) => Math.max(0, clock.now() - since) / 1_000;
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // What cannot be read now must not hide the others.
        this.set(
          await Promise.resolve()
            .then(value)
            .catch(() => Number.NaN),
        );
      },
    });
  new Gauge({
    name: 'lotse_connections',
    help: 'Open sockets of this process by namespace.',
    labelNames: ['namespace'],
    registers,
    collect() {
      for (const [namespace, count] of Object.entries(connections())) this.set({ namespace }, count);
    },
  });
  gauge('lotse_queue_length', 'Visitors who wait for a person, offered chats included.', async () => {
    return (await store.listWaiting()).length;
  });
  gauge('lotse_queue_wait_seconds', 'How long the first in the queue has waited.', async () => {
    const [first] = await store.listWaiting();
    return first === undefined ? 0 : seconds(first.queuedAt);
  });
  gauge('lotse_agents_available', 'Agents who are there and take chats, in all processes.', () =>
    store.countAvailable(clock.now() - AGENT_GRACE_MS),
  );
  gauge('lotse_knowledge_age_seconds', 'Time since this process adopted its knowledge.', () => {
    const { since } = inForce();
    return since === undefined ? 0 : seconds(since);
  });
  gauge('lotse_knowledge_refused', '1 while the files have errors and an older state of them serves.', () =>
    inForce().refused.length > 0 ? 1 : 0,
  );
}
