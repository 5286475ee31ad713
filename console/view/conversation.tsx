import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { conversationOf, type Selection, standing } from '../state.ts';
import { texts } from '../texts.ts';
import { emptyThread, type Thread } from '../thread.ts';
import { timeline } from '../timeline.ts';
import { ChatBar } from './chat-bar.tsx';
import { Composer } from './composer.tsx';
import { useWorld } from './context.tsx';
import { DownIcon } from './icons.tsx';
import { EntryView, OutgoingView } from './message.tsx';

/** Closer to the end than this counts as being there, in CSS pixels. */
const NEAR_END = 48;

/** The open conversation from its first word on, with what can be done in it. */
export function Conversation({ selection }: { selection: Selection }) {
  const { state } = useWorld();
  const conversation = conversationOf(selection);
  const thread = state.threads[conversation] ?? emptyThread;
  return (
    <main class="conversation" id="conversation" tabIndex={-1} aria-labelledby="chat-title">
      <ChatBar selection={selection} thread={thread} />
      <Log key={conversation} conversation={conversation} thread={thread} />
      {standing(state) === 'mine' ? (
        <Composer key={conversation} conversation={conversation} />
      ) : (
        <KeptDraft conversation={conversation} />
      )}
    </main>
  );
}

/** What was begun in a chat that is no longer this agent's: not lost, to be copied or to go on with. */
function KeptDraft({ conversation }: { conversation: string }) {
  const draft = useWorld().desk.draft(conversation);
  if (draft === '') return null;
  return (
    <div class="kept-draft">
      <p class="hint">{texts.composer.kept}</p>
      <p class="typed">{draft}</p>
    </div>
  );
}

function Log({ conversation, thread }: { conversation: string; thread: Thread }) {
  const { state } = useWorld();
  const me = state.inbox?.me.name ?? '';
  const outgoing = state.outbox.filter((one) => one.conversation === conversation);
  const entries = useMemo(
    () => timeline(thread.events).map((entry) => <EntryView key={entry.key} entry={entry} me={me} />),
    [thread.events, me],
  );
  const scroll = useStickToEnd(thread.events.length + outgoing.length, outgoing.length);
  const { chat } = texts;
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={chat.log}
      >
        {!thread.complete && <p class="log-hint">{chat.loading}</p>}
        {thread.withdrawn && <p class="log-hint">{chat.notAllowed}</p>}
        <ol class="entries">
          {entries}
          {outgoing.map((one) => (
            <OutgoingView key={one.clientId} one={one} />
          ))}
        </ol>
        <p class="typing" aria-hidden={!thread.visitorTyping}>
          {thread.visitorTyping && chat.typing}
        </p>
      </div>
      {scroll.away && (
        <button type="button" class="to-end" onClick={scroll.toEnd}>
          <DownIcon />
          {chat.newest}
        </button>
      )}
    </div>
  );
}

/**
 * Keeps the end in view while the reader is there, and leaves the view alone while somebody reads further up; one's
 * own new message always comes into view.
 */
function useStickToEnd(length: number, own: number) {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const ownBefore = useRef(own);
  const [away, setAway] = useState(false);
  const toEnd = () => {
    const log = ref.current;
    if (log) log.scrollTop = log.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current || own > ownBefore.current) toEnd();
    else setAway(true);
    ownBefore.current = own;
  }, [length, own]);
  useEffect(() => {
    // The window, a banner or the composer changes the height without anybody scrolling.
    const resized = new ResizeObserver(() => atEnd.current && toEnd());
    if (ref.current) resized.observe(ref.current);
    return () => resized.disconnect();
  }, []);
  const onScroll = () => {
    const log = ref.current;
    if (!log) return;
    atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (atEnd.current) setAway(false);
  };
  return { ref, onScroll, away, toEnd };
}
