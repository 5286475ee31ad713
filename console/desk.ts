import type { CloseReason, DeskPause, InboxChat } from '../protocol/agent.ts';
import { clientId } from '../widget/shared/client-id.ts';
import type { Answer, Refused } from '../widget/shared/connection.ts';
import type { Live } from './live.ts';
import * as outbox from './outbox.ts';
import { isPassing, sentence } from './refusals.ts';
import type { Sessions } from './sessions.ts';
import { conversationOf, findSelection, ownChat, type Selection } from './state.ts';
import type { Store } from './store.ts';
import { texts } from './texts.ts';

/**
 * Everything that an agent can do. What comes of it shows in the state; a promise tells whether it was granted, for
 * dialogs that close then.
 */
export interface Desk {
  setAvailable(available: boolean): Promise<boolean>;
  select(selection: Selection | undefined): void;
  accept(chat: InboxChat): Promise<boolean>;
  close(chat: InboxChat, reason: CloseReason): Promise<boolean>;
  send(conversation: string, text: string): void;
  resend(clientId: string): void;
  discard(clientId: string): void;
  setTyping(conversation: string, typing: boolean): void;
  draft(conversation: string): string;
  saveDraft(conversation: string, text: string): void;
  changeRequest(change: 'request:take' | 'request:done', id: string): Promise<boolean>;
  pause(pause: DeskPause): Promise<boolean>;
  resume(): Promise<boolean>;
  dismissNotice(): void;
  /** The agent looks at the page again. */
  looked(): void;
}

/** Names of attempts, under which the state keeps how they stand. Another epoch of a chat is another attempt. */
export const attemptNames = {
  accept: ({ handoff, epoch }: InboxChat) => `accept:${handoff}:${epoch}`,
  close: ({ handoff, epoch }: InboxChat) => `close:${handoff}:${epoch}`,
  request: (id: string) => `request:${id}`,
  presence: 'presence',
  pause: 'pause',
  resume: 'resume',
} as const;

export function createDesk(store: Store, sessions: Sessions): Desk {
  const command = createCommands(store, sessions);
  const select = (selection: Selection | undefined) => {
    store.dispatch({ type: 'select', selection });
    sessions.storage()?.saveOpen(selection && conversationOf(selection));
    const live = sessions.live();
    if (selection && live) void live.sync.thread(conversationOf(selection)).then(live.noteRead);
  };
  const changeOutbox = (change: (before: outbox.Outbox) => outbox.Outbox) => {
    store.dispatch({ type: 'outbox', change });
    sessions.live()?.sender.send();
  };
  keepOutbox(store, sessions);
  reopenOnce(store, sessions, select);
  return {
    select,
    setAvailable: (available) =>
      command(attemptNames.presence, (live) => live.ask('presence:set', { available })),
    async accept(chat) {
      const { conversation, handoff, epoch } = chat;
      const granted = await command(
        attemptNames.accept(chat),
        (live, id) => live.ask('chat:accept', { conversation, handoff, epoch, clientId: id }),
        (by) => (by === undefined ? texts.notice.takenBySomeone : texts.notice.taken(by)),
      );
      if (granted) select({ kind: 'chat', chat: ownChat(store.get(), conversation) ?? chat });
      return granted;
    },
    close: (chat, reason) =>
      command(attemptNames.close(chat), (live, id) => {
        const { conversation, handoff, epoch } = chat;
        return live.ask('chat:close', { conversation, handoff, epoch, clientId: id, reason });
      }),
    send: (conversation, text) =>
      changeOutbox((before) => [...before, { clientId: clientId(), conversation, text, state: 'waiting' }]),
    resend: (id) => changeOutbox((before) => outbox.resend(before, id)),
    discard: (id) => changeOutbox((before) => outbox.discard(before, id)),
    setTyping: (conversation, typing) => void sessions.live()?.ask('typing:set', { conversation, typing }),
    draft: (conversation) => sessions.storage()?.draft(conversation) ?? '',
    saveDraft: (conversation, text) => sessions.storage()?.saveDraft(conversation, text),
    changeRequest: (change, id) =>
      command(
        attemptNames.request(id),
        (live) => live.ask(change, { request: id }),
        (by) => (by === undefined ? texts.notice.requestTakenBySomeone : texts.notice.requestTaken(by)),
      ),
    pause: (pause) => command(attemptNames.pause, (live) => live.ask('desk:pause', pause)),
    resume: () => command(attemptNames.resume, (live) => live.ask('desk:resume', {})),
    dismissNotice: () => store.dispatch({ type: 'notice', text: undefined }),
    looked: () => sessions.live()?.noteRead(),
  };
}

type Run = (live: Live, clientId: string) => Promise<Answer<object>>;

/**
 * One ask behind a button: busy while it runs, the refusal as a sentence at its place. An attempt that nobody knows
 * the end of keeps its id, so that trying again cannot do it twice. `taken` says who was faster; what that is about
 * is about to leave the screen, so it becomes a notice.
 */
function createCommands(store: Store, sessions: Sessions) {
  const ids = new Map<string, string>();
  return async (what: string, run: Run, taken?: (by: string | undefined) => string): Promise<boolean> => {
    const live = sessions.live();
    const id = ids.get(what) ?? clientId();
    ids.set(what, id);
    store.dispatch({ type: 'asked', what });
    const answer = live === undefined ? unanswered : await run(live, id);
    if (answer.ok || !isPassing(answer.error)) {
      ids.delete(what);
      await live?.sync.inbox();
    }
    const noted = !answer.ok && answer.error.code === 'taken' ? taken?.(answer.error.by) : undefined;
    if (noted !== undefined) store.dispatch({ type: 'notice', text: noted });
    if (answer.ok || noted !== undefined) store.dispatch({ type: 'granted', what });
    else store.dispatch({ type: 'refused', what, problem: sentence(answer.error) });
    return answer.ok;
  };
}

const unanswered: { ok: false; error: Refused } = { ok: false, error: { code: 'unanswered', ref: '' } };

function keepOutbox(store: Store, sessions: Sessions): void {
  let kept = store.get().outbox;
  store.subscribe(() => {
    const { outbox: now, session } = store.get();
    if (now === kept) return;
    kept = now;
    if (session.phase === 'signed-in') sessions.storage()?.saveOutbox(now);
  });
}

/** After a reload: what was open before, as soon as the first inbox says that it is still there. */
function reopenOnce(store: Store, sessions: Sessions, select: (selection: Selection) => void): void {
  const end = store.subscribe(() => {
    const { inbox, selection } = store.get();
    if (inbox === undefined) return;
    end();
    const open = sessions.storage()?.open();
    const found = open === undefined || selection ? undefined : findSelection(inbox, open);
    if (found !== undefined) select(found);
  });
}
