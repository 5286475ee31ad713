import { useState } from 'preact/hooks';
import type { Colleague, InboxChat } from '../../protocol/agent.ts';
import { attemptNames, type Target } from '../desk.ts';
import { texts } from '../texts.ts';
import { useAttempt, useWorld } from './context.tsx';
import { useShortcut } from './keys.tsx';
import { Button, Dialog, Field, Problem } from './parts.tsx';
import { value } from './sign-in.tsx';

/** As the protocol allows. */
const LONGEST_NOTE = 2_000;

/** Gives an own chat away: to a colleague, to the queue or back to the assistant. */
export function HandOn({ chat }: { chat: InboxChat }) {
  const [asking, setAsking] = useState(false);
  useShortcut('hand-on', () => setAsking(true));
  return (
    <>
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
        {texts.handOn.open}
      </Button>
      {asking && <HandOnDialog chat={chat} onClose={() => setAsking(false)} />}
    </>
  );
}

function HandOnDialog({ chat, onClose }: { chat: InboxChat; onClose: () => void }) {
  const { desk } = useWorld();
  const { handOn } = texts;
  const [target, setTarget] = useState<string>();
  const [missing, setMissing] = useState(false);
  const { busy, problem } = useAttempt(attemptNames.handOn(chat));
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy) return;
    setMissing(target === undefined);
    if (target === undefined) return;
    const note = value(event.currentTarget as HTMLFormElement, 'note').trim();
    if (!(await desk.handOn(chat, targetOf(target), note))) return;
    onClose();
    // The button that opened this dialog is gone with the chat.
    document.querySelector<HTMLElement>('#conversation')?.focus();
  }
  return (
    <Dialog title={handOn.title} onClose={onClose}>
      <form onSubmit={submit}>
        <Targets chosen={target} choose={setTarget} />
        {target !== 'assistant' && (
          <Field label={handOn.note} hint={handOn.noteHint}>
            {(tie) => <textarea {...tie} name="note" rows={3} maxLength={LONGEST_NOTE} />}
          </Field>
        )}
        <Problem text={missing && target === undefined ? handOn.missing : problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{handOn.cancel}</Button>
          <Button type="submit" class="primary" busy={busy} busyLabel={handOn.busy}>
            {handOn.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type TargetsProps = { chosen: string | undefined; choose: (target: string) => void };

function Targets({ chosen, choose }: TargetsProps) {
  const { inbox } = useWorld().state;
  const { handOn } = texts;
  const others = (inbox?.colleagues ?? []).filter(({ id, here }) => here && id !== inbox?.me.id);
  const option = (target: string, label: string, hint: string, possible = true) => (
    <label class="check target" key={target}>
      <input
        type="radio"
        name="target"
        checked={chosen === target}
        disabled={!possible}
        onChange={() => choose(target)}
      />
      <span>
        {label} <span class="detail">{hint}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="options">
      <legend>{handOn.legend}</legend>
      {others.map((one) => option(one.id, one.name, roomOf(one), hasRoom(one)))}
      {others.length === 0 && <p class="hint">{handOn.nobody}</p>}
      {option('queue', handOn.queue, handOn.queueHint)}
      {option('assistant', handOn.assistant, handOn.assistantHint)}
    </fieldset>
  );
}

function targetOf(target: string): Target {
  return target === 'queue' || target === 'assistant' ? target : { agent: target };
}

function hasRoom({ available, chats, capacity }: Colleague): boolean {
  return available && chats < capacity;
}

function roomOf({ available, awayReason, chats, capacity }: Colleague): string {
  const { handOn } = texts;
  const load = handOn.room(chats, capacity);
  const reason =
    awayReason === undefined || awayReason === 'other' ? '' : ` (${texts.top.awayReasons[awayReason]})`;
  if (!available) return `${load}, ${handOn.away}${reason}`;
  return chats < capacity ? load : `${load}, ${handOn.noRoom}`;
}
