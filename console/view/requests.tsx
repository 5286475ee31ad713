import type { InboxRequest } from '../../protocol/agent.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { List, RowButton } from './rows.tsx';

/** What was left in the form, by its state; the oldest first. */
export function Requests({ requests }: { requests: readonly InboxRequest[] }) {
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
  const { selection } = state;
  const owner = request.agent === state.inbox?.me.id ? list.you : request.agentName;
  const open = selection?.kind === 'request' && selection.request.id === request.id;
  return (
    <li class="row">
      <RowButton open={open} onOpen={() => desk.select({ kind: 'request', request })}>
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
