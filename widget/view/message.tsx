import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Item } from '../items.ts';
import type { Session } from '../session.ts';
import { RichTextView, typedText } from '../shared/rich-text.tsx';
import type { State } from '../state.ts';
import { clockTime, dateName, dayName, onItsWay, ownerLine, refusal, texts } from '../texts.ts';
import { CheckIcon, NoIcon, YesIcon } from './icons.tsx';
import type { Extra } from './use-extra.ts';

export interface ItemContext {
  readonly line: State['line'];
  readonly session: Session;
  readonly onForm: () => void;
  /** Loaded a moment after the window was opened. */
  readonly extra: Extra | undefined;
  /** Puts the focus back to the input after a button was pressed that is then gone or passive. */
  readonly onDone: () => void;
}

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;

/** One item of the conversation. */
export function ItemView({ item, context }: { item: Item; context: ItemContext }): VNode {
  switch (item.kind) {
    case 'day':
      return <Line>{dayName(item.at)}</Line>;
    case 'own':
      return <Own item={item} context={context} />;
    case 'reply':
      return <Reply item={item} context={context} />;
    case 'agent':
      return (
        <Said from="agent" name={item.name} at={item.at} follows={item.follows}>
          <div class="bubble typed">{typedText(item.text, texts.newTab)}</div>
        </Said>
      );
    case 'owner':
      return <Line>{ownerLine(item.owner, item.before, item.name)}</Line>;
    case 'rating':
      return context.extra ? (
        <context.extra.Rating item={item} context={context} />
      ) : (
        <Line>{texts.loading}</Line>
      );
    case 'filed':
      return <Line>{texts.filed(item.reference)}</Line>;
    case 'unfiled':
      return <Unfiled item={item} onForm={context.onForm} />;
    case 'ended':
      return <Line>{texts.ended[item.reason]}</Line>;
    default:
      return item satisfies never;
  }
}

/** A message under the name of who said it. A name that would only repeat is kept for screen readers. */
function Said(props: {
  from: 'own' | 'assistant' | 'agent';
  name: string;
  at: number | undefined;
  follows: boolean;
  children: ComponentChildren;
}): VNode {
  const { from, name, at, follows, children } = props;
  const sent = from === 'own' && at !== undefined;
  return (
    <div class={follows ? `said ${from} follows` : `said ${from}`}>
      <p class={follows ? 'hidden' : 'by'}>
        <span class="name">{name}</span>
        {at !== undefined && <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>}
        {sent && (
          <>
            <CheckIcon />
            <span class="hidden">{texts.sent}</span>
          </>
        )}
      </p>
      {children}
    </div>
  );
}

function Line({ children }: { children: ComponentChildren }): VNode {
  return <p class="line">{children}</p>;
}

function Own({ item, context }: { item: Of<'own'>; context: ItemContext }): VNode {
  const { entry } = item;
  return (
    <Said from="own" name={texts.you} at={item.at} follows={item.follows}>
      <div class="bubble typed">{item.text}</div>
      {item.masked && <p class="note">{item.masked === 'live' ? texts.maskedLive : texts.masked}</p>}
      {entry && entry.state !== 'failed' && (
        <p class="note pending">{onItsWay(context.line, entry.error, texts.sending)}</p>
      )}
      {entry?.state === 'failed' && <Failed entry={entry} context={context} />}
    </Said>
  );
}

function Failed({ entry, context }: { entry: NonNullable<Of<'own'>['entry']>; context: ItemContext }): VNode {
  const id = entry.request.clientId;
  const act = (what: (id: string) => void) => () => {
    what(id);
    context.onDone();
  };
  return (
    <div class="note wrong" role="alert">
      <p>
        <strong>{texts.failed}</strong> {entry.error && refusal(entry.error)}
      </p>
      <button type="button" class="link" onClick={act(context.session.retry)}>
        {texts.retry}
      </button>
      <button type="button" class="link" onClick={act(context.session.discard)}>
        {texts.discard}
      </button>
    </div>
  );
}

function Reply({ item, context }: { item: Of<'reply'>; context: ItemContext }): VNode {
  return (
    <Said from="assistant" name={texts.assistant} at={item.at} follows={item.follows}>
      <div class="bubble" lang="de">
        {item.heading && <p class="source">{item.heading}</p>}
        <RichTextView text={item.body} newTab={texts.newTab} />
        {item.updated && (
          <p class="updated" lang={texts.language}>
            {texts.updated(dateName(item.updated))}
          </p>
        )}
      </div>
      {item.choices.length > 0 && <Choices item={item} context={context} />}
      {item.answer && <Helpful item={item} session={context.session} />}
    </Said>
  );
}

function Choices({ item, context }: { item: Of<'reply'>; context: ItemContext }): VNode {
  const { session, onForm, onDone } = context;
  const choose = (choice: Of<'reply'>['choices'][number]) => {
    if (choice.id === 'form') return onForm();
    if (choice.id === 'human') session.callHuman();
    else session.choose(item.seq, choice);
    onDone();
  };
  return (
    <ul class="choices" aria-label={texts.topicHint}>
      {item.choices.map((choice) => (
        <li key={choice.id}>
          <button type="button" lang="de" disabled={!item.active} onClick={() => choose(choice)}>
            {item.chosen.includes(choice.id) && (
              <>
                <CheckIcon />
                <span class="hidden">{`${texts.chosen}: `}</span>
              </>
            )}
            {choice.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** „War das hilfreich?“, until it is answered; the answer can be taken back by what then has the focus. */
function Helpful({ item, session }: { item: Of<'reply'>; session: Session }): VNode {
  const group = useRef<HTMLFieldSetElement>(null);
  const pressed = useRef(false);
  const rate = (helpful: boolean | null) => () => {
    pressed.current = true;
    session.rateAnswer(item.seq, helpful);
  };
  const rated = item.helpful !== null;
  useLayoutEffect(() => {
    if (pressed.current) group.current?.querySelector('button')?.focus();
    pressed.current = false;
  }, [rated]);
  return (
    <fieldset ref={group} class="helpful" aria-label={rated ? texts.thanks : texts.helpful}>
      <span>{rated ? texts.thanks : texts.helpful}</span>
      {rated ? (
        <button type="button" class="link" onClick={rate(null)}>
          {texts.undo}
        </button>
      ) : (
        <>
          <button type="button" class="link" onClick={rate(true)}>
            <YesIcon />
            {texts.yes}
          </button>
          <button type="button" class="link" onClick={rate(false)}>
            <NoIcon />
            {texts.no}
          </button>
        </>
      )}
    </fieldset>
  );
}

function Unfiled({ item, onForm }: { item: Of<'unfiled'>; onForm: () => void }): VNode {
  return (
    <div class="note wrong" role="alert">
      <p>
        <strong>{texts.unfiled}</strong> {item.entry.error && refusal(item.entry.error)}
      </p>
      <button type="button" class="link" onClick={onForm}>
        {texts.reopen}
      </button>
    </div>
  );
}
