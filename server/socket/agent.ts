import type { Namespace, Socket } from 'socket.io';
import { type AgentAsks, agentAsks } from '../../protocol/agent.ts';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import { type AgentSession, findSession } from '../chat/accounts.ts';
import type { Attendance } from '../chat/attendance.ts';
import { readCard } from '../chat/card.ts';
import * as desk from '../chat/desk.ts';
import type { ChatParts } from '../chat/parts.ts';
import { readPage } from '../chat/visits.ts';
import { sessionCookie } from '../cookies.ts';
import { isSameOrigin } from '../origins.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import { isStalled } from './connection.ts';
import { agentRoom, CONSOLES, watchRoom } from './rooms.ts';
import { type Handlers, serve } from './serve.ts';
import type { VolatileState } from './typing.ts';

const MESSAGES = { burst: 15, perSecond: 3 };
const COMMANDS = { burst: 20, perSecond: 5 };
const READS = { burst: 60, perSecond: 20 };

/** An agent's socket, with the session read anew for every ask: what ended, ended at once. */
interface AgentContext {
  readonly socket: Socket;
  readonly session: AgentSession;
}

const anyAgent = () => {};
const supervisor = ({ session }: AgentContext) => {
  if (session.agent.role !== 'supervisor') throw new RequestError('not-allowed');
};

/** Serves the namespace `/agent`: a session cookie with its CSRF token, then the registry. */
export function serveAgents(
  namespace: Namespace,
  parts: ChatParts,
  attendance: Attendance,
  volatile: VolatileState,
): void {
  const sessionOf = async (socket: Socket) => {
    if (!isSameOrigin(socket.handshake.headers)) return undefined;
    const session = await findSession(parts, sessionCookie(socket.handshake.headers.cookie) ?? '');
    if (session === undefined || session.csrf !== socket.handshake.auth.csrf) return undefined;
    return session;
  };
  namespace.use((socket, next) => {
    sessionOf(socket).then(
      (session) => next(session === undefined ? new Error('signed-out') : undefined),
      () => next(new Error('unavailable')),
    );
  });
  namespace.on('connection', (socket) => {
    const context = async (): Promise<AgentContext> => {
      const session = await sessionOf(socket);
      if (session === undefined) throw new RequestError('signed-out');
      return { socket, session };
    };
    const stillSignedIn = () => sessionOf(socket).then(Boolean, () => true);
    serve(socket, agentAsks, agentHandlers(parts, volatile), context, parts);
    context()
      .then(({ session }) => enter(socket, session.agent.id, parts, attendance, stillSignedIn))
      .catch(() => socket.disconnect(true));
  });
}

async function enter(
  socket: Socket,
  agent: string,
  parts: ChatParts,
  attendance: Attendance,
  stillSignedIn: () => Promise<boolean>,
): Promise<void> {
  if (!socket.connected) return;
  const stop = parts.clock.every(HEARTBEAT_MS, () => {
    if (isStalled(socket)) socket.disconnect(true);
    else void stillSignedIn().then((good) => (good ? beat(socket, parts) : sendAway(socket)));
  });
  socket.once('disconnect', () => {
    stop();
    const conversation = socket.data.typingIn;
    if (conversation !== undefined)
      parts.cluster.publish({ type: 'typing', conversation, from: 'agent', typing: false });
  });
  socket.data.agent = agent;
  const gone = await attendance.came(agent);
  if (socket.connected) socket.once('disconnect', gone);
  else gone();
  if (!socket.connected) return;
  await socket.join([CONSOLES, agentRoom(agent)]);
  parts.cluster.publish({ type: 'inbox' });
}

/** The session is over: the console asks for a sign-in, and the agent no longer counts as there. */
function sendAway(socket: Socket): void {
  socket.emit('signed-out', {});
  socket.disconnect(true);
}

function beat(socket: Socket, parts: ChatParts): void {
  parts.store
    .inboxSeq()
    .then((seq) => socket.emit('heartbeat', { seq, epoch: parts.store.epoch, now: parts.clock.now() }))
    .catch((error) => parts.log.warn('heartbeat.failed', { error: describeError(error) }));
}

/** Joins first and asks then, so that whoever takes the chat in between finds this console in the room. */
async function watch(context: AgentContext, conversation: string, parts: ChatParts): Promise<void> {
  const room = watchRoom(conversation);
  await context.socket.join(room);
  try {
    await desk.checkMayRead(parts, context.session.agent, conversation);
  } catch (error) {
    await context.socket.leave(room);
    throw error;
  }
}

function agentHandlers(
  parts: ChatParts,
  volatile: VolatileState,
): Partial<Handlers<AgentAsks, AgentContext>> {
  const me = (context: AgentContext) => context.session.agent;
  return {
    'inbox:sync': {
      policy: anyAgent,
      rate: READS,
      handle: async (context) => ({ inbox: await desk.readInbox(parts, me(context)) }),
    },
    'presence:set': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, { available }) {
        await desk.setAvailable(parts, me(context), available);
        return {};
      },
    },
    'conversation:sync': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation, since }) {
        await watch(context, conversation, parts);
        const page = await readPage(parts, conversation, since);
        const card = await readCard(parts, conversation, me(context).id);
        const visitorTyping = volatile.isTyping(conversation, 'visitor');
        return { ...page, card, visitorTyping, notes: [], earlier: [], viewers: [], visitorRead: 0 };
      },
    },
    'conversation:read': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation, seq }) {
        await desk.checkMayRead(parts, me(context), conversation);
        await parts.store.markRead(me(context).id, conversation, seq);
        return {};
      },
    },
    'chat:accept': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: (context, ref) => desk.acceptChat(parts, me(context), ref),
    },
    'chat:close': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: (context, ref) => desk.closeChat(parts, me(context), ref),
    },
    'message:send': {
      policy: anyAgent,
      rate: MESSAGES,
      handle: (context, message) => desk.writeToVisitor(parts, me(context), message),
    },
    'typing:set': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation, typing }) {
        await desk.checkOwns(parts, me(context), conversation);
        context.socket.data.typingIn = typing ? conversation : undefined;
        parts.cluster.publish({ type: 'typing', conversation, from: 'agent', typing });
        return {};
      },
    },
    'request:take': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, { request }) {
        await desk.takeRequest(parts, me(context), request);
        return {};
      },
    },
    'request:done': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, { request }) {
        await desk.finishRequest(parts, me(context), request);
        return {};
      },
    },
    'desk:pause': {
      policy: supervisor,
      rate: COMMANDS,
      async handle(context, pause) {
        await desk.pauseDesk(parts, me(context), pause);
        return {};
      },
    },
    'desk:resume': {
      policy: supervisor,
      rate: COMMANDS,
      async handle(context) {
        await desk.resumeDesk(parts, me(context));
        return {};
      },
    },
  };
}
