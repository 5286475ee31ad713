import type { AgentAsks } from '../protocol/agent.ts';
import type { Connection } from '../widget/shared/connection.ts';
import { isPassing } from './refusals.ts';
import type { Retries } from './retries.ts';
import { oneAtATime } from './retries.ts';
import { chatsOf, conversationOf, knownSeq } from './selectors.ts';
import type { Store } from './store.ts';

/** Brings what the server has and this page lacks. Hints and heartbeats only say when to ask. */
export interface Sync {
  inbox(): Promise<void>;
  /** Joins the conversation's room, then reads until nothing is missing. */
  thread(conversation: string): Promise<void>;
  /** After a new connection: the inbox and every conversation that is known here. */
  everything(): Promise<void>;
}

export function createSync(
  store: Store,
  ask: Connection<AgentAsks>['ask'],
  retries: Retries,
  online: () => boolean,
): Sync {
  const threads = new Map<string, () => Promise<void>>();

  const inbox = oneAtATime(async () => {
    const answer = await ask('inbox:sync', {});
    if (answer.ok) {
      retries.done('inbox');
      store.dispatch({ type: 'inbox', inbox: answer.inbox, receivedAt: Date.now() });
      await catchUp();
    } else if (online() && isPassing(answer.error)) retries.later('inbox', inbox);
  });

  /** The inbox names the last seq of every chat, which heals hints that were lost. */
  async function catchUp(): Promise<void> {
    const { inbox: list, threads: known } = store.get();
    for (const chat of list === undefined ? [] : chatsOf(list))
      if (known[chat.conversation] && knownSeq(store.get(), chat.conversation) < chat.lastSeq)
        void thread(chat.conversation);
  }

  function thread(conversation: string): Promise<void> {
    const run = threads.get(conversation) ?? oneAtATime(() => readThread(conversation));
    threads.set(conversation, run);
    return run();
  }

  async function readThread(conversation: string): Promise<void> {
    for (;;) {
      const before = store.get().threads[conversation];
      const since = knownSeq(store.get(), conversation);
      const answer = await ask('conversation:sync', { conversation, since });
      if (!answer.ok) {
        if (online() && isPassing(answer.error)) retries.later(conversation, () => void thread(conversation));
        else if (!isPassing(answer.error)) store.dispatch({ type: 'withdrawn', conversation });
        return;
      }
      retries.done(conversation);
      const { ok: _, ...page } = answer;
      store.dispatch({ type: 'page', conversation, page });
      const restored = before !== undefined && before.epoch !== '' && before.epoch !== page.epoch;
      const advanced = knownSeq(store.get(), conversation) > since;
      if (!restored && !(page.more && advanced)) return;
    }
  }

  return {
    inbox,
    thread,
    async everything() {
      await inbox();
      const { threads: known, selection } = store.get();
      const wanted = new Set(Object.keys(known));
      if (selection !== undefined) wanted.add(conversationOf(selection));
      await Promise.all([...wanted].map(thread));
    },
  };
}
