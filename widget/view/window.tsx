import type { TargetedKeyboardEvent, VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Memory } from '../memory.ts';
import type { Session } from '../session.ts';
import type { State } from '../state.ts';
import { type Language, texts } from '../texts.ts';
import { announcement } from './announcer.ts';
import { Banners } from './banners.tsx';
import { Composer } from './composer.tsx';
import { focusInput } from './focus.ts';
import { Header } from './header.tsx';
import { HelpBar } from './help-bar.tsx';
import { Log } from './log.tsx';
import { type Extra, useExtra } from './use-extra.ts';

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
  readonly onLanguage: (language: Language) => void;
  /** The window covers the whole screen, so the page behind it is out of reach. */
  readonly full: boolean;
  readonly loadExtra: () => Promise<Extra>;
  readonly onClose: () => void;
}

/** The chat window: a dialog beside the page, or over it on small screens. */
export function Window(props: WindowProps): VNode {
  const { state, session, full, onClose } = props;
  const dialog = useRef<HTMLDivElement>(null);
  const { draft, setDraft } = useDraft(props.memory);
  const [page, setPage] = useState<'chat' | 'form' | 'end'>('chat');
  const { extra, failed, retry } = useExtra(props.loadExtra, state.open);
  const toInput = () => {
    const root = dialog.current?.parentElement;
    if (root) focusInput(root);
  };
  const toChat = () => {
    setPage('chat');
    // The input is only there again after the page was turned.
    setTimeout(toInput);
  };
  const turnTo = (next: 'form' | 'end') => () => {
    retry();
    setPage(next);
  };
  const toForm = turnTo('form');
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape' && !event.isComposing) onClose();
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
      >
        <div class="content" inert={page === 'end' && extra !== undefined}>
          <Header state={state} title={props.title} onEnd={turnTo('end')} onClose={onClose} />
          <Banners state={state} />
          {form && extra && (
            <extra.Form
              state={state}
              session={session}
              memory={props.memory}
              draft={draft}
              onBack={toChat}
              onDraftSent={() => setDraft('')}
            />
          )}
          {page !== 'chat' && !extra && <Loading failed={failed} onBack={toChat} />}
          <div class="talk" hidden={form}>
            {log}
            {state.status?.closed ? (
              <div class="ended">
                <button type="button" class="strong anew" onClick={session.beginAnew}>
                  {texts.anewButton}
                </button>
              </div>
            ) : (
              <>
                <HelpBar status={state.status} session={session} onForm={toForm} onDone={toInput} />
                <Composer
                  draft={draft}
                  placeholder={state.status?.owner === 'agent' ? texts.placeholderAgent : texts.placeholder}
                  onDraft={setDraft}
                  onTyping={(typing) => session.setTyping(typing)}
                  onSend={(text) => {
                    session.send(text);
                    setDraft('');
                  }}
                />
              </>
            )}
          </div>
        </div>
        {page === 'end' && extra && (
          <extra.EndQuestion
            queued={state.status?.owner === 'queue'}
            onCancel={toChat}
            onEnd={() => {
              session.end();
              toChat();
            }}
          />
        )}
        <Announcer state={state} when={state.open} />
      </div>
      <Announcer state={state} when={!state.open} />
    </div>
  );
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
