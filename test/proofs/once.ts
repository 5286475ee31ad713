import type { Inbox, InboxChat } from '../../protocol/agent.ts';
import { PROTOCOL_VERSION } from '../../protocol/constants.ts';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import { hashToken } from '../../server/ids.ts';
import { type Engine, Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { storedEvents } from './support/book.ts';
import { type Badge, hire } from './support/clerk.ts';
import { type Pace, paceOf } from './support/fast-clock.ts';
import { onGround, type Place, withSql, withStore } from './support/ground.ts';
import { Persistent } from './support/persistent.ts';
import { type Program, startProgram } from './support/program.ts';

/**
 * A conversation that uses every command is played once without a fault, and then with a SIGKILL at a point of the
 * code in every single command; the client asks again under the same id.
 */
export const once: Proof = {
  name: 'once',
  promise: 'A command happens once, wherever in the code the server dies.',
  saboteur: 'forgets which commands were done',
  engines: ['sqlite', 'postgres'],
  async run(options) {
    const deadly = deadlyOf(options);
    const play = (moment?: Moment) =>
      onGround(options, ({ place }) => playThrough(place, moment && { moment, deadly }, options.sabotage));
    const findings = new Findings();
    const calm = await play();
    let kills = 0;
    for (const moment of MOMENTS[options.size]) {
      const played = await play(moment);
      kills += played.kills;
      const [one, other] = [calm.state, played.state].map((state) =>
        JSON.stringify(state, undefined, 1).split('\n'),
      );
      const line = one?.findIndex((text, index) => text !== other?.[index]) ?? -1;
      if (line === -1 && one?.length === other?.length) continue;
      findings.note(
        'ends otherwise',
        `${moment}: ${other?.[line]?.trim()} in place of ${one?.[line]?.trim()}`,
      );
    }
    const expected = deadly.length * MOMENTS[options.size].length;
    findings.expect(
      options.sabotage || kills === expected,
      'point not passed',
      `${kills} of ${expected} kills`,
    );
    return { figures: { commands: deadly.length, kills }, broken: findings.sentences() } satisfies Outcome;
  },
};

/** Where the process dies: before anything is kept, before anybody hears of it, before the answer. */
type Moment = 'before_commit' | 'after_commit' | 'published';
const MOMENTS: Record<RunOptions['size'], readonly Moment[]> = {
  small: ['after_commit'],
  long: ['before_commit', 'after_commit', 'published'],
};

interface Command {
  readonly name: string;
  /** Under which label the store commits it. */
  readonly label: 'turn' | 'desk' | 'account' | 'conversation';
  readonly run: (scene: Scene, clientId: string) => Promise<unknown>;
}

/** In the small form only the first of each of these dies; every other command just runs. */
const SMALL: Record<Engine, readonly string[]> = {
  sqlite: ['message:send', 'request:submit', 'handoff:request', 'chat:accept', 'chat:close'],
  postgres: ['message:send', 'chat:accept'],
};

function deadlyOf({ size, sabotage, engine }: RunOptions): readonly Command[] {
  if (size === 'long') return COMMANDS;
  // The saboteur forgets every command, so one is enough to see it.
  const names = sabotage ? ['message:send'] : SMALL[engine];
  return names.flatMap((name) => COMMANDS.find((command) => command.name === name) ?? []);
}

const visitor =
  (request: object = {}) =>
  (name: string): Command => ({
    name,
    label: 'turn',
    run: (scene, clientId) => scene.visitor.ask(name, { clientId, ...request }),
  });

const inChat =
  (list: 'waiting' | 'mine', request: object = {}) =>
  (name: string): Command => ({
    name,
    label: 'turn',
    async run(scene, clientId) {
      const { conversation, handoff, epoch } = await scene.chat(list);
      await scene.agent.ask(name, { conversation, handoff, epoch, clientId, ...request });
    },
  });

const atDesk =
  (label: Command['label'], request: (scene: Scene) => object | Promise<object>) =>
  (name: string): Command => ({
    name,
    label,
    run: async (scene) => scene.agent.ask(name, await request(scene)),
  });

const request = async (scene: Scene) => ({ request: await scene.request() });
const gap = async (scene: Scene) => ({ gap: await scene.gap() });

/** The host page says who the visitor is; that has no id, since it may be said again. */
function describe(claims: object): Command {
  const run: Command['run'] = (scene) => scene.visitor.ask('visitor:describe', claims);
  return { name: 'visitor:describe', label: 'conversation', run };
}

function note(text: string): Command {
  const run: Command['run'] = async (scene, clientId) => {
    const { conversation } = await scene.chat('mine');
    return scene.agent.ask('note:add', { conversation, clientId, text });
  };
  return { name: 'note:add', label: 'desk', run };
}

const COMMANDS: readonly Command[] = [
  atDesk('account', () => ({ available: true }))('presence:set'),
  describe({ name: 'Erika Beispiel', email: 'erika@example.org' }),
  visitor({ text: 'Welchen Browser brauche ich?' })('message:send'),
  visitor({ answer: 3, helpful: true })('answer:rate'),
  visitor({ choice: { seq: 1, id: 'topic:portal' } })('message:send'),
  visitor()('handoff:request'),
  visitor()('handoff:leave'),
  visitor({ text: 'Bitte melden.', phone: '0800 4520104' })('request:submit'),
  visitor()('handoff:request'),
  inChat('waiting')('chat:accept'),
  inChat('mine', { text: 'Guten Tag.' })('message:send'),
  visitor({ text: 'Hallo.' })('message:send'),
  atDesk('desk', async (scene) => ({ conversation: (await scene.chat('mine')).conversation, seq: 9 }))(
    'conversation:read',
  ),
  note('Ruft am Abend noch einmal an.'),
  inChat('mine', { to: 'queue', note: 'Bitte übernehmen.' })('chat:transfer'),
  inChat('waiting')('chat:accept'),
  inChat('mine')('chat:return'),
  visitor()('handoff:request'),
  inChat('waiting')('chat:accept'),
  inChat('mine', { reason: 'solved' })('chat:close'),
  visitor({ stars: 5 })('chat:rate'),
  atDesk('desk', request)('request:take'),
  atDesk('desk', request)('request:release'),
  atDesk('desk', request)('request:take'),
  atDesk('desk', request)('request:done'),
  atDesk('desk', request)('request:reopen'),
  visitor({ answer: 3, helpful: false })('answer:rate'),
  atDesk('desk', gap)('gap:take'),
  atDesk('desk', gap)('gap:done'),
  atDesk('desk', gap)('gap:reopen'),
  atDesk('desk', () => ({ until: Date.parse('2026-11-23T12:00:00Z'), notice: 'Gleich wieder da.' }))(
    'desk:pause',
  ),
  atDesk('desk', () => ({}))('desk:resume'),
  visitor()('conversation:close'),
];

interface Plan {
  readonly moment: Moment;
  readonly deadly: readonly Command[];
}

async function playThrough(place: Place, plan: Plan | undefined, sabotage: boolean) {
  const pace = paceOf(1);
  const badge = await withStore(place, (store) => hire(store, 'Anna', 3, pace, 'supervisor'));
  const program = await startProgram({ place, pace, saboteur: sabotage ? 'forgets-commands' : 'none' });
  const scene = new Scene(program, pace, badge);
  await scene.begin();
  let kills = 0;
  let playing = true;
  try {
    for (const [index, command] of COMMANDS.entries()) {
      const point = plan?.deadly.includes(command) ? pointOf(command, plan.moment) : undefined;
      if (point !== undefined) program.arm(point);
      const revived =
        point === undefined
          ? undefined
          : program.died().then(async () => void (playing && (await program.revive())));
      await command.run(scene, `command-${index}-of-all`);
      await revived;
      if (point !== undefined) kills += 1;
    }
  } catch (error) {
    if (!sabotage) throw error;
  }
  playing = false;
  scene.close();
  await program.end();
  return { kills, state: await stateOf(place, scene.token) };
}

/** Only turns are published; the others die after their commit in the third run as well. */
function pointOf({ label }: Command, moment: Moment): string {
  if (moment === 'published') return label === 'turn' ? 'published' : `${label}.after_commit`;
  return `${label}.${moment}`;
}

class Scene {
  token = '';
  readonly visitor: Persistent;
  readonly agent: Persistent;

  constructor(program: Program, _pace: Pace, badge: Badge) {
    const url = () => `http://127.0.0.1:${program.port}`;
    const auth = () => ({ protocol: PROTOCOL_VERSION, ...(this.token !== '' && { token: this.token }) });
    this.visitor = new Persistent(url, '/visitor', auth);
    this.agent = new Persistent(
      url,
      '/agent',
      () => ({ csrf: badge.csrf }),
      () => ({ cookie: `${SESSION_COOKIE}=${badge.token}`, origin: url() }),
    );
  }

  async begin(): Promise<void> {
    const { token } = await this.visitor.ask<{ token: string }>('conversation:start', {
      clientId: 'the-begin',
    });
    this.token = token;
  }

  async chat(list: 'waiting' | 'mine'): Promise<InboxChat> {
    const chat = (await this.#inbox())[list][0];
    // After the first try of an accept the chat is the agent's own.
    const found = chat ?? this.#last;
    if (found === undefined) throw new Error(`There is no chat under ${list}.`);
    this.#last = found;
    return found;
  }

  #last: InboxChat | undefined;

  async request(): Promise<string> {
    const [request] = (await this.#inbox()).requests;
    if (request === undefined) throw new Error('There is no message form.');
    return request.id;
  }

  async gap(): Promise<string> {
    const { clusters } = await this.agent.ask<{ clusters: { id: string }[] }>('gaps:list', {});
    const [cluster] = clusters;
    if (cluster === undefined) throw new Error('There is no gap.');
    return cluster.id;
  }

  async #inbox(): Promise<Inbox> {
    return (await this.agent.ask<{ inbox: Inbox }>('inbox:sync', {})).inbox;
  }

  close(): void {
    this.visitor.close();
    this.agent.close();
  }
}

/** What is different in every run however it goes: ids, times, drawn numbers. */
const DRAWN = new Set([
  'at',
  'id',
  'conversation',
  'reference',
  'createdAt',
  'touchedAt',
  'version',
  'epoch',
  'agent',
]);

/** Everything that the commands left behind. */
async function stateOf(place: Place, token: string): Promise<object> {
  const { conversation, events } = await withStore(place, async (store) => {
    const found = await store.findConversationByToken(hashToken(token));
    return { conversation: found, events: await storedEvents(store, found?.id ?? '') };
  });
  const rows = await withSql(place, async (sql) => ({
    handoffs: await sql.all(
      'select status, epoch as turns, reason, close_reason from handoff order by queued_at',
    ),
    requests: await sql.all('select status, text, phone from request'),
    claims: await sql.all('select visitor from conversation'),
    notes: await sql.all('select kind, text from note order by kind'),
    gaps: await sql.all('select kind, question, status from gap order by at'),
    usage: await sql.all('select measure, source, count from usage order by measure, source'),
    reads: await sql.all('select seq from chat_read'),
    alarms: await sql.all('select kind from alarm order by kind'),
    agents: await sql.all('select name, active, available from agent'),
    pauses: await sql.all('select notice from desk_pause'),
  }));
  const text = JSON.stringify({ conversation, events, rows }, (key, value) =>
    DRAWN.has(key) ? undefined : value,
  );
  return JSON.parse(text.replaceAll(REFERENCE, 'REFERENCE'));
}

/** As the visitor is told it, in the middle of a sentence. */
const REFERENCE = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/g;
