import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Item, items } from '../items.ts';
import type { State } from '../state.ts';
import { isElsewhere, texts } from '../texts.ts';
import { DownIcon } from './icons.tsx';
import { type ItemContext, ItemView } from './message.tsx';

/** Nearer than this to the end counts as being there, in CSS pixels. */
const NEAR_END = 80;
/** Room left above a message that is scrolled to its beginning. */
const ABOVE = 12;

export interface LogProps {
  readonly state: State;
  readonly privacyUrl: string | undefined;
  readonly context: ItemContext;
}

/** What was said. New items are only ever appended; screen readers hear of them elsewhere. */
export function Log({ state, privacyUrl, context }: LogProps): VNode {
  const list = items(state);
  const writing = whoWrites(state);
  const elsewhere = isElsewhere(state.events[0]?.at ?? Date.now());
  const { ref, atEnd, onScroll, toEnd } = useFollowing(list, state.open, writing, isCalling(state));
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={ref}
        role="log"
        aria-live="off"
        aria-label={texts.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <p class="privacy">
          {texts.privacy(state.status?.keptDays)} {texts.answersGerman} {elsewhere && texts.otherZone}{' '}
          {privacyUrl && (
            <a href={privacyUrl} target="_blank" rel="noopener">
              {texts.privacyLink}
              <span class="hidden">{` (${texts.newTab})`}</span>
            </a>
          )}
        </p>
        {list.map((item) => (
          <ItemView key={item.key} item={item} context={context} />
        ))}
        {writing && (
          <p class={state.status?.owner === 'agent' ? 'writing' : 'writing later'}>
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="hidden">{writing}</span>
          </p>
        )}
      </div>
      <p class="hidden" role="status">
        {state.status?.owner === 'agent' && writing}
      </p>
      {!atEnd && (
        <button
          type="button"
          class="icon newest"
          aria-label={texts.newest}
          title={texts.newest}
          onClick={() => {
            toEnd();
            ref.current?.focus();
          }}
        >
          <DownIcon />
        </button>
      )}
    </div>
  );
}

/** Who is about to say something, in words. */
export function whoWrites({ status, outbox, line }: State): string | undefined {
  if (line !== 'up') return undefined;
  if (status?.owner === 'agent')
    return status.agentTyping ? texts.writing(status.agentName ?? texts.someone) : undefined;
  const asked = outbox.some((entry) => entry.name === 'message:send' && entry.state !== 'failed');
  return asked ? texts.searching : undefined;
}

/** The visitor has called for a human or taken that back, which leaves no message of their own in the list. */
function isCalling({ outbox }: State): boolean {
  return outbox.some(({ name }) => name === 'handoff:request' || name === 'handoff:leave');
}

/**
 * Keeps the newest in view as long as the reader is there. What does not fit is shown from its beginning: an
 * answer together with its question, so that both can be read in order.
 */
function useFollowing(list: readonly Item[], open: boolean, writing: string | undefined, calling: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  /** The reader has not scrolled away since the last scrolling of ours. */
  const following = useRef(true);
  /** A button beside the list was pressed, whose answer is to be seen wherever the reader is. */
  const awaited = useRef(false);
  const [atEnd, setAtEnd] = useState(true);
  const own = list.at(-1)?.kind === 'own';
  const toEnd = () => ref.current?.scrollTo(0, ref.current.scrollHeight);
  useLayoutEffect(() => {
    const { current: log } = ref;
    if (log === null || !open) return;
    if (calling) awaited.current = true;
    if (list.length > shown.current && (following.current || own || awaited.current)) {
      const first = awaited.current ? 1 + shown.current : beginning(list, shown.current);
      log.scrollTop = scrollTarget(log, log.children[first]);
      awaited.current = false;
    }
    following.current = isAtEnd(log);
    shown.current = list.length;
  }, [list.length, open, own, calling]);
  useLayoutEffect(() => {
    if (writing && following.current) toEnd();
  }, [writing]);
  useEffect(() => {
    const room = new ResizeObserver(() => following.current && toEnd());
    if (ref.current) room.observe(ref.current);
    return () => room.disconnect();
  }, []);
  const onScroll = () => {
    if (ref.current === null) return;
    following.current = isAtEnd(ref.current);
    setAtEnd(following.current);
  };
  return { ref, atEnd, onScroll, toEnd };
}

function isAtEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.clientHeight - log.scrollTop < NEAR_END;
}

/** Which child of the log the reader should see the beginning of; the first child is the privacy notice. */
function beginning(list: readonly Item[], shown: number): number {
  const question = list.findLastIndex((item) => item.kind === 'own');
  if (question < 0) return shown === 0 ? 0 : 1 + shown;
  const answered = list.slice(question + 1).every((item) => item.kind === 'reply');
  return 1 + (answered ? question : Math.max(question, shown === 0 ? list.length - 1 : shown));
}

function scrollTarget(log: HTMLElement, first: Element | undefined): number {
  const end = log.scrollHeight - log.clientHeight;
  return first instanceof HTMLElement ? Math.min(end, first.offsetTop - ABOVE) : end;
}
