import type { Chat, ChatOptions } from './chat.tsx';
import { createButton, showUnread } from './launcher/button.ts';
import { launcherStyles } from './launcher/styles.ts';

/** The chat's own script, beside this one; the build knows its hashed name. */
declare const CHAT_BUNDLE: string;

type ChatModule = typeof import('./chat.tsx');

declare global {
  interface Window {
    lotse?: ((name: string, ...given: unknown[]) => unknown) & { q?: [string, ...unknown[]][] };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const base = script?.src || location.href;
let failures = 0;

/** Fetches the chat; it does nothing until it is mounted. Browsers do not ask a failed address again, so it changes. */
const fetchChat = (): Promise<ChatModule> =>
  import(new URL(CHAT_BUNDLE + (failures > 0 ? `?${failures}` : ''), base).href).catch((error: unknown) => {
    failures++;
    throw error;
  });

/** What pages may do with the chat, by the queue function or on the element. */
const COMMANDS = ['open', 'close', 'toggle', 'ask', 'show', 'hide', 'logout', 'destroy', 'on'] as const;
type Command = (typeof COMMANDS)[number];

const ignore = () => {};

/** The chat as an element: a button, and after it was pressed a window. The script's `data-` attributes are its defaults. */
class LotseChat extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #button = createButton();
  readonly #failed = document.createElement('p');
  #chat: Promise<Chat> | undefined;

  connectedCallback() {
    if (!this.#root.firstChild) this.#build();
    this.popover = 'manual';
    this.showPopover?.();
    if (hasConversation()) (window.requestIdleCallback ?? setTimeout)(() => this.#load().catch(ignore));
  }

  disconnectedCallback() {
    this.#leave(false);
  }

  open = () => this.#load().then((chat) => chat.open());
  close = () => this.#chat?.then((chat) => chat.close());
  toggle = () => (this.#button.ariaExpanded === 'true' ? this.close() : this.open());
  ask = (text: string) => this.#load().then((chat) => chat.ask(text));
  show = () => this.toggleAttribute('hidden', false);
  hide = () => this.toggleAttribute('hidden', true);
  logout = () => this.#leave(true);
  destroy = () => {
    this.remove();
    delete window.lotse;
  };
  on = (name: string, act: (event: Event) => void) => {
    this.addEventListener(`lotse:${name}`, act);
    return () => this.removeEventListener(`lotse:${name}`, act);
  };

  #build() {
    const sheet = new CSSStyleSheet();
    const button = this.#button;
    const { accent } = this.#options();
    sheet.replaceSync(launcherStyles);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(button, this.#failed);
    this.lang = 'de';
    this.#failed.className = 'failed';
    this.#failed.role = 'alert';
    if (accent && CSS.supports('color', accent)) this.style.setProperty('--lotse-accent', accent);
    button.ariaExpanded = 'false';
    button.onclick = () => this.open().catch(ignore);
    button.onpointerenter = button.onfocus = () => fetchChat().catch(ignore);
  }

  #options(): DOMStringMap {
    return { ...script?.dataset, ...this.dataset };
  }

  #load(): Promise<Chat> {
    this.#button.ariaBusy = 'true';
    this.#failed.textContent = '';
    this.#chat ??= fetchChat().then(({ mount }) => mount(this.#root, this.#chatOptions()));
    return this.#chat
      .catch((error: unknown) => {
        this.#chat = undefined;
        this.#failed.textContent = 'Der Chat ist nicht erreichbar. Bitte versuchen Sie es noch einmal.';
        throw error;
      })
      .finally(() => {
        this.#button.ariaBusy = null;
      });
  }

  #chatOptions(): ChatOptions {
    const { server, title, privacyUrl } = this.#options();
    return {
      server: new URL(server || '/', base).origin,
      title,
      privacyUrl,
      openChanged: (open, focus) => {
        this.#button.ariaExpanded = `${open}`;
        if (!open && focus) this.#button.focus();
        this.#tell(open ? 'open' : 'close');
      },
      unreadChanged: (unread) => {
        showUnread(this.#button, unread);
        this.#tell('unread', { unread });
      },
    };
  }

  #leave(forget: boolean) {
    this.#chat?.then((chat) => chat.destroy(forget), ignore);
    this.#chat = undefined;
    this.#button.ariaExpanded = 'false';
    showUnread(this.#button, 0);
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
  const chat = document.querySelector<LotseChat>('lotse-chat') ?? document.body.appendChild(new LotseChat());
  const queued = window.lotse?.q ?? [];
  window.lotse = (name, ...given) =>
    COMMANDS.includes(name as Command)
      ? (chat[name as Command] as (...of: unknown[]) => unknown)(...given)
      : null;
  for (const given of queued) window.lotse(...given);
}

// A page that includes the script twice still gets one chat.
if (!customElements.get('lotse-chat')) {
  customElements.define('lotse-chat', LotseChat);
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
}
