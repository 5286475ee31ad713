import type { Socket } from 'socket.io-client';
import type { Inbox } from '../../protocol/agent.ts';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { type ConversationEvent, type ConversationStatus, EventBody } from '../../protocol/conversation.ts';
import type { AppParts } from '../../server/app.ts';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import { reduce, type State, startState } from '../../widget/state.ts';
import { clientId, connect, must } from '../support/client.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { type Badge, hire } from './support/clerk.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, openPlace } from './support/ground.ts';
import { later } from './support/link.ts';
import { type LocalApp, openLocalApp } from './support/local-app.ts';

type EventType = EventBody['type'];

/**
 * One client is told everything and never asks again; another one comes fresh after every act. Both must show the
 * same, so whatever a sync tells is also told to those who are there. The acts must bring about every event type.
 */
export const snapshot: Proof = {
  name: 'snapshot',
  promise: 'Who was told every event sees what a fresh client sees, for every type of event.',
  saboteur: 'forgets to tell one type of event, each type in its turn',
  engines: ['sqlite'],
  run: (options) => onGround(options, ({ place }) => tellAndCompare(place, options)),
};

/** How long news may take on a busy machine; what a saboteur does not tell never comes. */
const PATIENCE_MS = { plain: 3_000, sabotaged: 400 };

const types = EventBody.options.map((option) => option.shape.type.value);

async function tellAndCompare(
  place: Parameters<typeof openPlace>[0],
  { sabotage }: RunOptions,
): Promise<Outcome> {
  const store = await openPlace(place);
  // Agents count as gone after 45 s of this clock, so it must not run too fast.
  const pace = paceOf(20, 20);
  const badge = await hire(store, 'Anna', 3, pace);
  const findings = new Findings();
  const seen = new Set<string>();
  const missed: string[] = [];
  for (const dropped of sabotage ? types : [undefined]) {
    const app = await openLocalApp(store, pace, (parts) => dropping(parts, dropped));
    const scene = await Scene.open(app, badge);
    const differing = await scene.play(PATIENCE_MS[sabotage ? 'sabotaged' : 'plain']);
    for (const type of scene.types) seen.add(type);
    if (differing !== undefined) findings.note('differs', differing);
    else if (dropped !== undefined) missed.push(dropped);
    scene.close();
    await app.close();
  }
  await store.close();
  for (const type of types.filter((known) => !seen.has(known) && !sabotage))
    findings.note('event type without an act in this proof', type);
  // A saboteur that was overlooked makes the whole row void.
  const broken = missed.length > 0 ? [] : findings.sentences();
  return {
    figures: { types: types.length, covered: seen.size, differing: findings.count('differs') },
    broken,
  };
}

/** The program, except that nobody hears of one type of event. */
function dropping(parts: AppParts, type: EventType | undefined): AppParts {
  const { cluster } = parts;
  const publish: typeof cluster.publish = (news) =>
    cluster.publish(
      news.type === 'events' ? { ...news, events: news.events.filter((event) => event.type !== type) } : news,
    );
  return { ...parts, cluster: { ...cluster, publish } };
}

/** A visitor and an agent who live on what they are told. */
class Scene {
  readonly #app: LocalApp;
  readonly #visitor: Socket;
  readonly #agent: Socket;
  readonly #token: string;
  #view: State = startState;
  #thread: ConversationEvent[] = [];
  #inbox: Inbox;
  #inboxTold = 0;
  #conversation = '';

  private constructor(app: LocalApp, visitor: Socket, agent: Socket, token: string, inbox: Inbox) {
    this.#app = app;
    this.#visitor = visitor;
    this.#agent = agent;
    this.#token = token;
    this.#inbox = inbox;
    visitor.on('event:added', ({ event }) => this.#take({ type: 'added', event }));
    visitor.on('status:changed', ({ status }) => this.#take({ type: 'status', status }));
    agent.on('event:added', ({ event }: { event: ConversationEvent }) => this.#thread.push(event));
    agent.on('inbox:changed', ({ seq }: { seq: number }) => {
      this.#inboxTold = seq;
    });
  }

  static async open(app: LocalApp, badge: Badge): Promise<Scene> {
    const agent = await connectAgent(app, badge);
    await must(agent, 'presence:set', { available: true });
    const visitor = await connect(app.url, '/visitor', { protocol: PROTOCOL_VERSION });
    const { token } = await must<{ token: string }>(visitor, 'conversation:start', { clientId: clientId() });
    const { inbox } = await must<{ inbox: Inbox }>(agent, 'inbox:sync', {});
    const scene = new Scene(app, visitor, agent, token, inbox);
    scene.#view = await snapshotOf(visitor);
    return scene;
  }

  get types(): string[] {
    return this.#view.events.map(({ type }) => type);
  }

  /** Plays all acts; ends at the first after which somebody sees something else, and says what. */
  async play(patience: number): Promise<string | undefined> {
    for (const [name, act] of Object.entries(this.#acts)) {
      await act();
      const differing = await this.#differing(patience);
      if (differing !== undefined) return `${name}: ${differing}`;
    }
    return undefined;
  }

  readonly #acts: Record<string, () => Promise<unknown>> = {
    'a question and its answer': () => this.#ask('message:send', { text: 'Welchen Browser brauche ich?' }),
    'a rated answer': () =>
      this.#ask('answer:rate', { answer: this.#lastSeq('assistant.message'), helpful: true }),
    'a message form': () => this.#ask('request:submit', { text: 'Bitte melden.', phone: '0800 4520104' }),
    'a wish for a human': () => this.#ask('handoff:request', {}),
    'leaving the queue': () => this.#ask('handoff:leave', {}),
    'another wish': () => this.#ask('handoff:request', {}),
    'an accepted chat': () => this.#accept(),
    'an agent’s message': () => this.#act('message:send', { text: 'Guten Tag.' }),
    'a visitor’s message to the agent': () => this.#ask('message:send', { text: 'Hallo.' }),
    'a closed chat': () => this.#act('chat:close', { reason: 'solved' }),
    'a rated chat': () => this.#ask('chat:rate', { stars: 5 }),
    'the end': () => this.#ask('conversation:close', {}),
  };

  close(): void {
    this.#visitor.close();
    this.#agent.close();
  }

  #take(input: Parameters<typeof reduce>[1]): void {
    this.#view = reduce(this.#view, input);
  }

  #ask(name: string, request: object): Promise<unknown> {
    return must(this.#visitor, name, { clientId: clientId(), ...request });
  }

  async #accept(): Promise<void> {
    const { inbox } = await must<{ inbox: Inbox }>(this.#agent, 'inbox:sync', {});
    const chat = inbox.waiting[0];
    if (chat === undefined) throw new Error('Nobody waits.');
    this.#conversation = chat.conversation;
    this.#thread = (await this.#threadNow()).slice();
    const { conversation, handoff, epoch } = chat;
    await must(this.#agent, 'chat:accept', { conversation, handoff, epoch, clientId: clientId() });
  }

  async #act(name: string, request: object): Promise<void> {
    const { inbox } = await must<{ inbox: Inbox }>(this.#agent, 'inbox:sync', {});
    const chat = inbox.mine[0];
    if (chat === undefined) throw new Error('The agent has no chat.');
    const { conversation, handoff, epoch } = chat;
    await must(this.#agent, name, { conversation, handoff, epoch, clientId: clientId(), ...request });
  }

  #lastSeq(type: EventType): number {
    return this.#view.events.findLast((event) => event.type === type)?.seq ?? 0;
  }

  /** What somebody who is told sees differently from somebody who asks, once the news have had their time. */
  async #differing(patience: number): Promise<string | undefined> {
    const end = performance.now() + patience;
    for (;;) {
      const differing = (await this.#visitorDiffers()) ?? (await this.#agentDiffers());
      if (differing === undefined || performance.now() > end) return differing;
      await later(20);
    }
  }

  async #visitorDiffers(): Promise<string | undefined> {
    const socket = await connect(this.#app.url, '/visitor', {
      protocol: PROTOCOL_VERSION,
      token: this.#token,
    });
    const fresh = await snapshotOf(socket);
    socket.close();
    const parts: (keyof State)[] = ['events', 'status'];
    return differs('the visitor', pick(this.#view, parts), pick(fresh, parts));
  }

  async #agentDiffers(): Promise<string | undefined> {
    const { inbox } = await must<{ inbox: Inbox }>(this.#agent, 'inbox:sync', {});
    const changed = differs('', listOf(inbox), listOf(this.#inbox)) !== undefined;
    if (changed && this.#inboxTold < inbox.seq) return 'the agents were not told of a change in the inbox';
    this.#inbox = inbox;
    return this.#conversation === ''
      ? undefined
      : differs('the agent', this.#thread, await this.#threadNow());
  }

  async #threadNow(): Promise<ConversationEvent[]> {
    const request = { conversation: this.#conversation, since: 0 };
    return (await must<{ events: ConversationEvent[] }>(this.#agent, 'conversation:sync', request)).events;
  }
}

function connectAgent(app: LocalApp, badge: Badge): Promise<Socket> {
  const headers = { cookie: `${SESSION_COOKIE}=${badge.token}`, origin: app.url };
  return connect(app.url, '/agent', { csrf: badge.csrf }, headers);
}

/** What a client shows that has just come. */
async function snapshotOf(socket: Socket): Promise<State> {
  let state = startState;
  for (;;) {
    const since = state.events.length;
    const page = await must<{
      epoch: string;
      events: ConversationEvent[];
      more: boolean;
      status: ConversationStatus;
      question: string;
    }>(socket, 'conversation:sync', { since });
    state = reduce(state, { type: 'synced', since, known: state.known, ...page });
    if (!page.more) return state;
  }
}

/** What an inbox lists, without the moment it was read at. */
function listOf({ waiting, mine, requests, desk }: Inbox): object {
  return { waiting, mine, requests, desk };
}

function pick(state: State, keys: readonly (keyof State)[]): object {
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

function differs(who: string, told: object, asked: object): string | undefined {
  const [one, other] = [JSON.stringify(told), JSON.stringify(asked)];
  return one === other ? undefined : `${who} was told ${one.slice(-200)}, but there is ${other.slice(-200)}`;
}
