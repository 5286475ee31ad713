import type { Inbox, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import { isCalling } from '../alert.ts';
import { attemptNames } from '../desk.ts';
import { unread } from '../state.ts';
import { texts } from '../texts.ts';
import { stopwatch } from '../time.ts';
import { useAttempt, useNow, useWorld } from './context.tsx';
import { ClockIcon } from './icons.tsx';
import { Button, Problem } from './parts.tsx';

/** Waiting longer than this stands out by colour and weight. */
const LONG_WAIT_MS = 3 * 60_000;

/** The left column: who waits, whom this agent serves, what was left in the form. */
export function Overview({ inbox }: { inbox: Inbox }) {
  const { list } = texts;
  const waiting = inbox.waiting.toSorted((a, b) => a.since - b.since);
  return (
    <nav class="overview" id="overview" tabIndex={-1} aria-label={list.title}>
      <section class={isCalling(inbox) ? 'waiting calling' : 'waiting'} aria-labelledby="waiting-title">
        <h2 id="waiting-title">
          {list.waiting} <span class="count">{waiting.length}</span>
        </h2>
        {!inbox.me.available && <p class="hint">{texts.top.awayHint}</p>}
        <List empty={list.waitingEmpty}>
          {waiting.map((chat) => (
            <WaitingRow key={chat.handoff} chat={chat} />
          ))}
        </List>
      </section>
      <section aria-labelledby="mine-title">
        <h2 id="mine-title">
          {list.mine} <span class="count">{list.mineFull(inbox.mine.length, inbox.me.capacity)}</span>
        </h2>
        <List empty={list.mineEmpty}>
          {inbox.mine.map((chat) => (
            <OwnRow key={chat.handoff} chat={chat} />
          ))}
        </List>
      </section>
      <Requests requests={inbox.requests} />
    </nav>
  );
}

function List({ empty, children }: { empty: string; children: preact.VNode[] }) {
  return children.length === 0 ? <p class="empty">{empty}</p> : <ul>{children}</ul>;
}

function WaitingRow({ chat }: { chat: InboxChat }) {
  const { desk } = useWorld();
  const { busy, problem } = useAttempt(attemptNames.accept(chat));
  return (
    <li class="row">
      <RowButton conversation={chat.conversation} onOpen={() => desk.select({ kind: 'chat', chat })}>
        <span class="row-title">{chat.question || texts.list.noQuestion}</span>
        <span class="detail">{reasonWords(chat.reason)}</span>
        {!chat.visitorOnline && <Gone />}
      </RowButton>
      <div class="row-foot">
        <Waited since={chat.since} />
        <Button
          class="primary small"
          busy={busy}
          busyLabel={texts.list.accepting}
          onClick={() => void desk.accept(chat)}
        >
          {texts.list.accept}
        </Button>
      </div>
      <Problem text={problem} />
    </li>
  );
}

function OwnRow({ chat }: { chat: InboxChat }) {
  const { desk, state } = useWorld();
  const count = unread(state, chat);
  const typing = state.threads[chat.conversation]?.visitorTyping ?? false;
  const unsent = state.outbox.some((one) => one.conversation === chat.conversation && one.state === 'failed');
  return (
    <li class={count > 0 ? 'row unread' : 'row'}>
      <RowButton conversation={chat.conversation} onOpen={() => desk.select({ kind: 'chat', chat })}>
        <span class="row-title">{chat.question || texts.list.noQuestion}</span>
        <span class="detail last">{typing ? texts.chat.typing : chat.lastText}</span>
        {!chat.visitorOnline && <Gone />}
        {unsent && <span class="unsent">{texts.list.unsent}</span>}
        {count > 0 && (
          <span class="badge">
            <span aria-hidden="true">{count}</span>
            <span class="hidden">{texts.list.unread(count)}</span>
          </span>
        )}
      </RowButton>
    </li>
  );
}

function Requests({ requests }: { requests: readonly InboxRequest[] }) {
  const { list } = texts;
  const rows = (status: InboxRequest['status']) =>
    requests
      .filter((request) => request.status === status)
      .toSorted((a, b) => a.at - b.at)
      .map((request) => <RequestRow key={request.id} request={request} />);
  const [open, taken, done] = [rows('open'), rows('taken'), rows('done')];
  return (
    <section aria-labelledby="requests-title">
      <h2 id="requests-title">
        {list.requests} <span class="count">{open.length}</span>
      </h2>
      <List empty={list.requestsEmpty}>{open}</List>
      {taken.length > 0 && (
        <>
          <h3>{list.taken}</h3>
          <ul>{taken}</ul>
        </>
      )}
      {done.length > 0 && (
        <details>
          <summary>
            {list.done} <span class="count">{done.length}</span>
          </summary>
          <ul>{done}</ul>
        </details>
      )}
    </section>
  );
}

function RequestRow({ request }: { request: InboxRequest }) {
  const { desk, state } = useWorld();
  const { list } = texts;
  const owner = request.agent === state.inbox?.me.id ? list.byYou : request.agentName;
  return (
    <li class="row">
      <RowButton
        conversation={request.conversation}
        request={request.id}
        onOpen={() => desk.select({ kind: 'request', request })}
      >
        <span class="row-title">{request.text}</span>
        <span class="detail">
          {request.reference} · {list.answerBy(request.answerBy)}
        </span>
        {owner && (
          <span class="detail">{request.status === 'done' ? list.doneBy(owner) : list.takenBy(owner)}</span>
        )}
      </RowButton>
    </li>
  );
}

type RowButtonProps = {
  conversation: string;
  request?: string;
  onOpen: () => void;
  children: preact.ComponentChildren;
};

function RowButton({ conversation, request, onOpen, children }: RowButtonProps) {
  const { selection } = useWorld().state;
  const open =
    selection?.kind === 'request'
      ? selection.request.id === request
      : request === undefined && selection?.chat.conversation === conversation;
  return (
    <button type="button" class="row-button" aria-current={open || undefined} onClick={onOpen}>
      {children}
    </button>
  );
}

function Gone() {
  return <span class="gone">{texts.list.gone}</span>;
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

/** Why a human was called, in words. */
export function reasonWords(reason: string): string {
  return texts.reasons[reason] ?? texts.reasonOther;
}
