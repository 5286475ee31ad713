import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Item, items } from '../items.ts';
import type { State } from '../state.ts';
import { texts } from '../texts.ts';
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
  const { ref, atEnd, onScroll, toEnd } = useFollowing(list, state.open);
  const writing = whoWrites(state);
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
          {texts.privacy}{' '}
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
      {!atEnd && (
        <button
          type="button"
          class="icon newest"
          aria-label={texts.newest}
          title={texts.newest}
          onClick={toEnd}
        >
          <DownIcon />
        </button>
      )}
    </div>
  );
}

/** Who is about to say something, in words. */
export function whoWrites({ status, outbox, line }: State): string | undefined {
  if (status?.owner === 'agent')
    return status.agentTyping ? texts.writing(status.agentName ?? texts.someone) : undefined;
  const asked = outbox.some((entry) => entry.name === 'message:send' && entry.state !== 'failed');
  return asked && line === 'up' ? texts.searching : undefined;
}

/** Keeps the newest in view as long as the reader is there; a text taller than the view is shown from its beginning. */
function useFollowing(list: readonly Item[], open: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const own = list.at(-1)?.kind === 'own';
  useLayoutEffect(() => {
    const { current: log } = ref;
    if (log === null || !open) return;
    if (list.length > shown.current && (following.current || own)) {
      const first = shown.current === 0 ? undefined : log.children[shown.current + 1];
      log.scrollTop = scrollTarget(log, first);
      following.current = true;
    }
    shown.current = list.length;
  }, [list.length, open, own]);
  const onScroll = () => {
    const { current: log } = ref;
    if (log === null) return;
    following.current = log.scrollHeight - log.clientHeight - log.scrollTop < NEAR_END;
    setAtEnd(following.current);
  };
  const toEnd = () => {
    ref.current?.scrollTo({ top: ref.current.scrollHeight });
    ref.current?.focus();
  };
  return { ref, atEnd, onScroll, toEnd };
}

function scrollTarget(log: HTMLElement, first: Element | undefined): number {
  const end = log.scrollHeight - log.clientHeight;
  return first instanceof HTMLElement ? Math.min(end, first.offsetTop - ABOVE) : end;
}
