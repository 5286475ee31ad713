import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import type { Sessions } from '../sessions.ts';
import { type Agent, type Announcement, type ConsoleState, conversationOf } from '../state.ts';
import type { Store } from '../store.ts';
import { texts } from '../texts.ts';
import { emptyThread } from '../thread.ts';
import { useAlert } from './alert.ts';
import { useWorld, WorldProvider } from './context.tsx';
import { Conversation } from './conversation.tsx';
import { Facts } from './facts.tsx';
import { ChatIcon, CloseIcon, WarnIcon } from './icons.tsx';
import { Invitation, InvitationVoid } from './invitation.tsx';
import { Overview } from './overview.tsx';
import { Sheet } from './sheet.tsx';
import { SignIn } from './sign-in.tsx';
import { TopBar } from './top-bar.tsx';

type AppProps = { store: Store; desk: Desk; sessions: Sessions };

/** The whole page. */
export function App({ store, desk, sessions }: AppProps) {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return (
    <WorldProvider value={{ state, desk, sessions }}>
      <Page state={state} />
    </WorldProvider>
  );
}

function Page({ state }: { state: ConsoleState }) {
  const { session } = state;
  switch (session.phase) {
    case 'loading':
      return <p class="loading">{texts.loading}</p>;
    case 'unreachable':
      return <Sheet title={texts.product} lead={texts.serverAway} urgent />;
    case 'signed-out':
      return <SignIn expired={session.expired} />;
    case 'invited':
      return <Invitation token={session.token} role={session.role} />;
    case 'invitation-void':
      return <InvitationVoid />;
    case 'signed-in':
      return <Workplace agent={session.agent} />;
    default:
      return session satisfies never;
  }
}

function Workplace({ agent }: { agent: Agent }) {
  const { state } = useWorld();
  const { inbox, selection } = state;
  useAlert(state);
  return (
    <div class={selection ? 'workplace opened' : 'workplace'}>
      <a class="skip" href="#overview">
        {texts.skipToList}
      </a>
      <a class="skip" href="#conversation">
        {texts.skipToChat}
      </a>
      <TopBar agent={agent} />
      <Banners />
      {inbox ? <Overview inbox={inbox} /> : <p class="overview loading">{texts.loading}</p>}
      {selection ? <Conversation selection={selection} /> : <NothingOpen />}
      {selection && (
        <aside class="side" aria-labelledby="facts-title">
          <h2 id="facts-title">{selection.kind === 'chat' ? texts.facts.title : texts.facts.requestTitle}</h2>
          <Facts selection={selection} thread={state.threads[conversationOf(selection)] ?? emptyThread} />
        </aside>
      )}
      <Announcer />
    </div>
  );
}

function NothingOpen() {
  return (
    <main class="nothing" id="conversation" tabIndex={-1}>
      <ChatIcon />
      <h1>{texts.chat.empty}</h1>
      <p>{texts.chat.emptyLead}</p>
    </main>
  );
}

/** What concerns the whole page: a lost line, broken knowledge, a running pause, a colleague who was faster. */
function Banners() {
  const { state, desk } = useWorld();
  const pause = state.inbox?.desk.pause;
  const problems = state.inbox?.knowledgeProblems ?? [];
  return (
    <section class="banners" aria-label={texts.notice.region}>
      {state.line === 'down' && (
        <p class="banner lost">
          <WarnIcon />
          {texts.line.banner}
        </p>
      )}
      {problems.length > 0 && (
        <details class="banner knowledge">
          <summary>{texts.notice.knowledge}</summary>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
      {pause && (
        <p class="banner paused">
          {texts.pause.running} <q>{pause.notice}</q>
        </p>
      )}
      {state.notice !== undefined && (
        <p class="banner notice" role="alert">
          {state.notice}
          <button type="button" class="quiet" aria-label={texts.notice.dismiss} onClick={desk.dismissNotice}>
            <CloseIcon />
          </button>
        </p>
      )}
    </section>
  );
}

/** Says once to screen readers what is new. Each announcement is a new node, so that equal ones are said again. */
function Announcer() {
  const { announcement } = useWorld().state;
  return (
    <div class="hidden" aria-live="polite">
      {announcement && <p key={announcement.number}>{words(announcement.of)}</p>}
    </div>
  );
}

function words(announcement: Announcement): string {
  return announcement.type === 'waiting'
    ? texts.alert.newWaiting(announcement.question || texts.list.noQuestion)
    : texts.alert.visitorSays(announcement.text);
}
