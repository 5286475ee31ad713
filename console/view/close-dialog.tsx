import { useState } from 'preact/hooks';
import type { CloseReason, InboxChat } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import { texts } from '../texts.ts';
import { useAttempt, useWorld } from './context.tsx';
import { useShortcut } from './keys.tsx';
import { Button, Dialog, Problem } from './parts.tsx';

/** Ends an own chat, after the question how it went. */
export function CloseChat({ chat }: { chat: InboxChat }) {
  const [asking, setAsking] = useState(false);
  useShortcut('close', () => setAsking(true));
  return (
    <>
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
        {texts.close.open}
      </Button>
      {asking && <CloseDialog chat={chat} onClose={() => setAsking(false)} />}
    </>
  );
}

function CloseDialog({ chat, onClose }: { chat: InboxChat; onClose: () => void }) {
  const { desk } = useWorld();
  const { close } = texts;
  const [reason, setReason] = useState<CloseReason>('solved');
  const { busy, problem } = useAttempt(attemptNames.close(chat));
  async function submit(event: Event) {
    event.preventDefault();
    if (busy || !(await desk.close(chat, reason))) return;
    onClose();
    // The button that opened this dialog is gone with the chat.
    document.querySelector<HTMLElement>('#conversation')?.focus();
  }
  return (
    <Dialog title={close.title} onClose={onClose}>
      <p class="lead">{close.lead}</p>
      <form onSubmit={submit}>
        <fieldset class="options">
          <legend>{close.legend}</legend>
          {Object.entries(close.reasons).map(([value, label]) => (
            <label class="check" key={value}>
              <input
                type="radio"
                name="reason"
                checked={reason === value}
                onChange={() => setReason(value as CloseReason)}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <Problem text={problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{close.cancel}</Button>
          <Button type="submit" class="primary" busy={busy} busyLabel={close.busy}>
            {close.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
