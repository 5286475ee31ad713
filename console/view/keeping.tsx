import { useState } from 'preact/hooks';
import { attemptNames } from '../desk.ts';
import { privacyTexts } from '../texts/privacy.ts';
import { useAttempt, useWorld } from './context.tsx';
import { Button, Dialog, Problem } from './parts.tsx';

type KeepingProps = { conversation: string; held: boolean };

/** A supervisor keeps a conversation from deletion, or deletes it after a question. */
export function Keeping({ conversation, held }: KeepingProps) {
  const { desk } = useWorld();
  const { hold, erase } = privacyTexts;
  const [asking, setAsking] = useState(false);
  const { busy, problem } = useAttempt(attemptNames.hold(conversation));
  return (
    <section class="side-part" aria-labelledby="keeping-title">
      <h3 id="keeping-title">{erase.section}</h3>
      <p class="detail">{held ? hold.held : hold.hint}</p>
      <div class="row-actions">
        <Button
          class="small"
          busy={busy}
          busyLabel={hold.busy}
          onClick={() => void desk.hold(conversation, !held)}
        >
          {held ? hold.release : hold.hold}
        </Button>
        {!held && (
          <Button class="small danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {erase.open}
          </Button>
        )}
      </div>
      <Problem text={problem} />
      {asking && <EraseDialog conversation={conversation} onClose={() => setAsking(false)} />}
    </section>
  );
}

function EraseDialog({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const { desk } = useWorld();
  const { erase } = privacyTexts;
  const { busy, problem } = useAttempt(attemptNames.erase(conversation));
  async function submit(event: Event) {
    event.preventDefault();
    if (!busy && (await desk.erase(conversation))) onClose();
  }
  return (
    <Dialog title={erase.title} onClose={onClose}>
      <p class="lead">{erase.lead}</p>
      <form onSubmit={submit}>
        <Problem text={problem} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{erase.cancel}</Button>
          <Button type="submit" class="danger" busy={busy} busyLabel={erase.busy}>
            {erase.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
