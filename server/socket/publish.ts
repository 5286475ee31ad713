import type { Namespace } from 'socket.io';
import type { ChatParts } from '../chat/parts.ts';
import { statusOf } from '../chat/visits.ts';
import type { News } from '../cluster/cluster.ts';
import { describeError } from '../refusal.ts';
import { agentRoom, CONSOLES, visitorRoom, watchRoom } from './rooms.ts';
import type { Typing } from './typing.ts';

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
  parts: ChatParts,
): () => void {
  const tellStatus = (conversation: string) => {
    const room = visitorRoom(conversation);
    if (!visitors.adapter.rooms.has(room)) return;
    statusOf(parts, conversation)
      .then((status) =>
        visitors.local.to(room).emit('status:changed', {
          status: { ...status, agentTyping: typing.isTyping(conversation, 'agent') },
        }),
      )
      .catch((error) => parts.log.warn('status.failed', { conversation, error: describeError(error) }));
  };
  const tellQueue = coalesce(async () => {
    for (const { conversation } of await parts.store.listWaiting()) tellStatus(conversation);
  }, parts);
  const tellInbox = () => {
    parts.store
      .inboxSeq()
      .then((seq) => agents.local.to(CONSOLES).emit('inbox:changed', { seq }))
      .catch((error) => parts.log.warn('inbox.failed', { error: describeError(error) }));
  };
  /** A waiting chat may be looked at by all; from the moment that one agent has it, it is that one's alone. */
  const sendOthersAway = (conversation: string) => {
    const room = watchRoom(conversation);
    parts.store
      .findConversation(conversation)
      .then(async (found) => {
        for (const socket of await agents.local.in(room).fetchSockets())
          if (socket.data.agent !== found?.handoff?.agent) socket.leave(room);
      })
      .catch((error) => parts.log.warn('watchers.failed', { conversation, error: describeError(error) }));
  };
  const stopSweeping = parts.clock.every(SWEEP_MS, () => {
    for (const conversation of typing.expire()) tellStatus(conversation);
  });
  const unsubscribe = parts.cluster.subscribe((news: News) => {
    switch (news.type) {
      case 'events':
        for (const event of news.events) {
          visitors.local.to(visitorRoom(news.conversation)).emit('event:added', { event });
          agents.local.to(watchRoom(news.conversation)).emit('event:added', {
            conversation: news.conversation,
            event,
          });
          if (event.type === 'owner.changed' && event.owner === 'agent') sendOthersAway(news.conversation);
        }
        return;
      case 'status':
        return tellStatus(news.conversation);
      case 'inbox':
        tellInbox();
        return tellQueue();
      case 'typing':
        typing.note(news.conversation, news.from, news.typing);
        if (news.from === 'agent') return tellStatus(news.conversation);
        agents.local.to(watchRoom(news.conversation)).emit('typing:changed', {
          conversation: news.conversation,
          typing: news.typing,
        });
        return;
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
  };
}

/** Runs one at a time; what is asked for meanwhile is one more run, so that a storm of news costs little. */
function coalesce(work: () => Promise<void>, parts: ChatParts): () => void {
  let running = false;
  let again = false;
  const run = () => {
    again = running;
    if (running) return;
    running = true;
    work()
      .catch((error) => parts.log.warn('queue.status.failed', { error: describeError(error) }))
      .finally(() => {
        running = false;
        if (again) run();
      });
  };
  return run;
}
