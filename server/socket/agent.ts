import type { Namespace, Socket } from 'socket.io';
import { type AgentAsks, agentAsks } from '../../protocol/agent.ts';
import { HEARTBEAT_MS } from '../../protocol/constants.ts';
import { type Agent, findSession } from '../chat/accounts.ts';
import type { Attendance } from '../chat/attendance.ts';
import type { ChatParts } from '../chat/parts.ts';
import { sessionCookie } from '../cookies.ts';
import { isSameOrigin } from '../origins.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import { chatHandlers } from './agent-chats.ts';
import type { AgentContext } from './agent-context.ts';
import { deskHandlers, teamHandlers } from './agent-desk.ts';
import { privacyHandlers } from './agent-privacy.ts';
import { workbenchHandlers } from './agent-workbench.ts';
import type { SocketParts } from './parts.ts';
import { agentRoom, CONSOLES } from './rooms.ts';
import { type Handlers, serve } from './serve.ts';
import type { VolatileState } from './typing.ts';
import type { Viewing } from './viewing.ts';

/** Serves the namespace `/agent`: a session cookie with its CSRF token, then the registry. */
export function serveAgents(
  namespace: Namespace,
  parts: SocketParts,
  attendance: Attendance,
  volatile: VolatileState,
  viewing: Viewing,
): void {
  const handlers: Handlers<AgentAsks, AgentContext> = {
    ...chatHandlers(parts, volatile, viewing),
    ...deskHandlers(parts),
    ...teamHandlers(parts),
    ...workbenchHandlers(parts),
    ...privacyHandlers(parts),
  };
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
      return { socket, session, token: sessionCookie(socket.handshake.headers.cookie) ?? '' };
    };
    const stillSignedIn = () => sessionOf(socket).then(Boolean, () => true);
    const person = () => socket.data.agent as string | undefined;
    serve(socket, agentAsks, handlers, { context, person }, parts);
    context()
      .then(({ session }) => enter(socket, session.agent, parts, attendance, stillSignedIn))
      .catch(() => socket.disconnect(true));
  });
}

async function enter(
  socket: Socket,
  { id: agent, name, role }: Agent,
  parts: ChatParts,
  attendance: Attendance,
  stillSignedIn: () => Promise<boolean>,
): Promise<void> {
  if (!socket.connected) return;
  socket.data.beat = () => stillSignedIn().then((good) => (good ? beat(socket, parts) : sendAway(socket)));
  const stop = parts.clock.every(HEARTBEAT_MS, socket.data.beat);
  socket.once('disconnect', () => {
    stop();
    const conversation = socket.data.typingIn;
    if (conversation !== undefined)
      parts.cluster.publish({ type: 'typing', conversation, from: 'agent', typing: false });
    if (socket.data.views)
      parts.cluster.publish({ type: 'viewing', console: socket.id, viewer: { id: agent, name } });
  });
  socket.data.agent = agent;
  socket.data.supervisor = role === 'supervisor';
  const gone = await attendance.came(agent);
  if (socket.connected) socket.once('disconnect', gone);
  else gone();
  if (!socket.connected) return;
  await socket.join([CONSOLES, agentRoom(agent)]);
  // Who was signed out before the socket was in the room has not been told there.
  if (!(await stillSignedIn())) return sendAway(socket);
  parts.cluster.publish({ type: 'inbox' });
}

/** The session is over: the console asks for a sign-in, and the agent no longer counts as there. */
function sendAway(socket: Socket): void {
  socket.emit('signed-out', {});
  socket.disconnect(true);
}

function beat(socket: Socket, parts: ChatParts): Promise<void> {
  return parts.store
    .inboxSeq()
    .then((seq) => void socket.emit('heartbeat', { seq, epoch: parts.store.epoch, now: parts.clock.now() }))
    .catch((error) => parts.log.warn('heartbeat.failed', { error: describeError(error) }));
}
