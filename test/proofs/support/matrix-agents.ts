import type { Socket } from 'socket.io-client';
import { type AgentAsks, agentAsks } from '../../../protocol/agent.ts';
import { visitorAsks } from '../../../protocol/visitor.ts';
import type { SignedIn } from '../../../server/chat/accounts.ts';
import { hashToken } from '../../../server/ids.ts';
import { consoleHeaders, createAccount, signInBriefly, signInDirectly } from '../../support/agent.ts';
import type { TestApp } from '../../support/app.ts';
import { clientId, connect, must } from '../../support/client.ts';
import type { Findings } from '../proof.ts';
import { wrongShapes } from './matrix-shapes.ts';
import { AGENT_TABLE, type AgentRow } from './matrix-table.ts';
import { MatrixThings } from './matrix-things.ts';
import { type Answer, codeOf, type Stage, type Transport, visitorAuth } from './stage.ts';

type Name = keyof AgentAsks;
const NAMES = Object.keys(agentAsks) as Name[];
const ROLES = ['owner', 'other', 'supervisor'] as const;
/** From one ask to the next, so that rates do not answer in place of rights. */
const STEP_MS = 3_000;

/** The cells of all asks of the console. @returns How many */
export async function matrixOfAgents(
  stage: Stage,
  transport: Transport,
  findings: Findings,
): Promise<number> {
  const { app } = stage;
  const hire = (name: string, role?: 'supervisor') => createAccount(app, name, role, 1_000);
  const [owner, other, supervisor, disabled, expired] = [
    await hire('Anna'),
    await hire('Ben'),
    await hire('Sue', 'supervisor'),
    await hire('Dora', 'supervisor'),
    await hire('Eli', 'supervisor'),
  ];
  const spare = (await hire('Olga')).agent.id;
  const open = ({ csrf, token }: SignedIn) =>
    connect(app.url, '/agent', { csrf }, consoleHeaders(app, token), transport);
  const [anna, ben, sue] = await Promise.all([owner, other, supervisor].map(open));
  const visitor = await connect(app.url, '/visitor', visitorAuth(), {}, transport);
  const sockets = [anna, ben, sue, visitor] as Socket[];
  for (const socket of [anna, ben, sue] as Socket[]) await must(socket, 'presence:set', { available: true });
  const things = new MatrixThings(app.parts, owner.agent, supervisor.agent, spare);
  await things.prepare();
  const ended = Object.entries(endings(app, disabled.agent.id, expired.agent.id));
  let cells = 0;
  const expectCode = (who: string, name: string, what: string, answer: Answer, code: string) => {
    cells += 1;
    const example = `${who} asks ${name} ${what} by ${transport}: ${answer.code} in place of ${code}`;
    findings.expect(answer.code === code, 'another answer than the table says', example);
  };
  for (const name of NAMES) {
    const row = AGENT_TABLE[name];
    app.clock.advance(STEP_MS);
    for (const [index, role] of ROLES.entries()) {
      const socket = [anna, ben, sue][index] as Socket;
      const body = row.body(await things.fresh(row));
      expectCode(role, name, 'of the chat', await codeOf(socket, name, body), row.codes[index]!);
      cells += await compareIds(name, row, role, socket, things, findings);
    }
    const good = row.body(things.last);
    for (const [role, ending] of ended)
      expectCode(role, name, 'of the chat', await askTooLate(open, ending, name, good), 'signed-out');
    if (!Object.hasOwn(visitorAsks, name))
      expectCode('visitor', name, 'at the visitors’ door', await codeOf(visitor, name, good), 'not-found');
  }
  cells += await compareShapes(things, [anna, sue] as Socket[], stage, findings);
  await app.parts.store.deleteSession(hashToken(expired.token));
  cells += await knockAtDoor(stage, transport, { owner, disabled, expired }, findings);
  for (const socket of sockets) socket.close();
  return cells;
}

/** How a right ends whose line stays open. */
interface Ending {
  readonly begin: () => Promise<SignedIn>;
  readonly end: () => Promise<unknown>;
}

/** Nobody is told of it, so it is the ask itself that finds out. */
function endings(app: TestApp, disabled: string, expired: string): Record<string, Ending> {
  const { store } = app.parts;
  return {
    disabled: {
      async begin() {
        await store.setDisabled(disabled, false);
        return signInDirectly(app, disabled);
      },
      end: () => store.setDisabled(disabled, true),
    },
    expired: {
      begin: () => signInBriefly(app, expired, 1_000),
      end: async () => app.clock.advance(1_000),
    },
  };
}

/** Asks on a line whose right has just ended. */
async function askTooLate(
  open: (who: SignedIn) => Promise<Socket>,
  { begin, end }: Ending,
  name: Name,
  body: unknown,
): Promise<Answer> {
  for (let left = 3; ; left -= 1) {
    const socket = await open(await begin());
    // Answered after all that its coming set off.
    await must(socket, 'presence:set', { available: false });
    await end();
    const answer = await codeOf(socket, name, body);
    socket.close();
    // A heartbeat may have been faster.
    if (answer.code !== 'gone' || left === 0) return answer;
  }
}

/** Whoever may ask gets one and the same answer about what is not there for anybody, or not for this one. */
async function compareIds(
  name: Name,
  row: AgentRow,
  role: (typeof ROLES)[number],
  socket: Socket,
  things: MatrixThings,
  findings: Findings,
): Promise<number> {
  const forbidden = row.codes[ROLES.indexOf(role)] === 'not-allowed';
  let cells = 0;
  for (const id of row.ids ?? []) {
    const seen = new Set<string>();
    for (const [kind, value] of Object.entries(things.strange(id.kind))) {
      const answer = await codeOf(socket, name, id.put(row.body(things.last), value));
      const code = forbidden ? 'not-allowed' : id.code;
      const example = `${role} asks ${name} with a ${kind} ${id.kind}: ${answer.code} in place of ${code}`;
      findings.expect(answer.code === code, 'a strange id is answered otherwise', example);
      seen.add(`${answer.code} ${answer.rest}`);
      cells += 1;
    }
    findings.expect(seen.size === 1, 'answers tell ids apart', `${role} ${name} ${[...seen].join(' / ')}`);
  }
  return cells;
}

/** No ask takes what its schema does not name. */
async function compareShapes(
  things: MatrixThings,
  sockets: readonly Socket[],
  { app }: Stage,
  findings: Findings,
): Promise<number> {
  let cells = 0;
  for (const name of NAMES) {
    app.clock.advance(STEP_MS);
    const row = AGENT_TABLE[name];
    const socket = sockets[row.codes[0] === 'not-allowed' ? 1 : 0] as Socket;
    const body = row.body(things.last);
    for (const [what, args] of wrongShapes(body)) {
      const answer = await socket.timeout(10_000).emitWithAck(name, ...args);
      const code = answer.ok ? 'ok' : answer.error.code;
      // Passwords are so seldom asked that their rate comes first.
      const expected = name === 'account:password' ? ['bad-request', 'slow-down'] : ['bad-request'];
      findings.expect(expected.includes(code), 'a wrong shape is taken', `${name} with ${what}: ${code}`);
      cells += 1;
    }
    app.clock.advance(STEP_MS);
  }
  return cells;
}

/** Who does not belong to the desk does not get to ask at all, and is told the same for every reason. */
async function knockAtDoor(
  { app, prove }: Stage,
  transport: Transport,
  who: Record<'owner' | 'disabled' | 'expired', Awaited<ReturnType<typeof createAccount>>>,
  findings: Findings,
): Promise<number> {
  const good = consoleHeaders(app, who.owner.token);
  const { csrf } = who.owner;
  const knocks: [string, Record<string, unknown>, Record<string, string>][] = [
    ['nobody', {}, { origin: app.url }],
    ['a visitor', visitorAuth({ csrf: clientId() }), { origin: app.url }],
    ['an identified visitor', visitorAuth({ identity: await prove('kunde-1') }), { origin: app.url }],
    ['an agent without CSRF token', {}, good],
    ['an agent with another’s CSRF token', { csrf: who.disabled.csrf }, good],
    ['an agent whose CSRF token is an object', { csrf: { $ne: '' } }, good],
    ['an agent on another page of loopback', { csrf }, { ...good, origin: 'http://localhost:1' }],
    ['an agent on no page', { csrf }, { cookie: good.cookie! }],
    ['a disabled agent', { csrf: who.disabled.csrf }, consoleHeaders(app, who.disabled.token)],
    ['an expired session', { csrf: who.expired.csrf }, consoleHeaders(app, who.expired.token)],
    ['a made-up session', { csrf }, consoleHeaders(app, 'x'.repeat(43))],
  ];
  for (const [name, auth, headers] of knocks) {
    const said = await connect(app.url, '/agent', auth, headers, transport).then(
      (socket) => {
        socket.close();
        return 'welcome';
      },
      (error: Error) => error.message,
    );
    findings.expect(said === 'signed-out', 'a stranger at the desk', `${name} by ${transport}: ${said}`);
  }
  return knocks.length;
}
