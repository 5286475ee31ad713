import type { Namespace, Socket } from 'socket.io';
import { HEARTBEAT_MS, OLDEST_PROTOCOL_VERSION } from '../../protocol/constants.ts';
import type { ErrorCode, HandshakeHelp } from '../../protocol/requests.ts';
import { type VisitorAsks, VisitorHandshake, visitorAsks } from '../../protocol/visitor.ts';
import { addressKey } from '../addresses.ts';
import { isBlocked, isPersonBlocked } from '../chat/blocks.ts';
import { eraseConversation } from '../chat/erasure.ts';
import { exportConversation } from '../chat/export.ts';
import { admitIdentity } from '../chat/identity.ts';
import { noticesNow } from '../chat/notices.ts';
import type { ChatParts } from '../chat/parts.ts';
import { recentDeskStatus } from '../chat/presence.ts';
import { suggestArticles } from '../chat/suggestions.ts';
import { describeVisitor } from '../chat/visitor-claims.ts';
import * as visits from '../chat/visits.ts';
import { Buckets } from '../limits.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type { Wording } from './ask-limits.ts';
import { addressOfSocket } from './connection.ts';
import { deskSignature, noteDeskShown } from './desk-shown.ts';
import type { SocketParts } from './parts.ts';
import { visitorRoom } from './rooms.ts';
import { type Handlers, serve } from './serve.ts';
import { Turnstile } from './turnstile.ts';

/** New conversations from one address: a household or an office may start several, a flood may not. */
const STARTS = { burst: 20, perSecond: 0.2 };
const MESSAGES = { burst: 8, perSecond: 1 };
const COMMANDS = { burst: 6, perSecond: 0.5 };
const READS = { burst: 30, perSecond: 5 };
/** Each reads, or deletes, all of a conversation. */
const OWN_DATA = { burst: 4, perSecond: 0.05 };
/** A suggestion costs some milliseconds of the processor; a widget asks after each pause of typing. */
const SUGGESTIONS = { burst: 8, perSecond: 2 };

/** A visitor's socket: which conversation it speaks for, once it has one. */
interface VisitorContext {
  readonly socket: Socket;
  conversation: string | undefined;
  /** The conversation that this socket began, so that asking again for it begins no other. */
  started: Promise<visits.Visit> | undefined;
}

const anyone = () => {};
const withConversation = (context: VisitorContext) => {
  if (context.conversation === undefined) throw new RequestError('signed-out');
};

/** Serves the namespace `/visitor`: handshake with a token, then the registry. */
export function serveVisitors(namespace: Namespace, parts: SocketParts): void {
  const starts = new Buckets(STARTS);
  const mayStart = (address: string) => starts.take(addressKey(address), parts.clock.now());
  // Once for all: thousands of lines are open at a time.
  const handlers = visitorHandlers(parts, mayStart);
  const entries = new Turnstile();
  const served = { ...parts, phone: () => parts.hours().phone };
  namespace.use((socket, next) => {
    const handshake = VisitorHandshake.safeParse(socket.handshake.auth);
    if (!handshake.success) return next(new Error('bad-request'));
    if (handshake.data.protocol < OLDEST_PROTOCOL_VERSION) return next(new Error('outdated'));
    // Lines that were let in one by one may still ask all at once.
    const admitted = entries.run(() => admit(socket, handshake.data, parts));
    admitted.then(
      () => next(),
      (error) => {
        if (error instanceof RequestError) return next(refusedHandshake(error.code, parts.hours().phone));
        parts.log.error('visitor.handshake.failed', { error: describeError(error) });
        next(new Error('unavailable'));
      },
    );
  });
  namespace.on('connection', (socket) => {
    const context: VisitorContext = { socket, conversation: undefined, started: undefined };
    const speaker = { context: async () => context, person: () => context.conversation };
    serve(socket, visitorAsks, handlers, speaker, served);
    if (socket.data.conversation !== undefined) enter(context, socket.data.conversation, parts);
  });
}

/**
 * Lets in whom a session's token, or nothing, speaks for: with the person that the portal proves.
 * @throws RequestError why not
 */
async function admit(
  socket: Socket,
  { token, previous, identity }: VisitorHandshake,
  parts: ChatParts,
): Promise<void> {
  const conversation = token === undefined ? undefined : await visits.findVisit(parts, token);
  if (token !== undefined && conversation === undefined) throw new RequestError('signed-out');
  if (conversation === undefined && previous !== undefined && (await isBlocked(parts, previous)))
    throw new RequestError('blocked');
  const proved = await admitIdentity(parts, identity, conversation);
  if (conversation === undefined && (await isPersonBlocked(parts, proved))) throw new RequestError('blocked');
  if (conversation !== undefined && proved !== undefined) {
    await parts.store.proveVisitor(conversation, proved, parts.clock.now());
    parts.cluster.publish({ type: 'described', conversation });
  }
  socket.data.conversation = conversation;
  socket.data.proved = proved;
}

/** Whoever may not chat is told how else to reach us. */
function refusedHandshake(code: ErrorCode, phone: string): Error {
  const help: HandshakeHelp = code === 'blocked' ? { phone } : {};
  return Object.assign(new Error(code), { data: help });
}

/** From here on the socket speaks for this conversation and hears its heartbeat. */
function enter(context: VisitorContext, conversation: string, parts: ChatParts): void {
  const { socket } = context;
  context.conversation = conversation;
  if (!socket.connected) return;
  const gone = parts.cluster.visitorCame(conversation);
  socket.data.beat = () => beat(socket, conversation, parts);
  const stop = parts.clock.every(HEARTBEAT_MS, socket.data.beat);
  socket.once('disconnect', () => {
    stop();
    gone();
    parts.cluster.publish({ type: 'typing', conversation, from: 'visitor', typing: false });
  });
}

function beat(socket: Socket, conversation: string, parts: ChatParts): Promise<void> {
  return parts.store
    .lastSeq(conversation)
    .then(async (seq) => {
      if (seq === undefined) return void socket.disconnect(true);
      socket.emit('heartbeat', { seq, epoch: parts.store.epoch });
      await tellDesk(socket, conversation, parts);
    })
    .catch((error) => parts.log.warn('heartbeat.failed', { conversation, error: describeError(error) }));
}

/**
 * An open window learns with its heartbeat that the desk has opened, closed, paused or been left, and of notices that
 * hold from now on or no more.
 */
async function tellDesk(socket: Socket, conversation: string, parts: ChatParts): Promise<void> {
  const seen = socket.data.desk;
  const desk = deskSignature({ desk: await recentDeskStatus(parts), ...noticesNow(parts) });
  if (seen === undefined || seen === desk) return;
  const status = await visits.statusOf(parts, conversation);
  noteDeskShown(socket, status);
  socket.emit('status:changed', { status });
}

/** This socket hears it from the answer; then its line ends, since it speaks for nothing any more. */
async function erase({ socket }: VisitorContext, conversation: string, parts: ChatParts) {
  await socket.leave(visitorRoom(conversation));
  try {
    await eraseConversation(parts, conversation);
  } catch (error) {
    await socket.join(visitorRoom(conversation));
    throw error;
  }
  setImmediate(() => socket.disconnect(true));
  return {};
}

function visitorHandlers(
  parts: SocketParts,
  mayStart: (address: string) => boolean,
): Handlers<VisitorAsks, VisitorContext> {
  const begin = async (context: VisitorContext) => {
    const { socket } = context;
    if (!mayStart(addressOfSocket(socket, parts.trustProxy))) throw new RequestError('slow-down');
    // Blocked since the handshake, on another line.
    if (await isPersonBlocked(parts, socket.data.proved)) throw new RequestError('blocked');
    const visit = await visits.startVisit(parts, socket.data.proved);
    enter(context, visit.conversation, parts);
    return visit;
  };
  const id = (context: VisitorContext) => context.conversation as string;
  const admitLetters = (context: VisitorContext, wording: Wording, { length }: string) => {
    const address = addressOfSocket(context.socket, parts.trustProxy);
    if (!parts.limits.takeLetters(wording, address, id(context), length, parts.clock.now()))
      throw new RequestError('slow-down');
  };
  const stored = async (seq: Promise<number>) => ({ seq: await seq });
  return {
    'conversation:start': {
      policy: anyone,
      rate: COMMANDS,
      async handle(context) {
        if (context.started === undefined && context.conversation !== undefined)
          throw new RequestError('bad-request');
        context.started ??= begin(context).catch((error) => {
          // Asked again on this line, it may succeed.
          context.started = undefined;
          throw error;
        });
        return { token: (await context.started).token };
      },
    },
    'conversation:sync': {
      policy: withConversation,
      rate: READS,
      async handle(context, { since }) {
        await context.socket.join(visitorRoom(id(context)));
        const page = await parts.syncs.run(() => visits.readPage(parts, id(context), since));
        noteDeskShown(context.socket, page.status);
        return { ...page, events: page.events.map(visits.forVisitor) };
      },
    },
    'message:send': {
      policy: withConversation,
      rate: MESSAGES,
      async handle(context, request) {
        if ('text' in request) admitLetters(context, 'said', request.text);
        return stored(
          'text' in request
            ? visits.say(parts, id(context), request.clientId, request.text)
            : 'article' in request
              ? visits.openArticle(parts, id(context), request.clientId, request.article)
              : visits.choose(parts, id(context), request.clientId, request.choice),
        );
      },
    },
    'handoff:request': {
      policy: withConversation,
      rate: COMMANDS,
      handle: (context, { clientId }) => stored(visits.callHuman(parts, id(context), clientId)),
    },
    'handoff:leave': {
      policy: withConversation,
      rate: COMMANDS,
      handle: (context, { clientId }) => stored(visits.leaveQueue(parts, id(context), clientId)),
    },
    'request:submit': {
      policy: withConversation,
      rate: COMMANDS,
      async handle(context, form) {
        admitLetters(context, 'said', form.text);
        return visits.fileRequest(parts, id(context), form);
      },
    },
    'answer:rate': {
      policy: withConversation,
      rate: COMMANDS,
      handle: (context, rating) => stored(visits.rateAnswer(parts, id(context), rating)),
    },
    'chat:rate': {
      policy: withConversation,
      rate: COMMANDS,
      handle: (context, rating) => stored(visits.rateChat(parts, id(context), rating)),
    },
    'conversation:read': {
      policy: withConversation,
      rate: READS,
      async handle(context, { seq }) {
        await visits.noteRead(parts, id(context), seq);
        return {};
      },
    },
    'conversation:close': {
      policy: withConversation,
      rate: COMMANDS,
      handle: (context, { clientId }) => stored(visits.closeVisit(parts, id(context), clientId)),
    },
    'conversation:erase': {
      policy: withConversation,
      rate: OWN_DATA,
      handle: (context) => erase(context, id(context), parts),
    },
    'conversation:export': {
      policy: withConversation,
      rate: OWN_DATA,
      handle: (context) => parts.syncs.run(() => exportConversation(parts, id(context))),
    },
    'visitor:describe': {
      policy: withConversation,
      rate: COMMANDS,
      async handle(context, claims) {
        await describeVisitor(parts, id(context), claims);
        return {};
      },
    },
    'article:suggest': {
      policy: withConversation,
      rate: SUGGESTIONS,
      async handle(context, { text }) {
        admitLetters(context, 'typed', text);
        return { articles: await suggestArticles(parts, id(context), text) };
      },
    },
    'typing:set': {
      policy: withConversation,
      rate: READS,
      async handle(context, { typing }) {
        parts.cluster.publish({ type: 'typing', conversation: id(context), from: 'visitor', typing });
        return {};
      },
    },
  };
}
