import { useState } from 'preact/hooks';
import { attemptNames } from '../desk.ts';
import { texts } from '../texts.ts';
import { shortMoment } from '../time.ts';
import { useAttempt, useWorld } from './context.tsx';
import { Button, Dialog, Problem } from './parts.tsx';

const USUAL_HOURS = '24';

type BlockProps = { conversation: string; until: number | undefined };

/** A supervisor keeps an abusive visitor out, after a question. */
export function BlockVisitor({ conversation, until }: BlockProps) {
  const { inbox } = useWorld().state;
  const [asking, setAsking] = useState(false);
  const now = inbox?.now ?? 0;
  if (until !== undefined && until > now)
    return <p class="blocked">{texts.chat.blocked(shortMoment(until, now))}</p>;
  return (
    <div class="blocking">
      <Button class="small danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {texts.block.open}
      </Button>
      {asking && <BlockDialog conversation={conversation} onClose={() => setAsking(false)} />}
    </div>
  );
}

function BlockDialog({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const { desk } = useWorld();
  const { block } = texts;
  const [hours, setHours] = useState(USUAL_HOURS);
  const { busy, problem } = useAttempt(attemptNames.block(conversation));
  async function submit(event: Event) {
    event.preventDefault();
    if (!busy && (await desk.block(conversation, Number(hours)))) onClose();
  }
  return (
    <Dialog title={block.title} onClose={onClose}>
      <p class="lead">{block.lead}</p>
      <form onSubmit={submit}>
        <fieldset class="options">
          <legend>{block.legend}</legend>
          {Object.entries(block.hours).map(([value, label]) => (
            <label class="check" key={value}>
              <input type="radio" name="hours" checked={hours === value} onChange={() => setHours(value)} />
              {label}
            </label>
          ))}
        </fieldset>
        <Problem text={problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{block.cancel}</Button>
          <Button type="submit" class="danger" busy={busy} busyLabel={block.busy}>
            {block.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
