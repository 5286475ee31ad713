import { render } from 'preact';
import { type Happening, happenings } from './happenings.ts';
import { launcherLabel } from './launcher-label.ts';
import { type Memory, tabMemory } from './memory.ts';
import { nextFrame } from './next-frame.ts';
import type { Language, VisitorData } from './package/api.ts';
import { openSession, type Session } from './session.ts';
import { openSpeech } from './speech.ts';
import { type State, startState, unread } from './state.ts';
import { chatStyles } from './styles.ts';
import { texts } from './texts.ts';
import { focusInput } from './view/focus.ts';
import { Window } from './view/window.tsx';
import { claimsOf, followPage, pageShown } from './visitor-claims.ts';

/** What the page tells of its visitor, before the chat is loaded or after it. */
export interface Given {
  /** A token of the portal that proves who the visitor is. */
  readonly identity?: string;
  readonly data?: VisitorData;
  readonly lang?: Language;
}

/** What the launcher hands over. What is not named here comes from `data-` attributes. */
export interface MountOptions {
  /** Origin of the server. */
  readonly server: string;
  readonly given: Given;
  readonly title?: string | undefined;
  readonly privacyUrl?: string | undefined;
  readonly imprintUrl?: string | undefined;
  readonly accessibilityUrl?: string | undefined;
  /** The button that opens the window; from now on its name, number and state are the chat's. */
  readonly launcher: HTMLButtonElement;
  /** The visitor has left the portal in another tab. */
  loggedOut(): void;
}

/** The chat in the hands of the launcher. */
export interface Chat {
  open(): void;
  close(): void;
  /** Opens the window and sends a question. */
  ask(text: string): void;
  /** Sends something without opening the window. */
  send(text: string): void;
  give(given: Given): void;
  /** Takes everything away; with `forget` also what the tab keeps of the conversation. */
  destroy(forget: boolean): void;
}

/** Screens on which the window takes all of the room; the styles say the same. */
const FULL = '(max-width: 30em), (max-height: 30em)';

/** Puts the chat into the launcher's shadow root. A conversation that the tab knows is continued, else one begins. */
export function mount(root: ShadowRoot, options: MountOptions): Chat {
  const place = document.createElement('div');
  const sheets = [adopt(root, chatStyles)];
  root.append(place);
  const memory = tabMemory();
  const full = matchMedia(FULL);
  const { launcher } = options;
  let given = options.given;
  let shown = startState;
  let heard = startState;
  /** What the page is still to be told. */
  const news: Happening[] = [];
  let painting = false;
  /** The visitor has just opened the window and goes on in it, once it is there. */
  let opening = false;
  let gone = false;

  const session = openSession({
    server: options.server,
    memory,
    identity: given.identity,
    changed(state) {
      // What the visitor sends is seen at once: the server may have answered before the next picture. Before the first
      // one there is nobody who could send, and what is in the outbox was restored.
      const sent = shown !== startState && state.outbox.length > heard.outbox.length;
      hear(state);
      if (sent) return paint();
      if (painting) return;
      painting = true;
      nextFrame(paint);
    },
    notDescribed: (code) => tellPage(root.host, { name: 'error', detail: { code } }),
    loggedOut: options.loggedOut,
  });
  const speech = openSpeech(
    memory,
    async () => (await loadExtra()).english,
    () => paint(),
  );
  function paint() {
    painting = false;
    if (gone || !speech.ready()) return;
    const state = session.state();
    const focused = root.activeElement !== null && place.contains(root.activeElement);
    render(
      <Window
        state={state}
        session={session}
        memory={memory}
        title={options.title || texts.title}
        links={options}
        email={String(given.data?.email ?? '')}
        onLanguage={speech.choose}
        full={full.matches}
        loadExtra={loadExtra}
        loadData={() => import('./privacy/data.ts')}
        onClose={close}
      />,
      place,
    );
    tell(state, focused);
    // What had the focus may be gone; on the page behind it would be lost.
    const lost = focused && root.activeElement === null;
    if (state.open && (lost || opening)) focusInput(place);
    opening = false;
  }
  async function loadExtra() {
    const extra = await import('./extra/extra.ts');
    if (sheets.length === 1) sheets.push(adopt(root, extra.extraStyles));
    return extra;
  }
  function tell(state: State, focused: boolean) {
    const before = shown;
    shown = state;
    showLauncher(launcher, state, texts.language);
    if (before.open && !state.open && focused) launcher.focus();
    hear(state);
    for (const happening of news.splice(0)) tellPage(root.host, happening);
  }
  /** Of every change by itself: what is sent and answered before the next picture has happened too. */
  function hear(state: State) {
    news.push(...happenings(heard, state));
    heard = state;
  }
  function describe() {
    session.describe(claimsOf(given.data ?? {}, texts.language, pageShown()));
  }
  function open() {
    opening = true;
    session.setOpen(true);
    paint();
  }
  function close() {
    session.setOpen(false);
    paint();
  }
  function give(more: Given) {
    given = { ...given, ...more };
    if (more.lang !== undefined) speech.propose(more.lang);
    if (more.identity !== undefined) session.identify(more.identity);
    describe();
    paint();
  }
  const free = [
    follow(full, paint),
    followKeyboard(place),
    guardUnsent(session, memory),
    followPage(describe),
  ];
  describe();
  speech.propose(given.lang ?? 'de');
  paint();
  return {
    open,
    close,
    ask(text) {
      open();
      session.send(text);
    },
    send: (text) => session.send(text),
    give,
    destroy(forget) {
      gone = true;
      session.close(forget);
      for (const undo of free) undo();
      render(null, place);
      place.remove();
      showLauncher(launcher, startState, texts.language);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => !sheets.includes(one));
    },
  };
}

function showLauncher(button: HTMLButtonElement, state: State, language: Language) {
  const count = unread(state);
  button.ariaExpanded = `${state.open}`;
  button.ariaLabel = launcherLabel(count, language);
  button.lastElementChild!.textContent = count > 0 ? `${count}` : '';
}

/** On the element, from where it bubbles. */
function tellPage(element: Element, { name, detail }: Happening) {
  element.dispatchEvent(new CustomEvent(`lotse:${name}`, { bubbles: true, composed: true, detail }));
}

function adopt(root: ShadowRoot, styles: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);
  return sheet;
}

function follow(media: MediaQueryList, act: () => void): () => void {
  media.addEventListener('change', act);
  return () => media.removeEventListener('change', act);
}

/** Keeps a full-screen window in what the on-screen keyboard leaves free. Pinch zoom is left alone. */
function followKeyboard(place: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const fit = () => {
    if (view.scale > 1.01) return;
    place.style.setProperty('--height', `${view.height}px`);
    place.style.setProperty('--top', `${view.offsetTop}px`);
  };
  fit();
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
  };
}

/** A page is left at most this long after the browser told where the way leads. */
const LEAVING_MS = 1_000;

/**
 * Warns before a page with unsent words is left. A page of the same origin in the same tab finds them again:
 * where the browser tells that the way leads to one, there is no warning.
 */
function guardUnsent(session: Session, memory: Memory): () => void {
  let stayedAt = Number.NEGATIVE_INFINITY;
  const navigating = ({ destination }: NavigateEvent) => {
    if (new URL(destination.url).origin === location.origin) stayedAt = performance.now();
  };
  const leaving = (event: BeforeUnloadEvent) => {
    if (performance.now() - stayedAt > LEAVING_MS && hasUnsent(session.state(), memory))
      event.preventDefault();
  };
  // Not in every browser yet.
  window.navigation?.addEventListener('navigate', navigating);
  addEventListener('beforeunload', leaving);
  return () => {
    window.navigation?.removeEventListener('navigate', navigating);
    removeEventListener('beforeunload', leaving);
  };
}

function hasUnsent({ open, outbox }: State, memory: Memory): boolean {
  const typed = memory.get('lotse.draft') ?? memory.get('lotse.form');
  return (open && typed !== null) || outbox.some((entry) => entry.state === 'waiting');
}
