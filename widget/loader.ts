import type { Chat, ChatOptions } from './chat.tsx';
import { createButton } from './launcher/button.ts';
import { launcherStyles } from './launcher/styles.ts';

/** The chat's own script, beside this one; the build knows its hashed name. */
declare const CHAT_BUNDLE: string;

type ChatModule = typeof import('./chat.tsx');
type Command = (...given: never[]) => unknown;

declare global {
  interface Window {
    lotse?: ((name: string, ...given: unknown[]) => unknown) & { q?: [string, ...unknown[]][] };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const base = script?.src || location.href;
let failures = 0;

/** Fetches the chat; it does nothing until it is mounted. A failed address is not asked again by browsers, so it changes. */
function fetchChat(): Promise<ChatModule> {
  const url = new URL(CHAT_BUNDLE, base);
  if (failures > 0) url.search = `try=${failures}`;
  return import(url.href).catch((error: unknown) => {
    failures++;
    throw error;
  });
}

/** The chat as an element: a button, and after it was pressed a window. `data-` attributes of the script are its defaults. */
class LotseChat extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #button = createButton();
  readonly #failed = document.createElement('p');
  #chat: Promise<Chat> | undefined;

  connectedCallback() {
    if (!this.#root.firstChild) this.#build();
    this.popover = 'manual';
    this.showPopover?.();
    if (hasConversation()) (window.requestIdleCallback ?? setTimeout)(() => this.#load().catch(() => {}));
  }

  disconnectedCallback() {
    this.#leave(false);
  }

  open = () => this.#load().then((chat) => chat.open());
  close = () => this.#chat?.then((chat) => chat.close());
  toggle = () => (this.#button.element.ariaExpanded === 'true' ? this.close() : this.open());
  ask = (text: string) => this.#load().then((chat) => chat.ask(text));
  show = () => this.toggleAttribute('hidden', false);
  hide = () => this.toggleAttribute('hidden', true);
  logout = () => this.#leave(true);

  #build() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles);
    this.#root.adoptedStyleSheets = [sheet];
    this.lang = 'de';
    this.#failed.className = 'failed';
    this.#failed.role = 'alert';
    this.#root.append(this.#button.element, this.#failed);
    const { accent } = this.#options();
    if (accent && CSS.supports('color', accent)) this.style.setProperty('--lotse-accent', accent);
    const { element } = this.#button;
    element.onclick = () => void this.open().catch(() => {});
    element.onpointerenter = element.onfocus = () => void fetchChat().catch(() => {});
  }

  #options(): DOMStringMap {
    return { ...script?.dataset, ...this.dataset };
  }

  #load(): Promise<Chat> {
    this.#button.setBusy(true);
    this.#failed.textContent = '';
    this.#chat ??= fetchChat().then(({ mount }) => mount(this.#root, this.#chatOptions()));
    return this.#chat
      .catch((error: unknown) => {
        this.#chat = undefined;
        this.#failed.textContent =
          'Der Chat konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.';
        throw error;
      })
      .finally(() => this.#button.setBusy(false));
  }

  #chatOptions(): ChatOptions {
    const { server, title, privacyUrl } = this.#options();
    return {
      server: new URL(server || '/', base).origin,
      title,
      privacyUrl,
      openChanged: (open, focus) => {
        this.#button.setOpen(open);
        if (!open && focus) this.#button.element.focus();
        this.#tell(open ? 'open' : 'close');
      },
      unreadChanged: (unread) => {
        this.#button.setUnread(unread);
        this.#tell('unread', { unread });
      },
    };
  }

  #leave(forget: boolean) {
    this.#chat?.then((chat) => chat.destroy(forget));
    this.#chat = undefined;
    this.#button.setOpen(false);
    this.#button.setUnread(0);
  }

  /** Pages may listen; they learn what happened and how often, never what was written. */
  #tell(name: string, detail?: { unread: number }) {
    this.dispatchEvent(new CustomEvent(`lotse:${name}`, { bubbles: true, composed: true, detail }));
  }
}

function hasConversation(): boolean {
  try {
    return sessionStorage.getItem('lotse') !== null;
  } catch {
    return false;
  }
}

function start() {
  const chat =
    document.querySelector<LotseChat>('lotse-chat') ?? (document.createElement('lotse-chat') as LotseChat);
  if (!chat.isConnected) document.body.append(chat);
  const queued = window.lotse?.q ?? [];
  const { open, close, toggle, ask, show, hide, logout } = chat;
  const commands: Record<string, Command> = {
    open,
    close,
    toggle,
    ask,
    show,
    hide,
    logout,
    destroy: () => {
      chat.remove();
      delete window.lotse;
    },
    on: (name: string, act: (event: Event) => void) => {
      chat.addEventListener(`lotse:${name}`, act);
      return () => chat.removeEventListener(`lotse:${name}`, act);
    },
  };
  window.lotse = (name, ...given) => commands[name]?.(...(given as never[]));
  for (const given of queued) window.lotse(...given);
}

// A page that includes the script twice still gets one chat.
if (!customElements.get('lotse-chat')) {
  customElements.define('lotse-chat', LotseChat);
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
}
