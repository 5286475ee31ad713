import type { AgentAsks, AgentTold } from '../protocol/agent.ts';
import { HEARTBEAT_MS } from '../protocol/constants.ts';
import { type Connection, connect, type Line } from '../widget/shared/connection.ts';
import { createRetries } from './retries.ts';
import { START_PAGE } from './routes.ts';
import { conversationOf, knownSeq, ownChat, standing } from './selectors.ts';
import { createSender, type Sender } from './sender.ts';
import type { Store } from './store.ts';
import { createSync, type Sync } from './sync.ts';

/** A line that has been silent for this long is taken for lost: the heartbeat is overdue. */
const SILENCE_MS = HEARTBEAT_MS + 4_000;

/** Typing that is not renewed has ended; its end may have been lost. */
const TYPING_MS = 6_500;

export interface LiveParts {
  /** Origin of the server. */
  readonly server: string;
  readonly store: Store;
  /** Asked at every connecting. */
  csrf(): string;
  /** The agent is looking at the page. */
  seen(): boolean;
  /** The page is on the screen, looked at or not. */
  visible(): boolean;
  /** A conversation was deleted; what the tab keeps of it goes, too. */
  erased(conversation: string): void;
  /** The server takes this session for ended. */
  signedOut(): void;
}

/** The line to the server while somebody is signed in, and everything that keeps the state true over it. */
export interface Live {
  readonly ask: Connection<AgentAsks>['ask'];
  readonly sync: Sync;
  readonly sender: Sender;
  /** Tells the server what the agent has before the eyes; asked whenever that may have changed. */
  noteRead(): void;
  /** Tells colleagues which conversation is on the screen; asked whenever that may have changed. */
  noteView(): void;
  /** Connects again, with what `csrf` gives now. */
  reconnect(): void;
  close(): void;
}

export function openLive(parts: LiveParts): Live {
  const { store } = parts;
  const retries = createRetries();
  const typing = createTypingEnds(store);
  const silence = createWatch(SILENCE_MS, () => connection.reconnect());
  const online = () => store.get().line === 'up';
  let epoch = '';

  const ask: Connection<AgentAsks>['ask'] = async (name, request) => {
    const answer = await connection.ask(name, request);
    if (answer.ok) silence.heard();
    else if (answer.error.code === 'signed-out') parts.signedOut();
    return answer;
  };
  const sync = createSync(store, ask, retries, online);
  const sender = createSender(store, ask, retries, sync, online);
  const view = createViewTeller(() => {
    const { selection, page } = store.get();
    const shown = online() && parts.visible() && page === START_PAGE ? selection : undefined;
    return shown && conversationOf(shown);
  }, ask);

  function noteRead(): void {
    const state = store.get();
    if (!online() || !parts.seen() || state.selection === undefined || standing(state) !== 'mine') return;
    const conversation = conversationOf(state.selection);
    const seq = knownSeq(state, conversation);
    if (seq <= (state.read[conversation] ?? 0)) return;
    store.dispatch({ type: 'read', conversation, seq });
    void ask('conversation:read', { conversation, seq });
  }

  function lineChanged(line: Line): void {
    store.dispatch({ type: 'line', line: line === 'stopped' ? 'down' : line });
    if (line !== 'up') {
      silence.stop();
      return;
    }
    silence.heard();
    retries.clear();
    void sync.everything().then(() => {
      sender.send();
      noteRead();
      view.tell();
    });
  }

  const connection = connect<AgentAsks, AgentTold>({
    server: parts.server,
    namespace: '/agent',
    auth: () => ({ csrf: parts.csrf() }),
    lineChanged,
    refused(code) {
      if (code === 'signed-out') parts.signedOut();
      return true;
    },
    woken: () => void sync.everything(),
    told: {
      'inbox:changed': () => {
        silence.heard();
        void sync.inbox();
      },
      'event:added': ({ conversation, event }) => {
        silence.heard();
        store.dispatch({ type: 'event', conversation, event });
        if (event.type === 'visitor.message') {
          typing.stop(conversation);
          void suggest(store, ask, conversation);
        }
        const missed = store.get().threads[conversation] && knownSeq(store.get(), conversation) < event.seq;
        if (missed) void sync.thread(conversation);
        noteRead();
      },
      'conversation:erased': ({ conversation }) => {
        store.dispatch({ type: 'erased', conversation });
        parts.erased(conversation);
      },
      'typing:changed': (told) => {
        store.dispatch({ type: 'typing', ...told });
        if (told.typing) typing.endLater(told.conversation);
      },
      'note:added': (told) => store.dispatch({ type: 'note', ...told }),
      'viewers:changed': (told) => store.dispatch({ type: 'viewers', ...told }),
      'visitor:described': ({ conversation }) => void sync.thread(conversation),
      'visitor:read': (told) => store.dispatch({ type: 'visitor-read', ...told }),
      heartbeat: (told) => {
        silence.heard();
        if (epoch !== '' && epoch !== told.epoch) store.dispatch({ type: 'restored' });
        const restored = epoch !== '' && epoch !== told.epoch;
        epoch = told.epoch;
        if (restored) void sync.everything();
        else if (store.get().inbox?.seq !== told.seq) void sync.inbox();
      },
      'signed-out': () => parts.signedOut(),
    },
  });

  return {
    ask,
    sync,
    sender,
    noteRead,
    noteView: view.tell,
    reconnect: () => connection.reconnect(),
    close() {
      silence.stop();
      view.stop();
      typing.clear();
      connection.close();
      retries.clear();
    },
  };
}

/** The server forgets after 25 s which conversation a console shows. */
const VIEW_MS = 10_000;

/** Tells what is on the screen: at once when that changes, and again as long as something is. */
function createViewTeller(shown: () => string | undefined, ask: Live['ask']) {
  let told: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function tell(): void {
    clearTimeout(timer);
    const conversation = shown();
    if (conversation !== undefined) {
      void ask('conversation:view', { conversation });
      timer = setTimeout(tell, VIEW_MS);
    } else if (told !== undefined) void ask('conversation:view', {});
    told = conversation;
  }
  return { tell, stop: () => clearTimeout(timer) };
}

/** An own chat's visitor has written: the article that fits now. */
async function suggest(store: Store, ask: Live['ask'], conversation: string): Promise<void> {
  if (ownChat(store.get(), conversation) === undefined) return;
  const answer = await ask('article:suggest', { conversation });
  if (answer.ok) store.dispatch({ type: 'suggestion', conversation, article: answer.suggestion });
}

/** Calls `missed` when nothing was heard for `ms` milliseconds; stopped until something is heard again. */
function createWatch(ms: number, missed: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(missed, ms);
    },
    stop: () => clearTimeout(timer),
  };
}

function createTypingEnds(store: Store) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = (conversation: string) => {
    clearTimeout(timers.get(conversation));
    timers.delete(conversation);
  };
  return {
    stop,
    endLater(conversation: string) {
      stop(conversation);
      const end = () => store.dispatch({ type: 'typing', conversation, typing: false });
      timers.set(conversation, setTimeout(end, TYPING_MS));
    },
    clear() {
      for (const conversation of [...timers.keys()]) stop(conversation);
    },
  };
}
