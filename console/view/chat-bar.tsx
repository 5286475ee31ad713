import { useState } from 'preact/hooks';
import type { CloseReason, InboxChat } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import { type Selection, standing } from '../state.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { useAttempt, useWorld } from './context.tsx';
import { Facts } from './facts.tsx';
import { BackIcon } from './icons.tsx';
import { Button, Dialog, Problem } from './parts.tsx';

/** Above the conversation: what it is about and what can be done with it. */
export function ChatBar({ selection, thread }: { selection: Selection; thread: Thread }) {
  const { desk, state } = useWorld();
  return (
    <header class="chat-bar">
      <div class="chat-head">
        <Button class="quiet back" aria-label={texts.chat.back} onClick={() => desk.select(undefined)}>
          <BackIcon />
        </Button>
        <div class="chat-name">
          <h1 id="chat-title">{title(selection)}</h1>
          {selection.kind === 'chat' && standing(state) !== 'elsewhere' && (
            <p class={selection.chat.visitorOnline ? 'presence here' : 'presence gone'}>
              <span class="dot" aria-hidden="true" />
              {selection.chat.visitorOnline ? texts.facts.visitorHere : texts.facts.visitorGone}
            </p>
          )}
        </div>
        {selection.kind === 'chat' && <Actions chat={selection.chat} thread={thread} />}
      </div>
      <details class="facts-fold" open={selection.kind === 'request'}>
        <summary>{selection.kind === 'chat' ? texts.facts.title : texts.facts.requestTitle}</summary>
        <Facts selection={selection} thread={thread} />
      </details>
    </header>
  );
}

function title(selection: Selection): string {
  return selection.kind === 'chat'
    ? selection.chat.question || texts.list.noQuestion
    : `${texts.facts.requestTitle} ${selection.request.reference}`;
}

function Actions({ chat, thread }: { chat: InboxChat; thread: Thread }) {
  const where = standing(useWorld().state);
  if (where === 'waiting') return <Accept chat={chat} />;
  if (where === 'mine') return <Close chat={chat} />;
  const { owner, agentName } = ownerOf(thread);
  return (
    <p class="elsewhere">
      {owner === 'agent' && agentName ? texts.chat.takenBar(agentName) : texts.chat.goneBar}
    </p>
  );
}

/** Who answers now: the last change of owner among the events, which are newer than any status. */
function ownerOf(thread: Thread): { owner: string; agentName?: string | undefined } {
  const last = thread.events.findLast((event) => event.type === 'owner.changed');
  return last === undefined ? { owner: 'assistant' } : last;
}

function Accept({ chat }: { chat: InboxChat }) {
  const { desk } = useWorld();
  const { busy, problem } = useAttempt(attemptNames.accept(chat));
  return (
    <div class="chat-actions">
      <Button
        class="primary"
        busy={busy}
        busyLabel={texts.list.accepting}
        onClick={() => void desk.accept(chat)}
      >
        {texts.list.accept}
      </Button>
      <Problem text={problem} />
    </div>
  );
}

function Close({ chat }: { chat: InboxChat }) {
  const [asking, setAsking] = useState(false);
  return (
    <div class="chat-actions">
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
        {texts.close.open}
      </Button>
      {asking && <CloseDialog chat={chat} onClose={() => setAsking(false)} />}
    </div>
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
