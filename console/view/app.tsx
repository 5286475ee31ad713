import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { findPage } from '../pages.ts';
import type { Sessions } from '../sessions.ts';
import type { Agent, Announcement, ConsoleState } from '../state.ts';
import type { Store } from '../store.ts';
import { texts } from '../texts.ts';
import { useAlert } from './alert.ts';
import { Banners } from './banners.tsx';
import { useWorld, WorldProvider } from './context.tsx';
import { Invitation, InvitationVoid } from './invitation.tsx';
import { ShortcutKeys } from './keys.tsx';
import { Reset } from './reset.tsx';
import { Sheet } from './sheet.tsx';
import { SignIn } from './sign-in.tsx';
import { TopBar } from './top-bar.tsx';
import { useNews } from './use-news.ts';
import { useSettings } from './use-settings.ts';

type AppProps = { store: Store; desk: Desk; sessions: Sessions };

/** The whole page. */
export function App({ store, desk, sessions }: AppProps) {
  const [state, setState] = useState(store.get());
  const [settings, changeSettings] = useSettings();
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return (
    <WorldProvider value={{ state, desk, sessions, settings, changeSettings }}>
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
    case 'reset':
      return <Reset token={session.token} name={session.name} login={session.login} />;
    case 'invitation-void':
      return <InvitationVoid />;
    case 'signed-in':
      return <Workplace agent={session.agent} />;
    default:
      return session satisfies never;
  }
}

function Workplace({ agent }: { agent: Agent }) {
  const { state, settings, desk } = useWorld();
  useAlert(state);
  useNews(state, settings, desk);
  const page = findPage(state.page, agent.role);
  return (
    <ShortcutKeys enabled={settings.shortcuts}>
      <div class="workplace">
        {page.view === findPage('', agent.role).view && <SkipLinks />}
        <TopBar agent={agent} page={page.page} />
        <Banners />
        <page.view key={page.page} />
        <Announcer />
      </div>
    </ShortcutKeys>
  );
}

/** Buttons rather than links: the address names the page. */
function SkipLinks() {
  const to = (id: string) => () => document.querySelector<HTMLElement>(id)?.focus();
  return (
    <>
      <button type="button" class="skip" onClick={to('#overview')}>
        {texts.skipToList}
      </button>
      <button type="button" class="skip" onClick={to('#conversation')}>
        {texts.skipToChat}
      </button>
    </>
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
  const { alert, list } = texts;
  if (announcement.type === 'message') return alert.visitorSays(announcement.text);
  const question = announcement.question || list.noQuestion;
  return announcement.type === 'offered' ? alert.newOffer(question) : alert.newWaiting(question);
}
