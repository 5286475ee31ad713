import { conversationOf } from '../selectors.ts';
import type { Selection } from '../state.ts';
import { texts } from '../texts.ts';
import { emptyThread, type Thread } from '../thread.ts';
import { BlockVisitor } from './block-dialog.tsx';
import { useSupervisor, useWorld } from './context.tsx';
import { Earlier } from './earlier.tsx';
import { Facts } from './facts.tsx';
import { CloseIcon } from './icons.tsx';
import { Identity } from './identity.tsx';
import { Keeping } from './keeping.tsx';
import { Notes } from './notes.tsx';
import { Button } from './parts.tsx';

type SideProps = { selection: Selection; open: boolean; onClose: () => void };

/** The right column: the card, the visitor, earlier conversations, notes. On narrow screens a drawer. */
export function Side({ selection, open, onClose }: SideProps) {
  const { state } = useWorld();
  const conversation = conversationOf(selection);
  const thread = state.threads[conversation] ?? emptyThread;
  const { facts, chat } = texts;
  return (
    <aside
      class={open ? 'side open' : 'side'}
      id="side"
      aria-labelledby="facts-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) onClose();
      }}
    >
      <div class="side-head">
        <h2 id="facts-title">{selection.kind === 'chat' ? facts.title : facts.requestTitle}</h2>
        <Button class="quiet icon-only close-side" aria-label={chat.hideFacts} onClick={onClose}>
          <CloseIcon />
        </Button>
      </div>
      <Facts selection={selection} thread={thread} />
      <Identity visitor={thread.visitor} />
      <Earlier earlier={thread.earlier} />
      <Notes key={conversation} conversation={conversation} notes={thread.notes} />
      {useSupervisor() && (
        <Keeping key={`keeping-${conversation}`} conversation={conversation} held={thread.held === true} />
      )}
      {useSupervisor() && <Blocking conversation={conversation} thread={thread} />}
    </aside>
  );
}

function Blocking({ conversation, thread }: { conversation: string; thread: Thread }) {
  return <BlockVisitor conversation={conversation} until={thread.blockedUntil} />;
}
