import type { Socket } from 'socket.io-client';
import { agentAsks } from '../../../protocol/agent.ts';
import type { ConversationEvent } from '../../../protocol/conversation.ts';
import type { VisitorAsks } from '../../../protocol/visitor.ts';
import { hashToken } from '../../../server/ids.ts';
import { consoleHeaders, createAccount } from '../../support/agent.ts';
import { clientId, connect, must } from '../../support/client.ts';
import type { Findings } from '../proof.ts';
import { wrongShapes } from './matrix-shapes.ts';
import { VISITOR_TABLE } from './matrix-table.ts';
import { codeOf, type Stage, type Transport, visitorAuth } from './stage.ts';

const NAMES = Object.keys(VISITOR_TABLE) as (keyof VisitorAsks)[];
const STEP_MS = 5_000;
/** From one ask of a kind to the next, so that rates do not answer in place of schemas. */
const COMMAND_MS = 2_000;
const OWN_DATA_MS = 20_000;
const OWN_DATA: readonly (keyof VisitorAsks)[] = ['conversation:erase', 'conversation:export'];

/** The cells of all asks of visitors' windows. @returns How many */
export async function matrixOfVisitors(
  stage: Stage,
  transport: Transport,
  findings: Findings,
): Promise<number> {
  const { app, prove } = stage;
  const come = (auth: Record<string, unknown> = {}) =>
    connect(app.url, '/visitor', visitorAuth(auth), {}, transport);
  const begin = async (auth?: Record<string, unknown>) => {
    const socket = await come(auth);
    const { token } = await must<{ token: string }>(socket, 'conversation:start', { clientId: clientId() });
    return { socket, token };
  };
  const bystander = await begin();
  const visitors = {
    A: await begin(),
    B: await begin(),
    proved: await begin({ identity: await prove('kunde-1') }),
  };
  const agent = await createAccount(app, 'Nora');
  const desk = await connect(
    app.url,
    '/agent',
    { csrf: agent.csrf },
    consoleHeaders(app, agent.token),
    transport,
  );
  // Somebody has to be there for those who want a person.
  await must(desk, 'presence:set', { available: true });
  const secret = await hear(bystander.socket);
  let cells = 0;
  const expectCode = async (who: string, socket: Socket, name: string, body: unknown, code: string) => {
    const answer = await codeOf(socket, name, body);
    cells += 1;
    const example = `${who} asks ${name} by ${transport}: ${answer.code} in place of ${code}`;
    findings.expect(answer.code === code, 'another answer than the table says', example);
    const told = JSON.stringify(answer.reply ?? {});
    findings.expect(!told.includes(bystander.token), 'another’s token is told', example);
  };
  for (const name of NAMES) {
    app.clock.advance(STEP_MS);
    const { body, codes, strange = [] } = VISITOR_TABLE[name];
    for (const [what, args] of [
      ...wrongShapes(body()),
      ['another conversation', [{ ...body(), conversation: 'x' }]] as const,
      ['another’s token', [{ ...body(), token: bystander.token }]] as const,
    ]) {
      app.clock.advance(OWN_DATA.includes(name) ? OWN_DATA_MS : COMMAND_MS);
      const answer = await visitors.A.socket.timeout(10_000).emitWithAck(name, ...args);
      const code = answer.ok ? 'ok' : answer.error.code;
      findings.expect(code === 'bad-request', 'a wrong shape is taken', `${name} with ${what}: ${code}`);
      cells += 1;
    }
    app.clock.advance(STEP_MS);
    const nobody = await come();
    await expectCode('nobody', nobody, name, body(), codes[0]);
    nobody.close();
    for (const [who, { socket }] of Object.entries(visitors))
      await expectCode(who, socket, name, body(), codes[1]);
    if (!Object.hasOwn(agentAsks, name)) await expectCode('agent', desk, name, body(), 'not-found');
    for (const [change, code] of strange) {
      app.clock.advance(STEP_MS);
      await expectCode('A with strange ids', visitors.A.socket, name, { ...body(), ...change }, code);
    }
  }
  const after = await hear(bystander.socket);
  findings.expect(after.length === secret.length, 'another’s conversation changed', `${after.length} events`);
  cells += await knock(stage, transport, visitors.A.token, bystander.token, findings);
  for (const { socket } of [bystander, ...Object.values(visitors)]) socket.close();
  desk.close();
  return cells;
}

async function hear(socket: Socket): Promise<ConversationEvent[]> {
  return (await must<{ events: ConversationEvent[] }>(socket, 'conversation:sync', { since: 0 })).events;
}

/** A session is opened by its own token and by nothing else; every wrong one is answered alike. */
async function knock(
  { app, prove }: Stage,
  transport: Transport,
  erased: string,
  other: string,
  findings: Findings,
): Promise<number> {
  const proved = await connect(
    app.url,
    '/visitor',
    visitorAuth({ identity: await prove('kunde-2') }),
    {},
    transport,
  );
  const { token } = await must<{ token: string }>(proved, 'conversation:start', { clientId: clientId() });
  proved.close();
  const conversation = (await app.parts.store.findConversationByToken(hashToken(other)))?.id;
  const wrong: [string, Record<string, unknown>][] = [
    ['an erased conversation’s token', { token: erased }],
    ['a made-up token', { token: 'x'.repeat(43) }],
    ['an empty token', { token: '' }],
    ['a cut token', { token: other.slice(0, -1) }],
    ['an id in place of a token', { token: conversation }],
    ['another person’s proof', { token, identity: await prove('kunde-3') }],
  ];
  for (const [name, auth] of wrong) {
    const said = await connect(app.url, '/visitor', visitorAuth(auth), {}, transport).then(
      (socket) => {
        socket.close();
        return 'welcome';
      },
      (error: Error) => error.message,
    );
    findings.expect(said === 'signed-out', 'a session is opened by another key', `${name}: ${said}`);
  }
  return wrong.length;
}
