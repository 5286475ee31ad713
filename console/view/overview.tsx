import type { Inbox, LostChat } from '../../protocol/agent.ts';
import { isCalling } from '../alert.ts';
import { offeredToMe } from '../selectors.ts';
import { texts } from '../texts.ts';
import { useSupervisor } from './context.tsx';
import { Requests } from './requests.tsx';
import { ActiveRow, List, OfferedRow, OwnRow, WaitingRow } from './rows.tsx';

/** The left column: who waits, whom this agent serves, what was left in the form. */
export function Overview({ inbox }: { inbox: Inbox }) {
  const { list } = texts;
  return (
    <nav class="overview" id="overview" tabIndex={-1} aria-label={list.title}>
      <Offered inbox={inbox} />
      <Waiting inbox={inbox} />
      <section aria-labelledby="mine-title">
        <h2 id="mine-title">
          {list.mine} <span class="count">{list.mineFull(inbox.mine.length, inbox.me.capacity)}</span>
        </h2>
        <Lost lost={inbox.lost} />
        <List empty={list.mineEmpty}>
          {inbox.mine.map((chat) => (
            <OwnRow key={chat.handoff} chat={chat} />
          ))}
        </List>
      </section>
      {useSupervisor() && <Active inbox={inbox} />}
      <Requests requests={inbox.requests} />
    </nav>
  );
}

function Offered({ inbox }: { inbox: Inbox }) {
  const offered = offeredToMe(inbox);
  const { list } = texts;
  if (offered.length === 0) return null;
  return (
    <section class="calling" aria-labelledby="offered-title">
      <h2 id="offered-title">
        {list.offered} <span class="count">{offered.length}</span>
      </h2>
      <p class="hint">{list.offeredLead}</p>
      <ul>
        {offered.map((chat) => (
          <OfferedRow key={chat.handoff} chat={chat} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ inbox }: { inbox: Inbox }) {
  const { list, top } = texts;
  const offered = offeredToMe(inbox);
  const waiting = inbox.waiting
    .filter((chat) => !offered.includes(chat))
    .toSorted((a, b) => a.since - b.since);
  const { wait } = inbox.queue;
  return (
    <section class={isCalling(inbox) ? 'waiting calling' : 'waiting'} aria-labelledby="waiting-title">
      <h2 id="waiting-title">
        {list.waiting} <span class="count">{waiting.length}</span>
      </h2>
      {!inbox.me.available && <p class="hint">{top.awayHint}</p>}
      {waiting.length > 0 && wait && <p class="hint">{top.wait(wait.fromMinutes, wait.toMinutes)}</p>}
      <List empty={list.waitingEmpty}>
        {waiting.map((chat) => (
          <WaitingRow key={chat.handoff} chat={chat} />
        ))}
      </List>
    </section>
  );
}

/** What a supervisor sees of the colleagues' chats. */
function Active({ inbox }: { inbox: Inbox }) {
  const { list } = texts;
  const others = inbox.active.filter(({ agent }) => agent !== inbox.me.id);
  return (
    <section aria-labelledby="active-title">
      <h2 id="active-title">
        {list.active} <span class="count">{others.length}</span>
      </h2>
      <List empty={list.activeEmpty}>
        {others.map((chat) => (
          <ActiveRow key={chat.handoff} chat={chat} />
        ))}
      </List>
    </section>
  );
}

/** Chats that were lost with the line, and who took over, so that nobody wonders or apologises twice. */
function Lost({ lost }: { lost: readonly LostChat[] }) {
  const { list } = texts;
  if (lost.length === 0) return null;
  return (
    <div class="lost-chats">
      <h3>{list.lost}</h3>
      <ul>
        {lost.map((chat) => (
          <li key={`${chat.conversation}-${chat.at}`}>
            <strong>{chat.question || list.noQuestion}</strong> <span class="detail">{lostWords(chat)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function lostWords({ status, byName }: LostChat): string {
  const { lostStates } = texts.list;
  return status === 'active' ? lostStates.active(byName ?? texts.events.someone) : lostStates[status];
}
