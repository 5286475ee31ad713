import { render } from 'preact';
import { type Memory, tabMemory } from './memory.ts';
import { openSession, type Session } from './session.ts';
import { type State, unread } from './state.ts';
import { chatStyles } from './styles.ts';
import { texts } from './texts.ts';
import { focusInput } from './view/focus.ts';
import { Window } from './view/window.tsx';

export interface ChatOptions {
  /** Origin of the server. */
  readonly server: string;
  readonly title: string | undefined;
  readonly privacyUrl: string | undefined;
  /** `focus`: the keyboard was in the window and wants to go somewhere. */
  openChanged(open: boolean, focus: boolean): void;
  unreadChanged(unread: number): void;
}

/** The chat in the hands of the launcher. */
export interface Chat {
  open(): void;
  close(): void;
  /** Opens the window and sends a question. */
  ask(text: string): void;
  /** Takes everything away; with `forget` also what the tab keeps of the conversation. */
  destroy(forget: boolean): void;
}

/** Screens on which the window takes all of the room; the styles say the same. */
const FULL = '(max-width: 30em), (max-height: 30em)';

/** Puts the chat into the launcher's shadow root. A conversation that the tab knows is continued, else one begins. */
export function mount(root: ShadowRoot, options: ChatOptions): Chat {
  const place = document.createElement('div');
  const sheets = [adopt(root, chatStyles)];
  root.append(place);
  const memory = tabMemory();
  const full = matchMedia(FULL);
  let told = { open: false, unread: 0 };
  let painting = false;

  const session = openSession(options.server, memory, () => {
    if (painting) return;
    painting = true;
    nextFrame(paint);
  });
  function paint() {
    painting = false;
    const state = session.state();
    const focused = root.activeElement !== null && place.contains(root.activeElement);
    render(
      <Window
        state={state}
        session={session}
        memory={memory}
        title={options.title || texts.title}
        privacyUrl={options.privacyUrl}
        full={full.matches}
        loadExtra={loadExtra}
        onClose={close}
      />,
      place,
    );
    tell(state, focused);
    // What had the focus may be gone; on the page behind it would be lost.
    if (focused && state.open && root.activeElement === null) focusInput(place);
  }
  async function loadExtra() {
    const extra = await import('./extra/extra.ts');
    if (sheets.length === 1) sheets.push(adopt(root, extra.extraStyles));
    return extra;
  }
  function tell(state: State, focus: boolean) {
    const now = { open: state.open, unread: unread(state) };
    const before = told;
    told = now;
    if (now.open !== before.open) options.openChanged(now.open, focus);
    if (now.unread !== before.unread) options.unreadChanged(now.unread);
  }
  function open() {
    session.setOpen(true);
    paint();
    focusInput(place);
  }
  function close() {
    session.setOpen(false);
    paint();
  }
  const free = [follow(full, paint), followKeyboard(place), guardUnsent(session, memory)];
  paint();
  return {
    open,
    close,
    ask(text) {
      open();
      session.send(text);
    },
    destroy(forget) {
      session.close(forget);
      for (const undo of free) undo();
      render(null, place);
      place.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => !sheets.includes(one));
    },
  };
}

function adopt(root: ShadowRoot, styles: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);
  return sheet;
}

/** Before the next picture; a hidden page draws none, but its unread count goes on. */
function nextFrame(act: () => void) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(act);
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
