import { useEffect, useState } from 'preact/hooks';
import type { EarlierConversation } from '../../protocol/desk.ts';
import { texts } from '../texts.ts';
import { emptyThread } from '../thread.ts';
import { shortMoment } from '../time.ts';
import { useWorld } from './context.tsx';
import { Entries } from './log.tsx';
import { Button, Dialog } from './parts.tsx';

/** Other conversations of the same proved visitor, to be read. */
export function Earlier({ earlier }: { earlier: readonly EarlierConversation[] }) {
  const { inbox } = useWorld().state;
  const [open, setOpen] = useState<EarlierConversation>();
  return (
    <section class="side-part" aria-labelledby="earlier-title">
      <h3 id="earlier-title">{texts.earlier.title}</h3>
      {earlier.length === 0 ? (
        <p class="empty">{texts.earlier.empty}</p>
      ) : (
        <ul class="earlier">
          {earlier.map((one) => (
            <li key={one.conversation}>
              <Button class="quiet" aria-haspopup="dialog" onClick={() => setOpen(one)}>
                <span class="detail">{shortMoment(one.at, inbox?.now ?? one.at)}</span>
                {one.question || texts.list.noQuestion}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open && <EarlierDialog of={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function EarlierDialog({ of, onClose }: { of: EarlierConversation; onClose: () => void }) {
  const { state, sessions } = useWorld();
  const thread = state.threads[of.conversation] ?? emptyThread;
  useEffect(() => void sessions.live()?.sync.thread(of.conversation), [of.conversation]);
  const { earlier, chat } = texts;
  return (
    <Dialog title={earlier.dialog(shortMoment(of.at, state.inbox?.now ?? of.at))} onClose={onClose} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="earlier-log" tabIndex={0} aria-label={chat.log}>
        {!thread.complete && <p class="log-hint">{chat.loading}</p>}
        {thread.withdrawn && <p class="log-hint">{chat.notAllowed}</p>}
        <ol class="entries">
          <Entries events={thread.events} visitorRead={0} />
        </ol>
      </section>
      <div class="dialog-buttons">
        <Button class="primary" onClick={onClose}>
          {earlier.close}
        </Button>
      </div>
    </Dialog>
  );
}
