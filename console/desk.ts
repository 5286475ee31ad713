import type { AgentAsks, AwayReason, CloseReason, DeskPause, InboxChat } from '../protocol/agent.ts';
import { clientId } from '../widget/shared/client-id.ts';
import type { Connection, Refused } from '../widget/shared/connection.ts';
import { type Command, createCommands, unanswered, type Words } from './commands.ts';
import type { Live } from './live.ts';
import * as outbox from './outbox.ts';
import { conversationOf, findSelection, ownChat } from './selectors.ts';
import type { Sessions } from './sessions.ts';
import type { Selection } from './state.ts';
import type { Store } from './store.ts';
import { texts } from './texts.ts';

/** Where a chat can be handed on to. */
export type Target = 'queue' | 'assistant' | { readonly agent: string };

/**
 * Everything that an agent can do. What comes of it shows in the state; a promise tells whether it was granted, for
 * dialogs that close then.
 */
export interface Desk {
  setAvailable(available: boolean, reason?: AwayReason): Promise<boolean>;
  select(selection: Selection | undefined): void;
  accept(chat: InboxChat): Promise<boolean>;
  decline(chat: InboxChat): Promise<boolean>;
  handOn(chat: InboxChat, to: Target, note: string): Promise<boolean>;
  close(chat: InboxChat, reason: CloseReason): Promise<boolean>;
  addNote(conversation: string, text: string): Promise<boolean>;
  block(conversation: string, hours: number): Promise<boolean>;
  hold(conversation: string, hold: boolean): Promise<boolean>;
  erase(conversation: string): Promise<boolean>;
  send(conversation: string, text: string): void;
  resend(clientId: string): void;
  discard(clientId: string): void;
  setTyping(conversation: string, typing: boolean): void;
  draft(conversation: string): string;
  saveDraft(conversation: string, text: string): void;
  changeRequest(change: RequestChange, id: string): Promise<boolean>;
  pause(pause: DeskPause): Promise<boolean>;
  resume(): Promise<boolean>;
  /** Reads the templates again; those at hand stay until the answer comes. */
  readReplies(): Promise<void>;
  openPage(page: string): void;
  dismissNotice(): void;
  /** The agent looks at the page again. */
  looked(): void;
  /** Asks what no other method does: for pages of their own. Unanswered at once without a line. */
  readonly ask: Connection<AgentAsks>['ask'];
  /** Runs an ask behind a button; see `createCommands`. */
  readonly command: Command;
}

export type RequestChange = 'request:take' | 'request:release' | 'request:done' | 'request:reopen';

/** Names of attempts, under which the state keeps how they stand. Another epoch of a chat is another attempt. */
export const attemptNames = {
  accept: ({ handoff, epoch }: InboxChat) => `accept:${handoff}:${epoch}`,
  decline: ({ handoff, epoch }: InboxChat) => `decline:${handoff}:${epoch}`,
  handOn: ({ handoff, epoch }: InboxChat) => `hand-on:${handoff}:${epoch}`,
  close: ({ handoff, epoch }: InboxChat) => `close:${handoff}:${epoch}`,
  note: (conversation: string) => `note:${conversation}`,
  block: (conversation: string) => `block:${conversation}`,
  hold: (conversation: string) => `hold:${conversation}`,
  erase: (conversation: string) => `erase:${conversation}`,
  request: (id: string) => `request:${id}`,
  presence: 'presence',
  pause: 'pause',
  resume: 'resume',
} as const;

export function createDesk(store: Store, sessions: Sessions): Desk {
  const command = createCommands(store, sessions);
  const ask: Connection<AgentAsks>['ask'] = async (name, request) =>
    sessions.live()?.ask(name, request) ?? unanswered;
  const select = (selection: Selection | undefined) => {
    store.dispatch({ type: 'select', selection });
    sessions.storage()?.saveOpen(selection && conversationOf(selection));
    const live = sessions.live();
    live?.noteView();
    if (selection && live) void live.sync.thread(conversationOf(selection)).then(live.noteRead);
  };
  keepOutbox(store, sessions);
  reopenOnce(store, sessions, select);
  return {
    ask,
    command,
    select,
    setAvailable: (available, awayReason) =>
      command(attemptNames.presence, (live) =>
        live.ask('presence:set', { available, ...(awayReason === undefined ? {} : { awayReason }) }),
      ),
    ...chatCommands(store, command, select),
    ...writing(store, sessions),
    changeRequest: (change, id) => changeRequest(store, command, change, id),
    pause: (pause) => command(attemptNames.pause, (live) => live.ask('desk:pause', pause)),
    resume: () => command(attemptNames.resume, (live) => live.ask('desk:resume', {})),
    async readReplies() {
      const answer = await ask('replies:list', {});
      if (answer.ok) store.dispatch({ type: 'replies', replies: answer.replies });
    },
    openPage: (page) => {
      store.dispatch({ type: 'page-opened', page });
      sessions.live()?.noteView();
    },
    dismissNotice: () => store.dispatch({ type: 'notice', notice: undefined }),
    looked() {
      sessions.live()?.noteRead();
      sessions.live()?.noteView();
    },
  };
}

type ChatCommands = Pick<
  Desk,
  'accept' | 'decline' | 'handOn' | 'close' | 'addNote' | 'block' | 'hold' | 'erase'
>;

function chatCommands(store: Store, command: Command, select: Desk['select']): ChatCommands {
  return {
    async accept(chat) {
      const { conversation, handoff, epoch } = chat;
      const granted = await command(
        attemptNames.accept(chat),
        (live, id) => live.ask('chat:accept', { conversation, handoff, epoch, clientId: id }),
        acceptWords,
      );
      if (granted) select({ kind: 'chat', chat: ownChat(store.get(), conversation) ?? chat });
      return granted;
    },
    decline: (chat) =>
      command(attemptNames.decline(chat), (live) => {
        const { conversation, handoff, epoch } = chat;
        return live.ask('offer:decline', { conversation, handoff, epoch });
      }),
    handOn: (chat, to, note) =>
      command(attemptNames.handOn(chat), (live, id) => handOn(live, id, chat, to, note), handOnWords),
    close: (chat, reason) =>
      command(attemptNames.close(chat), (live, id) => {
        const { conversation, handoff, epoch } = chat;
        return live.ask('chat:close', { conversation, handoff, epoch, clientId: id, reason });
      }),
    addNote: (conversation, text) =>
      command(attemptNames.note(conversation), async (live, id) => {
        const answer = await live.ask('note:add', { conversation, clientId: id, text });
        if (answer.ok) store.dispatch({ type: 'note', conversation, note: answer.note });
        return answer;
      }),
    block: (conversation, hours) =>
      command(attemptNames.block(conversation), async (live, id) => {
        const answer = await live.ask('visitor:block', { conversation, clientId: id, hours });
        if (answer.ok) await live.sync.thread(conversation);
        return answer;
      }),
    hold: (conversation, hold) =>
      command(attemptNames.hold(conversation), async (live) => {
        const answer = await live.ask('conversation:hold', { conversation, hold });
        if (answer.ok) await live.sync.thread(conversation);
        return answer;
      }),
    erase: (conversation) =>
      command(attemptNames.erase(conversation), (live) => live.ask('conversation:erase', { conversation })),
  };
}

function handOn(live: Live, id: string, chat: InboxChat, to: Target, note: string) {
  const { conversation, handoff, epoch } = chat;
  const which = { conversation, handoff, epoch, clientId: id };
  if (to === 'assistant') return live.ask('chat:return', which);
  return live.ask('chat:transfer', { ...which, to, ...(note === '' ? {} : { note }) });
}

/** What is about to leave the list is told in a notice. */
const acceptWords: Words = ({ code, by, field }) => {
  const { notice } = texts;
  if (code === 'taken') return { notice: by === undefined ? notice.takenBySomeone : notice.taken(by) };
  return code === 'not-allowed' && field === 'available' ? { problem: notice.acceptAway } : undefined;
};

const handOnWords: Words = ({ code, by }) => {
  const { handOn: words } = texts;
  const problems: Partial<Record<Refused['code'], string>> = {
    'at-capacity': words.full(by ?? words.colleague),
    'not-allowed': words.notAvailable,
    closed: words.queueClosed,
  };
  const problem = problems[code];
  return problem === undefined ? undefined : { problem };
};

async function changeRequest(store: Store, command: Command, change: RequestChange, id: string) {
  const granted = await command(
    attemptNames.request(id),
    (live) => live.ask(change, { request: id }),
    ({ code, by }) => {
      if (code !== 'taken') return undefined;
      return {
        notice: by === undefined ? texts.notice.requestTakenBySomeone : texts.notice.requestTaken(by),
      };
    },
  );
  const notice =
    granted && change === 'request:done' ? { text: texts.notice.requestDone, undo: id } : undefined;
  if (granted) store.dispatch({ type: 'notice', notice });
  return granted;
}

type Writing = Pick<Desk, 'send' | 'resend' | 'discard' | 'setTyping' | 'draft' | 'saveDraft'>;

function writing(store: Store, sessions: Sessions): Writing {
  const changeOutbox = (change: (before: outbox.Outbox) => outbox.Outbox) => {
    store.dispatch({ type: 'outbox', change });
    sessions.live()?.sender.send();
  };
  return {
    send: (conversation, text) =>
      changeOutbox((before) => [...before, { clientId: clientId(), conversation, text, state: 'waiting' }]),
    resend: (id) => changeOutbox((before) => outbox.resend(before, id)),
    discard: (id) => changeOutbox((before) => outbox.discard(before, id)),
    setTyping: (conversation, typing) => void sessions.live()?.ask('typing:set', { conversation, typing }),
    draft: (conversation) => sessions.storage()?.draft(conversation) ?? '',
    saveDraft: (conversation, text) => sessions.storage()?.saveDraft(conversation, text),
  };
}

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
