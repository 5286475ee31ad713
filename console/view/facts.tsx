import type { ComponentChildren } from 'preact';
import type { HandoffCard, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import { attemptNames } from '../desk.ts';
import type { Selection } from '../state.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { shortMoment } from '../time.ts';
import { articlesShown } from '../timeline.ts';
import { useAttempt, useWorld } from './context.tsx';
import { reasonWords } from './overview.tsx';
import { Button, Problem } from './parts.tsx';

/** What is known about the open chat or request, at a glance. */
export function Facts({ selection, thread }: { selection: Selection; thread: Thread }) {
  return selection.kind === 'chat' ? (
    <ChatFacts chat={selection.chat} thread={thread} />
  ) : (
    <RequestFacts request={selection.request} />
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ChatFacts({ chat, thread }: { chat: InboxChat; thread: Thread }) {
  const { facts } = texts;
  const articles = articlesShown(thread.events);
  return (
    <dl class="facts">
      <Fact name={facts.question}>{chat.question || texts.list.noQuestion}</Fact>
      <Fact name={facts.reason}>{reasonWords(chat.reason)}</Fact>
      <Fact name={chat.status === 'waiting' ? facts.since : facts.called}>
        <Moment at={chat.since} />
      </Fact>
      <Fact name={facts.visitor}>{chat.visitorOnline ? facts.here : facts.gone}</Fact>
      <FlowFact card={thread.card} />
      <Fact name={facts.articles}>
        {articles.length === 0 ? (
          facts.noArticles
        ) : (
          <ul>
            {articles.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        )}
      </Fact>
    </dl>
  );
}

/** What the visitor has answered in the guided dialogue that led here. */
function FlowFact({ card }: { card: HandoffCard | undefined }) {
  if (card?.flow === undefined) return null;
  const { title, answers } = card.flow;
  return (
    <Fact name={texts.facts.flow}>
      {title}
      <ul>
        {answers.map(({ question, answer }) => (
          <li key={question}>
            {question} <strong>{answer}</strong>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function RequestFacts({ request }: { request: InboxRequest }) {
  const { state } = useWorld();
  const { facts } = texts;
  const owner = request.agent === state.inbox?.me.id ? texts.list.you : request.agentName;
  return (
    <>
      <dl class="facts">
        <Fact name={facts.message}>
          <span class="typed">{request.text}</span>
        </Fact>
        {request.email && (
          <Fact name={facts.email}>
            <a href={mailAddress(request.email, request.reference)}>{request.email}</a>
          </Fact>
        )}
        {request.phone && (
          <Fact name={facts.phone}>
            <a href={`tel:${request.phone.replace(/[^\d+]/g, '')}`}>{request.phone}</a>
          </Fact>
        )}
        <Fact name={facts.answerBy}>
          <strong>{request.answerBy}</strong>
        </Fact>
        <Fact name={facts.received}>
          <Moment at={request.at} />
        </Fact>
        <Fact name={facts.reference}>{request.reference}</Fact>
        <Fact name={facts.state}>
          {facts.states[request.status]}
          {owner && ` · ${owner}`}
        </Fact>
      </dl>
      <RequestActions request={request} />
    </>
  );
}

function RequestActions({ request }: { request: InboxRequest }) {
  const { desk, state } = useWorld();
  const { busy, problem } = useAttempt(attemptNames.request(request.id));
  const next = nextStep(request, request.agent === state.inbox?.me.id);
  return (
    <div class="request-actions">
      {next && (
        <Button
          class="primary"
          busy={busy}
          busyLabel={next.busy}
          onClick={() => void desk.changeRequest(next.ask, request.id)}
        >
          {next.label}
        </Button>
      )}
      <Problem text={problem} />
    </div>
  );
}

/** What this agent can do with a request next. */
function nextStep({ status }: InboxRequest, mine: boolean) {
  const { facts } = texts;
  if (status === 'open') return { ask: 'request:take', label: facts.take, busy: facts.taking } as const;
  return status === 'taken' && mine
    ? ({ ask: 'request:done', label: facts.finish, busy: facts.finishing } as const)
    : undefined;
}

function Moment({ at }: { at: number }) {
  const { inbox } = useWorld().state;
  return <time dateTime={new Date(at).toISOString()}>{shortMoment(at, inbox?.now ?? at)}</time>;
}

/** An address for the mail program; what a visitor typed cannot add recipients or headers. */
function mailAddress(email: string, reference: string): string {
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(texts.facts.mailSubject(reference))}`;
}
