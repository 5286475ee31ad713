import type { AgentAsks } from '../../protocol/agent.ts';
import * as articles from '../chat/articles.ts';
import { readCard } from '../chat/card.ts';
import * as desk from '../chat/desk.ts';
import { readInbox } from '../chat/inbox.ts';
import * as notes from '../chat/notes.ts';
import type { ChatParts } from '../chat/parts.ts';
import { readPage } from '../chat/visits.ts';
import { type AgentContext, anyAgent, COMMANDS, MESSAGES, me, READS } from './agent-context.ts';
import type { SocketParts } from './parts.ts';
import { noteReading } from './reading.ts';
import { watchRoom } from './rooms.ts';
import type { Handlers } from './serve.ts';
import type { VolatileState } from './typing.ts';
import type { Viewing } from './viewing.ts';

/** Joins first and asks then, so that whoever takes the chat in between finds this console in the room. */
async function watch(context: AgentContext, conversation: string, parts: ChatParts): Promise<void> {
  const room = watchRoom(conversation);
  await context.socket.join(room);
  try {
    await desk.checkMayRead(parts, me(context), conversation);
  } catch (error) {
    await context.socket.leave(room);
    throw error;
  }
}

/** Conversations of the same proved person that are listed, for who may open them. */
const EARLIER_SHOWN = 10;

/** What stands beside the events of a conversation, for agents only. */
async function readAside(parts: ChatParts, context: AgentContext, conversation: string, viewing: Viewing) {
  const { store, clock } = parts;
  const { id: asker, role } = me(context);
  const found = await store.findConversation(conversation);
  const serves = await store.servesSamePerson(role === 'supervisor' ? undefined : asker, conversation);
  const [card, noted, visitorRead, suggestion, blockedUntil, held, proved, earlier] = await Promise.all([
    readCard(parts, conversation, asker),
    notes.listNotes(parts, conversation),
    store.visitorRead(conversation),
    articles.suggestArticle(parts, conversation, found?.lastSeq ?? 0),
    store.blockedUntil(conversation, clock.now()),
    store.isHeld(conversation),
    store.findIdentity(conversation),
    serves ? store.listEarlier(conversation, EARLIER_SHOWN) : [],
  ]);
  return {
    card,
    notes: noted,
    earlier: earlier.map(({ question = '', ...visit }) => ({ ...visit, question })),
    viewers: viewing.viewersOf(conversation).filter(({ id }) => id !== asker),
    visitorRead,
    ...(held && { held }),
    ...(found?.visitor === undefined && proved === undefined
      ? {}
      : { visitor: { claims: {}, ...found?.visitor, ...(proved && { proved }) } }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(blockedUntil === undefined ? {} : { blockedUntil }),
  };
}

type ChatAsks = Pick<
  AgentAsks,
  | 'inbox:sync'
  | 'presence:set'
  | 'conversation:sync'
  | 'conversation:read'
  | 'conversation:view'
  | 'chat:accept'
  | 'offer:decline'
  | 'chat:transfer'
  | 'chat:return'
  | 'chat:close'
  | 'message:send'
  | 'typing:set'
>;

/** The inbox and the chats themselves. */
export function chatHandlers(
  parts: SocketParts,
  volatile: VolatileState,
  viewing: Viewing,
): Handlers<ChatAsks, AgentContext> {
  return {
    'inbox:sync': {
      policy: anyAgent,
      rate: READS,
      handle: async (context) => ({
        inbox: await readInbox(parts, me(context), (conversation) => viewing.viewersOf(conversation)),
      }),
    },
    'presence:set': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, { available, awayReason }) {
        await desk.setAvailable(parts, me(context), available, awayReason);
        return {};
      },
    },
    'conversation:sync': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation, since }) {
        await watch(context, conversation, parts);
        await noteReading(context.socket, me(context).id, conversation, parts);
        const { question: _, ...page } = await parts.syncs.run(() => readPage(parts, conversation, since));
        const aside = await readAside(parts, context, conversation, viewing);
        return { ...page, ...aside, visitorTyping: volatile.isTyping(conversation, 'visitor') };
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
    'conversation:view': {
      policy: anyAgent,
      rate: READS,
      async handle(context, { conversation }) {
        if (conversation !== undefined) await desk.checkMayRead(parts, me(context), conversation);
        const { id, name } = me(context);
        const console = context.socket.id;
        const shown = conversation === undefined ? {} : { conversation };
        context.socket.data.views = conversation !== undefined;
        parts.cluster.publish({ type: 'viewing', console, viewer: { id, name }, ...shown });
        return {};
      },
    },
    'chat:accept': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: (context, ref) => desk.acceptChat(parts, me(context), ref),
    },
    'offer:decline': {
      policy: anyAgent,
      rate: COMMANDS,
      async handle(context, ref) {
        await desk.declineOffer(parts, me(context), ref);
        return {};
      },
    },
    'chat:transfer': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: (context, ref) => desk.transferChat(parts, me(context), ref),
    },
    'chat:return': {
      policy: anyAgent,
      rate: COMMANDS,
      handle: (context, ref) => desk.returnChat(parts, me(context), ref),
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
  };
}
