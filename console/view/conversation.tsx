import { conversationOf, standing } from '../selectors.ts';
import type { Selection } from '../state.ts';
import { texts } from '../texts.ts';
import { emptyThread } from '../thread.ts';
import { ChatBar } from './chat-bar.tsx';
import { Composer } from './composer.tsx';
import { useWorld } from './context.tsx';
import { Log } from './log.tsx';

type ConversationProps = { selection: Selection; sideOpen: boolean; onSide: (open: boolean) => void };

/** The open conversation from its first word on, with what can be done in it. */
export function Conversation({ selection, sideOpen, onSide }: ConversationProps) {
  const { state } = useWorld();
  const conversation = conversationOf(selection);
  const thread = state.threads[conversation] ?? emptyThread;
  return (
    <main class="conversation" id="conversation" tabIndex={-1} aria-labelledby="chat-title">
      <ChatBar selection={selection} thread={thread} sideOpen={sideOpen} onSide={onSide} />
      <Log key={conversation} conversation={conversation} thread={thread} />
      {standing(state) === 'mine' ? (
        <Composer key={conversation} conversation={conversation} thread={thread} />
      ) : (
        <KeptDraft conversation={conversation} />
      )}
    </main>
  );
}

/** What was begun in a chat that is no longer this agent's: not lost, to be copied or to go on with. */
function KeptDraft({ conversation }: { conversation: string }) {
  const draft = useWorld().desk.draft(conversation);
  if (draft === '') return null;
  return (
    <div class="kept-draft">
      <p class="hint">{texts.composer.kept}</p>
      <p class="typed">{draft}</p>
    </div>
  );
}
