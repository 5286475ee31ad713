import type { Chat, Given, MountOptions } from './chat.tsx';
import { createButton } from './launcher/button.ts';
import { launcherStyles } from './launcher/styles.ts';
import type { ChatEvents, Language, LotseChat as LotseApi, VisitorData } from './package/api.ts';

/** The chat's own scripts, in a folder beside this one, its entry last; the build knows their hashed names. */
declare const CHAT_FILES: readonly string[];

type ChatModule = typeof import('./chat.tsx');

declare global {
  interface Window {
    /** The page's queue until we are here; after that it does what it is told, and `chat` is the element. */
    lotse?: ((name: string, ...given: unknown[]) => unknown) & {
      q?: [string, ...unknown[]][];
      chat?: HTMLElement;
    };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
/** Many browsers do not ask a failed address again, so the folder's changes, for scripts that scripts name too. */
let folder = 'w/';

const WORDS = {
  de: ['Chat öffnen', 'Chat nicht erreichbar. Bitte erneut versuchen.'],
  en: ['Open chat', 'Chat unreachable. Please retry.'],
} as const;

const ignore = () => {};

/** The chat as an element: a button, and after it was pressed a window. The script's `data-` attributes are its defaults. */
class LotseChat extends HTMLElement implements LotseApi {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #button = createButton();
  readonly #failed = document.createElement('p');
  /** What the page has said about its visitor; the chat gets it when it is loaded. */
  #given: Given = {};
  #chat: Promise<Chat> | undefined;

  connectedCallback() {
    if (!this.#root.firstChild) this.#build();
    this.popover = 'manual';
    this.showPopover?.();
    if (attempt(() => sessionStorage.lotse))
      (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.#load(ignore));
  }

  disconnectedCallback() {
    this.#leave(false);
  }

  open = () => this.#load((chat) => chat.open());
  /** By the same way as `open`: what is asked for while the chat loads is done in its order. */
  close = () => this.#chat && this.#load((chat) => chat.close());
  toggle = () => (this.#button.ariaExpanded === 'true' ? this.close() : this.open());
  show = () => {
    this.hidden = false;
  };
  hide = () => {
    this.hidden = true;
  };
  ask = (text: string) => this.#load((chat) => chat.ask(text));
  send = (text: string) => this.#load((chat) => chat.send(text));
  identify = (identity: string) => this.#give({ identity });
  setData = (data: VisitorData) => this.#give({ data });
  setLang = (lang: Language) => {
    this.#speak(lang);
    this.#give({ lang });
  };
  logout = () => {
    const others = new BroadcastChannel('lotse');
    others.postMessage({ type: 'logout' });
    others.close();
    this.#leave(true);
  };
  destroy = () => {
    this.remove();
    delete window.lotse;
  };
  on = <Name extends keyof ChatEvents>(
    name: Name,
    listener: (event: CustomEvent<ChatEvents[Name]>) => void,
  ) => {
    this.addEventListener(`lotse:${name}`, listener as EventListener);
    return () => this.removeEventListener(`lotse:${name}`, listener as EventListener);
  };

  #build() {
    const sheet = new CSSStyleSheet();
    const button = this.#button;
    const { accent = '', lang } = this.#options();
    sheet.replaceSync(launcherStyles);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(button, this.#failed);
    this.#failed.className = 'failed';
    this.#failed.role = 'alert';
    if (CSS.supports('color', accent)) this.style.setProperty('--lotse-accent', accent);
    button.ariaExpanded = 'false';
    button.onclick = this.open;
    button.onpointerenter = button.onfocus = () => this.#fetch().catch(ignore);
    this.#speak(lang || this.lang);
  }

  #speak(lang: string | undefined) {
    this.lang = lang === 'en' ? lang : 'de';
    this.#button.ariaLabel = this.#words[0];
  }

  get #words() {
    return WORDS[this.lang as Language];
  }

  #options(): DOMStringMap {
    return { ...script?.dataset, ...this.dataset };
  }

  get #base(): string {
    return script?.src || this.dataset.server || location.href;
  }

  /** Fetches the chat; it does nothing until it is mounted. */
  #fetch(): Promise<ChatModule> {
    return Promise.all(CHAT_FILES.map((file) => import(new URL(folder + file, this.#base).href))).then(
      (all) => all.pop(),
    );
  }

  #load(act: (chat: Chat) => void) {
    this.#button.ariaBusy = 'true';
    this.#failed.textContent = '';
    this.#chat ??= this.#fetch().then(({ mount }) => mount(this.#root, this.#mountOptions()));
    this.#chat
      .finally(() => {
        this.#button.ariaBusy = null;
      })
      .then(act, () => {
        folder += '/';
        this.#chat = undefined;
        this.#failed.textContent = this.#words[1];
        tell(this, 'error', { code: 'load' });
      });
  }

  #give(given: Given) {
    Object.assign(this.#given, given);
    this.#chat?.then((chat) => chat.give(given), ignore);
  }

  #mountOptions(): MountOptions {
    const options = this.#options();
    return {
      ...options,
      server: new URL(options.server || '/', this.#base).origin,
      given: { lang: this.lang as Language, ...this.#given },
      launcher: this.#button,
      loggedOut: () => this.#leave(true),
    };
  }

  #leave(forget: boolean) {
    this.#chat?.then((chat) => chat.destroy(forget), ignore);
    this.#chat = undefined;
    if (!forget) return;
    this.#given = {};
    attempt(() => {
      for (const key in sessionStorage) if (key.startsWith('lotse')) delete sessionStorage[key];
      // What the visitor had this browser remember.
      delete localStorage.lotse;
    });
  }
}

function tell(chat: Element, name: keyof ChatEvents, detail?: unknown) {
  chat.dispatchEvent(new CustomEvent(`lotse:${name}`, { bubbles: true, composed: true, detail }));
}

/** A browser that forbids storage keeps nothing. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function start() {
  const chat =
    document.querySelector<LotseChat>('lotse-chat') ??
    (document.body.appendChild(document.createElement('lotse-chat')) as LotseChat);
  const queued = window.lotse?.q ?? [];
  // The element's own properties are what a page may do with it.
  const run = (name: string, ...given: unknown[]) =>
    Object.hasOwn(chat, name) && (chat[name as keyof LotseApi] as (...of: unknown[]) => unknown)(...given);
  window.lotse = Object.assign(run, { chat });
  for (const given of queued) run(...given);
  tell(chat, 'ready');
}

// A page that includes the script twice still gets one chat; after `destroy` it may have another one.
if (!customElements.get('lotse-chat')) customElements.define('lotse-chat', LotseChat);
if (!window.lotse?.chat) {
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start, { once: true });
}
