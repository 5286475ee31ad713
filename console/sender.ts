import type { AgentAsks } from '../protocol/agent.ts';
import type { Answer, Connection } from '../widget/shared/connection.ts';
import { addressees, head, markFailed, markStored, type Outgoing } from './outbox.ts';
import { isPassing, sentence } from './refusals.ts';
import { oneAtATime, type Retries } from './retries.ts';
import { knownSeq, ownChat } from './selectors.ts';
import type { Store } from './store.ts';
import type { Sync } from './sync.ts';
import { texts } from './texts.ts';

/** How often a message that the server cannot take now is tried before the agent is asked. */
const TRIES = 5;

/** An acknowledged message whose event has not come by then is fetched. */
const EVENT_LATE_MS = 1_000;

/** Sends what waits in the outbox: one message at a time per conversation, all conversations side by side. */
export interface Sender {
  send(): void;
}

export function createSender(
  store: Store,
  ask: Connection<AgentAsks>['ask'],
  retries: Retries,
  sync: Sync,
  online: () => boolean,
): Sender {
  const senders = new Map<string, () => Promise<void>>();

  function deliver(conversation: string): Promise<void> {
    const run = senders.get(conversation) ?? oneAtATime(() => deliverAll(conversation));
    senders.set(conversation, run);
    return run();
  }

  async function deliverAll(conversation: string): Promise<void> {
    while (online() && store.get().inbox !== undefined) {
      const one = head(store.get().outbox, conversation);
      if (one === undefined) return;
      const chat = ownChat(store.get(), conversation);
      if (chat === undefined) {
        fail(one, texts.chat.notYours);
        continue;
      }
      const { clientId, text } = one;
      const { handoff, epoch } = chat;
      const answer = await ask('message:send', { conversation, handoff, epoch, clientId, text });
      if (!settle(one, answer)) return;
    }
  }

  /** @returns whether the next may go out at once */
  function settle(one: Outgoing, answer: Answer<{ seq: number }>): boolean {
    const key = `message:${one.clientId}`;
    if (answer.ok) {
      retries.done(key);
      store.dispatch({ type: 'outbox', change: (outbox) => markStored(outbox, one.clientId) });
      setTimeout(() => {
        if (knownSeq(store.get(), one.conversation) < answer.seq) void sync.thread(one.conversation);
      }, EVENT_LATE_MS);
      return true;
    }
    // A line that is down brings its own next try; until then nobody has failed.
    if (!online()) return false;
    if (isPassing(answer.error) && (answer.error.code === 'unanswered' || retries.count(key) < TRIES)) {
      retries.later(key, () => void deliver(one.conversation));
      return false;
    }
    retries.done(key);
    fail(one, sentence(answer.error));
    if (answer.error.code === 'stale') void sync.inbox();
    return true;
  }

  function fail(one: Outgoing, problem: string): void {
    store.dispatch({ type: 'outbox', change: (outbox) => markFailed(outbox, one.clientId, problem) });
  }

  return {
    send() {
      for (const conversation of addressees(store.get().outbox)) void deliver(conversation);
    },
  };
}
