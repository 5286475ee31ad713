import type { TargetedKeyboardEvent, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { extraTexts as texts } from './texts.ts';

export interface EndQuestionProps {
  readonly queued: boolean;
  readonly onEnd: () => void;
  readonly onCancel: () => void;
}

/** Asks before a conversation is ended. The harmless answer has the focus. */
export function EndQuestion({ queued, onEnd, onCancel }: EndQuestionProps): VNode {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <div class="veil">
      <div
        class="question"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="end"
        aria-describedby="end-why"
        onKeyDown={onKeyDown}
      >
        <h3 id="end">{texts.end.ask}</h3>
        <p id="end-why">
          {texts.end.explain} {queued && texts.end.explainQueue}
        </p>
        <div class="answers">
          <button type="button" class="plain" ref={cancel} onClick={onCancel}>
            {texts.end.cancel}
          </button>
          <button type="button" class="strong" onClick={onEnd}>
            {texts.end.confirm}
          </button>
        </div>
      </div>
    </div>
  );
}
