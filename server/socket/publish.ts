import type { Namespace } from 'socket.io';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import { checkMayRead } from '../chat/desk.ts';
import { listNotes } from '../chat/notes.ts';
import type { ChatParts } from '../chat/parts.ts';
import { forVisitor, statusOf } from '../chat/visits.ts';
import type { News } from '../cluster/cluster.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import { noteDeskShown } from './desk-shown.ts';
import { noteReading } from './reading.ts';
import { agentRoom, CONSOLES, visitorRoom, watchRoom } from './rooms.ts';
import type { Typing } from './typing.ts';
import type { Viewing } from './viewing.ts';

/** How often typing that was not renewed is looked for. */
const SWEEP_MS = 2_000;

/**
 * Turns news into hints for the sockets of this process. A hint that is lost does no harm: clients ask for what
 * they miss. Returns what ends it.
 */
export function publishNews(
  visitors: Namespace,
  agents: Namespace,
  typing: Typing,
  viewing: Viewing,
  parts: ChatParts,
): () => void {
  const tellStatus = (conversation: string) => {
    const room = visitorRoom(conversation);
    if (!visitors.adapter.rooms.has(room)) return;
    statusOf(parts, conversation)
      .then((status) => {
        for (const id of visitors.adapter.rooms.get(room) ?? []) {
          const socket = visitors.sockets.get(id);
          if (socket) noteDeskShown(socket, status);
        }
        visitors.local.to(room).emit('status:changed', {
          status: { ...status, agentTyping: typing.isTyping(conversation, 'agent') },
        });
      })
      .catch((error) => parts.log.warn('status.failed', { conversation, error: describeError(error) }));
  };
  const queue = coalesce(async () => {
    for (const { conversation } of await parts.store.listWaiting()) tellStatus(conversation);
  }, parts);
  const inbox = coalesce(async () => {
    const seq = await parts.store.inboxSeq();
    agents.local.to(CONSOLES).emit('inbox:changed', { seq });
  }, parts);
  /** Conversations of which the database could not say who may look at them; the next sweep asks again. */
  const unsure = new Set<string>();
  /**
   * A waiting chat may be looked at by all; once an agent has it, or nobody is wanted any more, not by everybody. Who
   * stays and is not the one who has it reads from here on what is not the own.
   */
  const sendOthersAway = async (conversation: string) => {
    const room = watchRoom(conversation);
    for (const socket of await agents.local.in(room).fetchSockets()) {
      const { agent: id, supervisor } = socket.data;
      const agent = { id, role: supervisor ? 'supervisor' : 'agent' } as const;
      const look = async () => {
        await checkMayRead(parts, agent, conversation);
        const { handoff } = (await parts.store.findConversation(conversation)) ?? {};
        if (handoff?.status === 'active') await noteReading(socket, id, conversation, parts);
      };
      await look().catch((error) => {
        if (!(error instanceof RequestError)) throw error;
        if (error.code === 'not-found') socket.leave(room);
        else unsure.add(conversation);
      });
    }
  };
  const lookAtWatchers = (conversation: string) => {
    unsure.delete(conversation);
    sendOthersAway(conversation).catch((error) =>
      parts.log.warn('watchers.failed', { conversation, error: describeError(error) }),
    );
  };
  const tellEvents = (conversation: string, events: readonly ConversationEvent[]) => {
    for (const event of events) {
      visitors.local.to(visitorRoom(conversation)).emit('event:added', { event: forVisitor(event) });
      agents.local.to(watchRoom(conversation)).emit('event:added', { conversation, event });
      if (event.type === 'owner.changed' && event.owner !== 'queue') lookAtWatchers(conversation);
    }
  };
  const tellNote = (conversation: string, id: string) => {
    const room = watchRoom(conversation);
    if (!agents.adapter.rooms.has(room)) return;
    listNotes(parts, conversation)
      .then((notes) => notes.find((note) => note.id === id))
      .then((note) => note && agents.local.to(room).emit('note:added', { conversation, note }))
      .catch((error) => parts.log.warn('note.failed', { conversation, error: describeError(error) }));
  };
  const tellErased = (conversation: string) => {
    const room = watchRoom(conversation);
    agents.local.to(room).emit('conversation:erased', { conversation });
    agents.local.in(room).socketsLeave(room);
    const own = visitorRoom(conversation);
    visitors.local.to(own).emit('conversation:erased', {});
    // What was told goes out first.
    setImmediate(() => visitors.local.in(own).disconnectSockets(true));
  };
  const tellViewers = (conversation: string) => {
    agents.local
      .to(watchRoom(conversation))
      .emit('viewers:changed', { conversation, viewers: viewing.viewersOf(conversation) });
  };
  const isShown = (conversation: string) =>
    visitors.adapter.rooms.has(visitorRoom(conversation)) ||
    agents.adapter.rooms.has(watchRoom(conversation));
  /** Another process stored them; they are read only where somebody looks, and in the order of the news. */
  const tellStored = inOrder(async (conversation: string, from: number, to: number) => {
    if (!isShown(conversation)) return;
    tellEvents(conversation, await parts.store.listEvents(conversation, from - 1, to - from + 1));
  }, parts);
  const stopSweeping = parts.clock.every(SWEEP_MS, () => {
    for (const conversation of typing.expire()) tellStatus(conversation);
    for (const conversation of viewing.expire()) tellViewers(conversation);
    for (const conversation of unsure) lookAtWatchers(conversation);
  });
  const unsubscribe = parts.cluster.subscribe((news: News) => {
    switch (news.type) {
      case 'events':
        return tellEvents(news.conversation, news.events);
      case 'stored':
        return tellStored(news.conversation, news.from, news.to);
      case 'missed':
        void beatAll(visitors, agents);
        inbox.run();
        return queue.run();
      case 'status':
        return tellStatus(news.conversation);
      case 'inbox':
        inbox.run();
        return queue.run();
      case 'typing':
        typing.note(news.conversation, news.from, news.typing);
        if (news.from === 'agent') return tellStatus(news.conversation);
        agents.local.to(watchRoom(news.conversation)).emit('typing:changed', {
          conversation: news.conversation,
          typing: news.typing,
        });
        return;
      case 'erased':
        return tellErased(news.conversation);
      case 'note':
        return tellNote(news.conversation, news.note);
      case 'described':
        return void agents.local
          .to(watchRoom(news.conversation))
          .emit('visitor:described', { conversation: news.conversation });
      case 'visitor-read':
        agents.local.to(watchRoom(news.conversation)).emit('visitor:read', {
          conversation: news.conversation,
          seq: news.seq,
        });
        return;
      case 'viewing':
        for (const changed of viewing.note(news.console, news.viewer, news.conversation))
          tellViewers(changed);
        return;
      case 'sessions':
        return beatRoom(agents, agentRoom(news.agent));
      case 'signed-out':
        agents.local.to(agentRoom(news.agent)).emit('signed-out', {});
        agents.local.in(agentRoom(news.agent)).disconnectSockets(true);
        return;
      default:
        news satisfies never;
    }
  });
  return () => {
    stopSweeping();
    unsubscribe();
    inbox.end();
    queue.end();
  };
}

/** Work on one conversation is done one after the other, on different ones at the same time. */
function inOrder(
  work: (conversation: string, from: number, to: number) => Promise<void>,
  parts: ChatParts,
): (conversation: string, from: number, to: number) => void {
  const last = new Map<string, Promise<void>>();
  return (conversation, from, to) => {
    const done = (last.get(conversation) ?? Promise.resolve())
      .then(() => work(conversation, from, to))
      .catch((error) => parts.log.warn('events.failed', { conversation, error: describeError(error) }))
      .finally(() => {
        if (last.get(conversation) === done) last.delete(conversation);
      });
    last.set(conversation, done);
  };
}

/** Pause between two hints that inbox or queue have changed. */
const LOOK_MS = 200;

/** Heartbeats at a time: each reads, and turns must not stand behind thousands of them. */
const BEATS = 20;

/** Sends the heartbeats of a room now, each of which looks at its session. */
function beatRoom(namespace: Namespace, room: string): void {
  for (const id of namespace.adapter.rooms.get(room) ?? []) namespace.sockets.get(id)?.data.beat?.();
}

/** Sends every heartbeat now: whoever missed something asks for it. */
async function beatAll(...namespaces: Namespace[]): Promise<void> {
  const sockets = namespaces.flatMap((namespace) => [...namespace.sockets.values()]);
  for (let index = 0; index < sockets.length; index += BEATS) {
    await Promise.all(sockets.slice(index, index + BEATS).map((socket) => socket.data.beat?.()));
  }
}

/** Work that can be asked for at any time, until it is ended. */
interface Coalesced {
  readonly run: () => void;
  readonly end: () => void;
}

/**
 * Runs at once, and then at most once in `LOOK_MS`: a hundred chats in which somebody writes all the time change the
 * inbox of all consoles with each message.
 */
function coalesce(work: () => Promise<void>, parts: ChatParts): Coalesced {
  let resting = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
    again = resting;
    if (resting) return;
    resting = true;
    work()
      .catch((error) => parts.log.warn('queue.status.failed', { error: describeError(error) }))
      .finally(() => {
        timer = setTimeout(wake, LOOK_MS).unref();
      });
  };
  const wake = () => {
    resting = false;
    if (again) run();
  };
  const end = () => {
    again = false;
    clearTimeout(timer);
  };
  return { run, end };
}
