import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import { ownChat } from '../selectors.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { timeline } from '../timeline.ts';
import { useWorld } from './context.tsx';
import { DownIcon } from './icons.tsx';
import { EntryView, OutgoingView } from './message.tsx';

/** Closer to the end than this counts as being there, in CSS pixels. */
const NEAR_END = 48;

/** A conversation's words as they come, the own unsent ones at the end. */
export function Log({ conversation, thread }: { conversation: string; thread: Thread }) {
  const { state } = useWorld();
  const outgoing = state.outbox.filter((one) => one.conversation === conversation);
  const scroll = useStickToEnd(thread.events.length + outgoing.length, outgoing.length);
  const { chat } = texts;
  const own = ownChat(state, conversation) === undefined ? {} : { own: conversation };
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
          <Entries events={thread.events} visitorRead={thread.visitorRead} {...own} />
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

type EntriesProps = { events: readonly ConversationEvent[]; visitorRead: number; own?: string };

/** The entries of a conversation, `own` when the agent has it as a chat now; made anew only when something about them has changed. */
export function Entries({ events, visitorRead, own }: EntriesProps) {
  const me = useWorld().state.inbox?.me.id ?? '';
  return useMemo(
    () => (
      <>
        {timeline(events, me).map((entry) => (
          <EntryView key={entry.key} entry={entry} read={Number(entry.key) <= visitorRead} own={own} />
        ))}
      </>
    ),
    [events, me, visitorRead, own],
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
