import type { ComponentChildren } from 'preact';
import type { HandoffCard, InboxChat, InboxRequest } from '../../protocol/agent.ts';
import { attemptNames, type RequestChange } from '../desk.ts';
import type { Selection } from '../state.ts';
import { texts } from '../texts.ts';
import type { Thread } from '../thread.ts';
import { dayName, shortMoment } from '../time.ts';
import { articlesShown } from '../timeline.ts';
import { useAttempt, useSupervisor, useWorld } from './context.tsx';
import { Button, Problem } from './parts.tsx';
import { reasonWords } from './rows.tsx';

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
  const { title, step, answers } = card.flow;
  return (
    <Fact name={texts.facts.flow}>
      {title}
      <ul>
        {answers.map(({ question, answer, sensitive }) => (
          <li key={question}>
            {question} <strong>{answer}</strong>
            {sensitive && <span class="tag">{texts.facts.sealed}</span>}
          </li>
        ))}
      </ul>
      {step && (
        <p class="detail">
          {texts.facts.step}: {step}
        </p>
      )}
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
            <a href={`mailto:${encodeURIComponent(request.email)}`}>{request.email}</a>
          </Fact>
        )}
        {request.phone && (
          <Fact name={facts.phone}>
            <a href={telephone(request.phone)}>{request.phone}</a>
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
  const { facts } = texts;
  const name = state.inbox?.me.name ?? '';
  const mine = request.agent === state.inbox?.me.id;
  return (
    <div class="request-actions">
      {request.email && request.status !== 'done' && (
        <a class="button" href={mailLink(request, request.email, name)}>
          {facts.reply}
        </a>
      )}
      {request.phone && request.status !== 'done' && (
        <a class="button" href={telephone(request.phone)}>
          {facts.call}
        </a>
      )}
      {nextSteps(request, mine, useSupervisor()).map(({ ask, label, doing }, index) => (
        <Button
          key={ask}
          class={index === 0 && request.status !== 'done' ? 'primary' : ''}
          busy={busy}
          busyLabel={doing}
          onClick={() => void desk.changeRequest(ask, request.id)}
        >
          {label}
        </Button>
      ))}
      <Problem text={problem} />
    </div>
  );
}

type Step = { readonly ask: RequestChange; readonly label: string; readonly doing: string };

/** What this agent can do with a request, the usual step first. */
function nextSteps({ status }: InboxRequest, mine: boolean, supervisor: boolean): Step[] {
  const { facts } = texts;
  if (status === 'open') return [{ ask: 'request:take', label: facts.take, doing: facts.taking }];
  if (!mine && !supervisor) return [];
  if (status === 'done') return [{ ask: 'request:reopen', label: facts.reopen, doing: facts.reopening }];
  const done: Step = { ask: 'request:done', label: facts.finish, doing: facts.finishing };
  return [...(mine ? [done] : []), { ask: 'request:release', label: facts.release, doing: facts.releasing }];
}

function Moment({ at }: { at: number }) {
  const { inbox } = useWorld().state;
  return <time dateTime={new Date(at).toISOString()}>{shortMoment(at, inbox?.now ?? at)}</time>;
}

/** A draft for the mail program; what a visitor typed cannot add recipients or headers. */
function mailLink({ reference, at, text }: InboxRequest, email: string, name: string): string {
  const { mailSubject, mailBody } = texts.facts;
  const parts = { subject: mailSubject(reference), body: mailBody(dayName(at), quoted(text), name) };
  const query = Object.entries(parts).map(([key, words]) => `${key}=${encodeURIComponent(words)}`);
  return `mailto:${encodeURIComponent(email)}?${query.join('&')}`;
}

/** As mail programs mark what they answer. Long ones are cut: addresses of some 2,000 characters are safe. */
function quoted(text: string): string {
  const most = 800;
  const shown = text.length > most ? `${text.slice(0, most)} …` : text;
  return shown.replace(/^/gm, '> ');
}

function telephone(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`;
}
