import { RichTextView } from '../../widget/shared/rich-text.tsx';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { CloseIcon, WarnIcon } from './icons.tsx';
import { Button } from './parts.tsx';

/**
 * What concerns the whole page: a lost line, broken knowledge, a running pause, what visitors are told now, a
 * colleague who was faster.
 */
export function Banners() {
  const { state } = useWorld();
  const pause = state.inbox?.desk.pause;
  const problems = state.inbox?.knowledgeProblems ?? [];
  return (
    <section class="banners" aria-label={texts.notice.region}>
      {state.line === 'down' && (
        <p class="banner lost">
          <WarnIcon />
          {texts.line.banner}
        </p>
      )}
      {problems.length > 0 && (
        <details class="banner knowledge">
          <summary>{texts.notice.knowledge}</summary>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
      {pause && (
        <p class="banner paused">
          {texts.pause.running} <q>{pause.notice}</q>
        </p>
      )}
      {state.inbox?.notices?.map(({ id, level, body }) => (
        <div key={id} class={`banner told ${level}`}>
          <span class="label">{texts.notice.forVisitors}</span>
          <div class="words">
            <RichTextView text={body} newTab={texts.newTab} />
          </div>
        </div>
      ))}
      <NoticeBanner />
    </section>
  );
}

function NoticeBanner() {
  const { state, desk } = useWorld();
  const { notice } = state;
  if (notice === undefined) return null;
  const { undo } = notice;
  return (
    <p class="banner notice" role="alert">
      {notice.text}
      {undo !== undefined && (
        <Button class="small" onClick={() => void desk.changeRequest('request:reopen', undo)}>
          {texts.notice.undo}
        </Button>
      )}
      <button
        type="button"
        class="quiet icon-only"
        aria-label={texts.notice.dismiss}
        onClick={desk.dismissNotice}
      >
        <CloseIcon />
      </button>
    </p>
  );
}
