import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Notice } from '../../protocol/conversation.ts';
import type { Memory } from '../memory.ts';
import { RichTextView } from '../shared/rich-text.tsx';
import type { State } from '../state.ts';
import { refusal, texts } from '../texts.ts';
import { HideIcon } from './icons.tsx';

/** A line that comes back this soon is not worth a word. */
const PATIENCE_MS = 1_500;
const BACK_SHOWN_MS = 3_000;

/** What is wrong with the window itself, above the conversation. Always there, so that screen readers hear changes. */
export function Banners({ state, memory }: { state: State; memory: Memory }): VNode {
  const line = useLineWords(state);
  const { shown, hide } = useNotices(state, memory);
  return (
    <div class="banners" role="status">
      {state.outdated && (
        <div class="banner">
          <p>{texts.outdated}</p>
          <button type="button" class="plain" onClick={() => location.reload()}>
            {texts.reload}
          </button>
        </div>
      )}
      {line !== undefined && !state.outdated && <p class="banner">{line}</p>}
      {shown.map((notice) => (
        <div key={notice.id} class={`banner notice ${notice.level}`} lang="de">
          <div class="words">
            <RichTextView text={notice.body} newTab={texts.newTab} />
          </div>
          <button
            type="button"
            class="icon"
            aria-label={texts.hide}
            title={texts.hide}
            onClick={() => hide(notice)}
          >
            <HideIcon />
          </button>
        </div>
      ))}
      {state.anew && <p class="banner">{texts.anew}</p>}
      {state.trouble && <p class="banner wrong">{refusal(state.trouble)}</p>}
    </div>
  );
}

/** The notices that the visitor has not hidden; one whose words changed is shown again. */
function useNotices({ status }: State, memory: Memory) {
  const [hidden, setHidden] = useState(() => memory.get('lotse.hidden') ?? '');
  const mark = (notice: Notice) => JSON.stringify(notice);
  return {
    shown: (status?.notices ?? []).filter((notice) => !hidden.includes(mark(notice))),
    hide(notice: Notice) {
      const next = hidden + mark(notice);
      setHidden(next);
      memory.set('lotse.hidden', next);
    },
  };
}

/** „unterbrochen“ once a line that was up stays away, „wieder da“ for a moment after that. */
function useLineWords(state: State): string | undefined {
  const [lost, setLost] = useState(false);
  const [back, setBack] = useState(false);
  const up = state.line === 'up';
  const begun = state.status !== undefined || state.line === 'down';
  useEffect(() => {
    if (up || !begun) return;
    const timer = setTimeout(() => setLost(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [up, begun]);
  useEffect(() => {
    if (!up || !lost) return;
    setLost(false);
    setBack(true);
  }, [up, lost]);
  useEffect(() => {
    if (!back) return;
    const timer = setTimeout(() => setBack(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [back]);
  const phone = state.status?.desk.phone;
  if (lost && !up && state.line !== 'stopped')
    return texts.lineDown + (phone === undefined ? '' : texts.byPhone(phone));
  return back ? texts.lineBack : undefined;
}
