import type { ComponentChildren, VNode } from 'preact';
import type { InboxChat } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import { unread } from '../selectors.ts';
import { texts } from '../texts.ts';
import { countdownWords, stopwatch } from '../time.ts';
import { useAttempt, useNow, useWorld } from './context.tsx';
import { ClockIcon, EyeIcon } from './icons.tsx';
import { Button, Problem } from './parts.tsx';

/** Waiting longer than this stands out by colour and weight. */
const LONG_WAIT_MS = 3 * 60_000;

export function List({ empty, children }: { empty: string; children: VNode[] }) {
  return children.length === 0 ? <p class="empty">{empty}</p> : <ul>{children}</ul>;
}

export function WaitingRow({ chat }: { chat: InboxChat }) {
  const { list } = texts;
  const { problem } = useAttempt(attemptNames.accept(chat));
  return (
    <li class="row">
      <ChatButton chat={chat}>
        <span class="detail">{reasonWords(chat.reason)}</span>
        {chat.status === 'offered' && (
          <span class="detail">{list.offeredTo(chat.agentName ?? texts.events.someone)}</span>
        )}
        {!chat.visitorOnline && <Gone />}
        <Viewers chat={chat} />
      </ChatButton>
      <div class="row-foot">
        <Waited since={chat.since} />
        {chat.status === 'waiting' && <AcceptButton chat={chat} class="primary small" />}
      </div>
      <Problem text={problem} />
    </li>
  );
}

/** A chat that waits for this agent's yes, with the time that is left for it. */
export function OfferedRow({ chat }: { chat: InboxChat }) {
  const { problem } = useAttempt(attemptNames.accept(chat));
  const declined = useAttempt(attemptNames.decline(chat));
  return (
    <li class="row">
      <ChatButton chat={chat}>
        <span class="detail">{reasonWords(chat.reason)}</span>
        {!chat.visitorOnline && <Gone />}
      </ChatButton>
      <div class="row-foot">
        <Countdown until={chat.offeredUntil ?? 0} />
        <DeclineButton chat={chat} class="small" />
        <AcceptButton chat={chat} class="primary small" />
      </div>
      <Problem text={problem ?? declined.problem} />
    </li>
  );
}

export function OwnRow({ chat }: { chat: InboxChat }) {
  const { state } = useWorld();
  const count = unread(state, chat);
  const typing = state.threads[chat.conversation]?.visitorTyping ?? false;
  const unsent = state.outbox.some((one) => one.conversation === chat.conversation && one.state === 'failed');
  return (
    <li class={count > 0 ? 'row unread' : 'row'}>
      <ChatButton chat={chat}>
        <span class="detail last">{typing ? texts.chat.typing : chat.lastText}</span>
        {!chat.visitorOnline && <Gone />}
        <Viewers chat={chat} />
        {unsent && <span class="unsent">{texts.list.unsent}</span>}
        {count > 0 && (
          <span class="badge">
            <span aria-hidden="true">{count}</span>
            <span class="hidden">{texts.list.unread(count)}</span>
          </span>
        )}
      </ChatButton>
    </li>
  );
}

/** A colleague's chat, as a supervisor sees it. */
export function ActiveRow({ chat }: { chat: InboxChat }) {
  return (
    <li class="row">
      <ChatButton chat={chat}>
        <span class="detail">{texts.list.ledBy(chat.agentName ?? texts.events.someone)}</span>
        {!chat.visitorOnline && <Gone />}
      </ChatButton>
    </li>
  );
}

type ActionProps = { chat: InboxChat; class: string };

export function AcceptButton({ chat, class: className }: ActionProps) {
  const { desk } = useWorld();
  const { busy } = useAttempt(attemptNames.accept(chat));
  return (
    <Button
      class={className}
      busy={busy}
      busyLabel={texts.list.accepting}
      onClick={() => void desk.accept(chat)}
    >
      {texts.list.accept}
    </Button>
  );
}

export function DeclineButton({ chat, class: className }: ActionProps) {
  const { desk } = useWorld();
  const { busy } = useAttempt(attemptNames.decline(chat));
  return (
    <Button
      class={className}
      busy={busy}
      busyLabel={texts.list.declining}
      onClick={() => void desk.decline(chat)}
    >
      {texts.list.decline}
    </Button>
  );
}

function ChatButton({ chat, children }: { chat: InboxChat; children: ComponentChildren }) {
  const { desk, state } = useWorld();
  const { selection } = state;
  const open = selection?.kind === 'chat' && selection.chat.conversation === chat.conversation;
  return (
    <RowButton open={open} onOpen={() => desk.select({ kind: 'chat', chat })}>
      <span class="row-title">{chat.question || texts.list.noQuestion}</span>
      {children}
    </RowButton>
  );
}

type RowButtonProps = { open: boolean; onOpen: () => void; children: ComponentChildren };

export function RowButton({ open, onOpen, children }: RowButtonProps) {
  return (
    <button type="button" class="row-button" aria-current={open || undefined} onClick={onOpen}>
      {children}
    </button>
  );
}

function Gone() {
  return <span class="gone">{texts.list.gone}</span>;
}

function Viewers({ chat }: { chat: InboxChat }) {
  if (chat.viewers.length === 0) return null;
  return (
    <span class="detail viewers">
      <EyeIcon />
      {texts.list.viewedBy(chat.viewers.map(({ name }) => name).join(', '))}
    </span>
  );
}

function Waited({ since }: { since: number }) {
  const now = useNow(useWorld().state.skew);
  const waited = now - since;
  return (
    <span class={waited > LONG_WAIT_MS ? 'waited long' : 'waited'}>
      <ClockIcon />
      <span class="hidden">{texts.list.waits} </span>
      {stopwatch(waited)}
    </span>
  );
}

/** What is left of an offer's time. Not spoken by itself: the announcement of the offer was. */
export function Countdown({ until }: { until: number }) {
  const now = useNow(useWorld().state.skew);
  return (
    <span class="waited" role="timer" aria-live="off">
      <ClockIcon />
      {countdownWords(until - now)}
    </span>
  );
}

/** Why a human was called, in words. */
export function reasonWords(reason: string): string {
  return texts.reasons[reason] ?? texts.reasonOther;
}
