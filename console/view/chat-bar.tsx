import type { InboxChat } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import { standing } from '../selectors.ts';
import type { Selection } from '../state.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { CloseChat } from './close-dialog.tsx';
import { useAttempt, useWorld } from './context.tsx';
import { HandOn } from './hand-on-dialog.tsx';
import { BackIcon, EyeIcon, InfoIcon } from './icons.tsx';
import { Button, Problem } from './parts.tsx';
import { AcceptButton, Countdown, DeclineButton } from './rows.tsx';

type ChatBarProps = {
  selection: Selection;
  thread: Thread;
  sideOpen: boolean;
  onSide: (open: boolean) => void;
};

/** Above the conversation: what it is about and what can be done with it. */
export function ChatBar({ selection, thread, sideOpen, onSide }: ChatBarProps) {
  const { desk, state } = useWorld();
  return (
    <header class="chat-bar">
      <div class="chat-head">
        <Button
          class="quiet icon-only back"
          aria-label={texts.chat.back}
          onClick={() => desk.select(undefined)}
        >
          <BackIcon />
        </Button>
        <div class="chat-name">
          <h1 id="chat-title">{title(selection)}</h1>
          <div class="chat-states">
            {selection.kind === 'chat' && standing(state) !== 'elsewhere' && (
              <VisitorPresence online={selection.chat.visitorOnline} />
            )}
            <Viewers thread={thread} />
          </div>
        </div>
        {selection.kind === 'chat' && <Actions chat={selection.chat} thread={thread} />}
        <Button
          class="quiet icon-only open-side"
          aria-label={texts.chat.facts}
          aria-expanded={sideOpen}
          aria-controls="side"
          onClick={() => onSide(!sideOpen)}
        >
          <InfoIcon />
        </Button>
      </div>
    </header>
  );
}

function VisitorPresence({ online }: { online: boolean }) {
  return (
    <p class={online ? 'presence here' : 'presence gone'}>
      <span class="dot" aria-hidden="true" />
      {online ? texts.facts.visitorHere : texts.facts.visitorGone}
    </p>
  );
}

/** Colleagues who look at the same conversation now. */
function Viewers({ thread }: { thread: Thread }) {
  const me = useWorld().state.inbox?.me.id;
  const names = thread.viewers.filter(({ id }) => id !== me).map(({ name }) => name);
  return (
    <div role="status">
      {names.length > 0 && (
        <p class="presence viewers">
          <EyeIcon />
          {texts.chat.viewers(names)}
        </p>
      )}
    </div>
  );
}

function title(selection: Selection): string {
  return selection.kind === 'chat'
    ? selection.chat.question || texts.list.noQuestion
    : `${texts.facts.requestTitle} ${selection.request.reference}`;
}

function Actions({ chat, thread }: { chat: InboxChat; thread: Thread }) {
  const { state } = useWorld();
  const accepting = useAttempt(attemptNames.accept(chat));
  const declining = useAttempt(attemptNames.decline(chat));
  switch (standing(state)) {
    case 'waiting':
      return (
        <div class="chat-actions">
          <AcceptButton chat={chat} class="primary" />
          <Problem text={accepting.problem} />
        </div>
      );
    case 'offered':
      return (
        <div class="chat-actions">
          <Countdown until={chat.offeredUntil ?? 0} />
          <DeclineButton chat={chat} class="" />
          <AcceptButton chat={chat} class="primary" />
          <Problem text={accepting.problem ?? declining.problem} />
        </div>
      );
    case 'mine':
      return (
        <div class="chat-actions">
          <HandOn chat={chat} />
          <CloseChat chat={chat} />
        </div>
      );
    default:
      return <p class="elsewhere">{elsewhere(chat, thread, state.inbox?.active ?? [])}</p>;
  }
}

/** Who answers a chat that is not for this agent: the last change of owner, which is newer than any status. */
function elsewhere(chat: InboxChat, thread: Thread, active: readonly InboxChat[]): string {
  const words = texts.chat;
  if (active.some(({ conversation }) => conversation === chat.conversation))
    return words.leads(chat.agentName ?? texts.events.someone);
  const last = thread.events.findLast((event) => event.type === 'owner.changed');
  if (last?.type === 'owner.changed' && last.owner === 'agent' && last.agentName)
    return words.takenBar(last.agentName);
  return chat.status === 'offered' && last?.owner === 'queue'
    ? words.offeredBar(chat.agentName ?? texts.events.someone)
    : words.goneBar;
}
