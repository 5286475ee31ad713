import type { VNode } from 'preact';
import { MASK } from '../../protocol/constants.ts';
import { RichTextView, typedText } from '../../widget/shared/rich-text.tsx';
import type { Outgoing } from '../outbox.ts';
import { texts } from '../texts.ts';
import { clockTime } from '../time.ts';
import type { AssistantEntry, Entry, VisitorEntry } from '../timeline.ts';
import { useWorld } from './context.tsx';
import { CheckIcon, ClockIcon, DoubleCheckIcon, ThumbDownIcon, ThumbUpIcon, WarnIcon } from './icons.tsx';
import { Button } from './parts.tsx';
import { Reveal } from './reveal.tsx';

type EntryProps = { entry: Entry; read: boolean; own: string | undefined };

/** One line of the conversation; `read`: the visitor's window has shown it; `own`: the conversation, as a chat of this agent. */
export function EntryView({ entry, read, own }: EntryProps): VNode {
  switch (entry.kind) {
    case 'day':
      return (
        <li class="day">
          <span>{entry.text}</span>
        </li>
      );
    case 'note':
      return (
        <li class="note">
          {entry.text} · <Time at={entry.at} />
        </li>
      );
    case 'visitor':
      return <VisitorView entry={entry} own={own} />;
    case 'assistant':
      return <AssistantView entry={entry} />;
    case 'agent':
      return (
        <li class={entry.own ? 'message ours agent own' : 'message ours agent'}>
          <Head name={entry.own ? texts.chat.you : entry.name} at={entry.at}>
            <Delivered read={read} />
          </Head>
          <div class="bubble typed">{typedText(entry.text, texts.newTab)}</div>
          {entry.own && entry.text.includes(MASK) && <p class="aside">{texts.chat.ownMasked}</p>}
        </li>
      );
    default:
      return entry satisfies never;
  }
}

/** How far an agent's message has come: stored on the server, or shown in the visitor's window. */
function Delivered({ read }: { read: boolean }) {
  return (
    <span class="stored">
      {read ? <DoubleCheckIcon /> : <CheckIcon />}
      {read ? texts.chat.read : texts.chat.stored}
    </span>
  );
}

function Head({ name, at, children }: { name: string; at: number; children?: preact.ComponentChildren }) {
  return (
    <p class="head">
      <strong>{name}</strong> <Time at={at} />
      {children}
    </p>
  );
}

function Time({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>;
}

function VisitorView({ entry, own }: { entry: VisitorEntry; own: string | undefined }) {
  return (
    <li class="message visitor">
      <Head name={texts.chat.visitor} at={entry.at}>
        {entry.pressed && <span class="tag">{texts.chat.pressed}</span>}
      </Head>
      <div class="bubble typed">{typedText(entry.text, texts.newTab)}</div>
      {entry.masked && <p class="aside">{texts.chat.masked}</p>}
      {entry.masked && entry.live && own !== undefined && (
        <Reveal conversation={own} seq={Number(entry.key)} />
      )}
    </li>
  );
}

function AssistantView({ entry }: { entry: AssistantEntry }) {
  const { chat } = texts;
  return (
    <li class="message ours assistant">
      <Head name={chat.assistant} at={entry.at} />
      <div class="bubble">
        {entry.article && <p class="source">{chat.source(entry.article)}</p>}
        <RichTextView text={entry.body} newTab={texts.newTab} />
        {entry.choices.length > 0 && (
          <p class="offered">
            {chat.offered} {entry.choices.join(' · ')}
          </p>
        )}
      </div>
      {entry.helpful !== undefined && (
        <p class="aside rating">
          {entry.helpful ? <ThumbUpIcon /> : <ThumbDownIcon />}
          {entry.helpful ? chat.helpful : chat.unhelpful}
        </p>
      )}
    </li>
  );
}

/** A message of this agent that is not an event yet. */
export function OutgoingView({ one }: { one: Outgoing }) {
  const { desk, state } = useWorld();
  const { chat } = texts;
  return (
    <li class={`message ours agent own ${one.state}`}>
      <p class="head">
        <strong>{chat.you}</strong>
        <span class="delivery">
          {one.state === 'waiting' && (
            <>
              <ClockIcon /> {state.line === 'up' ? chat.pending : chat.pendingLine}
            </>
          )}
          {one.state === 'stored' && (
            <>
              <CheckIcon /> {chat.stored}
            </>
          )}
          {one.state === 'failed' && (
            <>
              <WarnIcon /> {chat.failed}
            </>
          )}
        </span>
      </p>
      <div class="bubble typed">{one.text}</div>
      {one.state === 'failed' && (
        <div class="failed-foot">
          <p role="alert">{one.problem}</p>
          <Button class="small" onClick={() => desk.resend(one.clientId)}>
            {chat.resend}
          </Button>
          <Button class="small quiet" onClick={() => desk.discard(one.clientId)}>
            {chat.discard}
          </Button>
        </div>
      )}
    </li>
  );
}
