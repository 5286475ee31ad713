import type { TargetedKeyboardEvent, VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Memory } from '../memory.ts';
import { nextFrame } from '../next-frame.ts';
import type { Session } from '../session.ts';
import type { State } from '../state.ts';
import { type Language, texts } from '../texts.ts';
import { announcement } from './announcer.ts';
import { Banners } from './banners.tsx';
import { Composer } from './composer.tsx';
import { focusInput, keepInside } from './focus.ts';
import { Header } from './header.tsx';
import { HelpBar } from './help-bar.tsx';
import { Log } from './log.tsx';
import { type Data, type Extra, useExtra } from './use-extra.ts';

/** How long an announcement stays: screen readers have taken it, and it is not found again by browsing. */
const SPOKEN_MS = 1_000;

/** Pages of the host that the window leads to; only those that it names. */
export interface Links {
  readonly privacyUrl?: string | undefined;
  readonly imprintUrl?: string | undefined;
  readonly accessibilityUrl?: string | undefined;
}

export interface WindowProps {
  readonly state: State;
  readonly session: Session;
  readonly memory: Memory;
  readonly title: string;
  readonly links: Links;
  /** The visitor's address, where the portal has told it. */
  readonly email: string;
  readonly onLanguage: (language: Language) => void;
  /** The window covers the whole screen, so the page behind it is out of reach. */
  readonly full: boolean;
  readonly loadExtra: () => Promise<Extra>;
  readonly loadData: () => Promise<Data>;
  readonly onClose: () => void;
}

/** The chat window: a dialog beside the page, or over it on small screens. */
export function Window(props: WindowProps): VNode {
  const { state, session, full, onClose } = props;
  const dialog = useRef<HTMLDivElement>(null);
  const { draft, setDraft } = useDraft(props.memory);
  const [page, setPage] = useState<'chat' | 'form' | 'end' | 'data'>('chat');
  const [more, setMore] = useState(false);
  const [file, setFile] = useState(false);
  const [sound, setSound] = useState(props.memory.get('lotse.sound') === 'on');
  const { extra, failed, retry } = useExtra(props.loadExtra, state.open);
  const data = useExtra(props.loadData, page === 'data');
  const toInput = () => {
    const root = dialog.current?.parentElement;
    if (root) focusInput(root);
  };
  const toChat = () => {
    setPage('chat');
    // The input is only there again after the page was turned.
    setTimeout(toInput);
  };
  const turnTo = (next: 'form' | 'end' | 'data') => () => {
    retry();
    setMore(false);
    setPage(next);
  };
  const closeMenu = (focus: boolean) => {
    setMore(false);
    if (focus) dialog.current?.querySelector<HTMLElement>('#more')?.focus();
  };
  const switchSound = (on: boolean) => {
    setSound(on);
    props.memory.set('lotse.sound', on ? 'on' : null);
  };
  const { status } = state;
  const suggesting = extra !== undefined && mayBeSuggested(state);
  // The form begins with what was asked last, which has to be shown to us first.
  const toForm = () => void session.refresh().then(() => nextFrame(turnTo('form')));
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape' && !event.isComposing) onClose();
    if (event.key === 'Tab' && full) keepInside(event.currentTarget, event);
  };
  const form = page === 'form';
  // Every letter typed renders the window; a long list need not be looked at for that.
  const log = useMemo(
    () => (
      <Log
        state={state}
        privacyUrl={props.links.privacyUrl}
        context={{ line: state.line, session, extra, onForm: toForm, onDone: toInput }}
      />
    ),
    [state, extra, texts],
  );
  return (
    <div class="chat" lang={texts.language}>
      <div
        ref={dialog}
        class="window"
        part="window"
        role="dialog"
        aria-modal={full}
        aria-labelledby="title"
        tabIndex={-1}
        hidden={!state.open}
        onKeyDown={onKeyDown}
        onDragOver={(event) => isFile(event) && event.preventDefault()}
        onDrop={(event) => {
          if (!isFile(event)) return;
          event.preventDefault();
          setFile(true);
        }}
      >
        <div class="content" inert={page === 'end' && extra !== undefined}>
          <Header
            state={state}
            title={props.title}
            more={more}
            onMore={() => {
              retry();
              if (more) closeMenu(true);
              else setMore(true);
            }}
            onClose={onClose}
          />
          {more && extra && (
            <extra.Menu
              state={state}
              title={props.title}
              links={props.links}
              sound={sound}
              onSound={switchSound}
              onLanguage={props.onLanguage}
              onData={turnTo('data')}
              onEnd={turnTo('end')}
              onClose={closeMenu}
            />
          )}
          <Banners state={state} memory={props.memory} />
          {form && extra && (
            <extra.Form
              state={state}
              session={session}
              memory={props.memory}
              draft={draft}
              email={props.email}
              onBack={toChat}
              onDraftSent={() => setDraft('')}
            />
          )}
          {page === 'data' && extra && data.extra && (
            <data.extra.DataPage
              session={session}
              download={extra.download}
              onBack={toChat}
              onErased={() => setDraft('')}
            />
          )}
          {(page === 'data' ? !data.extra : page !== 'chat' && !extra) && (
            <Loading failed={failed || data.failed} onBack={toChat} />
          )}
          <div class="talk" hidden={form || page === 'data'}>
            {log}
            {status?.closed ? (
              <div class="ended">
                <button type="button" class="strong anew" onClick={session.beginAnew}>
                  {texts.anewButton}
                </button>
                {extra && <extra.SaveLink state={state} title={props.title} />}
              </div>
            ) : state.line === 'stopped' ? undefined : (
              <div class="foot">
                <HelpBar status={status} session={session} onForm={toForm} onDone={toInput} />
                <Composer
                  draft={draft}
                  placeholder={status?.owner === 'agent' ? texts.placeholderAgent : texts.placeholder}
                  onDraft={setDraft}
                  onTyping={(typing) => session.setTyping(typing)}
                  file={file}
                  onFile={setFile}
                  above={(input, keys) =>
                    suggesting && (
                      <extra.Suggestions
                        draft={draft}
                        input={input}
                        keys={keys}
                        session={session}
                        onChosen={() => setDraft('')}
                      />
                    )
                  }
                  onSend={(text) => {
                    session.send(text);
                    setDraft('');
                  }}
                />
              </div>
            )}
          </div>
        </div>
        {page === 'end' && extra && (
          <extra.EndQuestion
            queued={status?.owner === 'queue'}
            onCancel={toChat}
            onEnd={() => {
              session.end();
              toChat();
            }}
          />
        )}
        <Announcer state={state} when={state.open} />
      </div>
      {sound && extra && <extra.Sound state={state} />}
      <Announcer state={state} when={!state.open} />
    </div>
  );
}

/** While the assistant listens; a guided dialogue asks itself, and what it asks for may be nobody's business. */
function mayBeSuggested({ status, line, events }: State): boolean {
  const reply = events.findLast((event) => event.type === 'assistant.message');
  if (reply?.type !== 'assistant.message' || reply.flow) return false;
  return line === 'up' && status?.owner === 'assistant';
}

/** A file is dragged in, not a piece of text. */
function isFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** What is typed and not sent, kept over a reload. */
function useDraft(memory: Memory) {
  const [draft, show] = useState(() => memory.get('lotse.draft') ?? '');
  const setDraft = (text: string) => {
    show(text);
    memory.set('lotse.draft', text);
  };
  return { draft, setDraft };
}

function Loading({ failed, onBack }: { failed: boolean; onBack: () => void }): VNode {
  return (
    <div class="loading" role="status">
      <p>{failed ? texts.notLoaded : texts.loading}</p>
      <button type="button" class="plain" onClick={onBack}>
        {texts.back}
      </button>
    </div>
  );
}

/** Says new replies to screen readers. There are two: what stands beside a modal dialog is not heard. */
function Announcer({ state, when }: { state: State; when: boolean }): VNode {
  const heard = useRef(state.read);
  const [words, setWords] = useState('');
  const last = state.events.length;
  useEffect(() => {
    const said = when ? announcement(state, Math.min(heard.current, last)) : '';
    heard.current = last;
    if (said === '') return;
    setWords(said);
    const timer = setTimeout(() => setWords(''), SPOKEN_MS);
    return () => clearTimeout(timer);
  }, [last]);
  return (
    <p class="hidden" aria-live="polite">
      {words}
    </p>
  );
}
