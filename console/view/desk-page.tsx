import { useState } from 'preact/hooks';
import { offeredToMe } from '../selectors.ts';
import { neighbour } from '../shortcuts.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { Conversation } from './conversation.tsx';
import { ChatIcon } from './icons.tsx';
import { useShortcut } from './keys.tsx';
import { Overview } from './overview.tsx';
import { Side } from './side.tsx';

/** The page where chats are led: the lists, the open conversation, and what is known about it. */
export function DeskPage() {
  const { inbox, selection } = useWorld().state;
  const [sideOpen, setSideOpen] = useState(false);
  useListShortcuts();
  const openSide = (open: boolean) => {
    setSideOpen(open);
    // The drawer is gone; the focus goes back to the button that opened it.
    if (!open) document.querySelector<HTMLElement>('.open-side')?.focus();
  };
  return (
    <div class={selection ? 'desk-page opened' : 'desk-page'}>
      {inbox ? <Overview inbox={inbox} /> : <p class="overview loading">{texts.loading}</p>}
      {selection ? (
        <Conversation selection={selection} sideOpen={sideOpen} onSide={openSide} />
      ) : (
        <NothingOpen />
      )}
      {selection && <Side selection={selection} open={sideOpen} onClose={() => openSide(false)} />}
    </div>
  );
}

function NothingOpen() {
  return (
    <main class="nothing" id="conversation" tabIndex={-1}>
      <ChatIcon />
      <h1>{texts.chat.empty}</h1>
      <p>{texts.chat.emptyLead}</p>
    </main>
  );
}

/** Walking through own chats and accepting the next one without leaving the keyboard. */
function useListShortcuts(): void {
  const { state, desk } = useWorld();
  const { inbox, selection } = state;
  const walk = (step: 1 | -1) => {
    const mine = inbox?.mine ?? [];
    const current = selection?.kind === 'chat' ? selection.chat.conversation : undefined;
    const next = neighbour(
      mine.map((chat) => chat.conversation),
      current,
      step,
    );
    const chat = mine.find(({ conversation }) => conversation === next);
    if (chat !== undefined) desk.select({ kind: 'chat', chat });
  };
  useShortcut('next', () => walk(1));
  useShortcut('previous', () => walk(-1));
  useShortcut('accept', () => {
    if (inbox === undefined) return;
    const longest = inbox.waiting
      .filter(({ status }) => status === 'waiting')
      .toSorted((a, b) => a.since - b.since);
    const chat = offeredToMe(inbox)[0] ?? longest[0];
    if (chat !== undefined) void desk.accept(chat);
  });
}
