/*
 * What a page may do with the chat. Types only and import-free: this file is shipped as it is, as the types of the
 * npm package (scripts/bundle.mjs).
 */

/** Language of the window; the answers are German in any case. */
export type Language = 'de' | 'en';

/** What happened, by name. Ids and counts, never a word that somebody wrote. */
export interface ChatEvents {
  /** The button is on the page. */
  ready: null;
  open: null;
  close: null;
  /** Replies that nobody has seen yet. */
  unread: { readonly unread: number };
  /** The server has stored a message of the visitor's, whose id this is. */
  sent: { readonly id: string };
  /** A reply came, the n-th event of the conversation. */
  received: { readonly seq: number; readonly from: 'assistant' | 'agent' };
  /** The visitor waits for a human. */
  handoff: null;
  /** The place in the queue has changed; 1 is next. */
  queue: { readonly place: number };
  /** A human has taken over. */
  agent: null;
  ended: null;
  /** Something was refused; `code` is of the protocol's list, or `load`: the chat could not be loaded. */
  error: { readonly code: string };
}

/** What the page wants agents to see of its visitor. `name` and `email` have their places, the rest is listed. */
export type VisitorData = Readonly<Record<string, string | number | boolean>>;

/** The chat in the hands of the page. What needs the chat itself loads it. */
export interface LotseChat {
  open(): void;
  close(): void;
  toggle(): void;
  /** Shows the button again. */
  show(): void;
  /** Hides the button and the window. The conversation goes on. */
  hide(): void;
  /** Opens the window and asks. */
  ask(text: string): void;
  /** Says something in the conversation without opening the window; the reply is counted at the button. */
  send(text: string): void;
  /** Proves who the visitor is, by a token (JWT) that the portal's server has signed. Kept in memory only. */
  identify(token: string): void;
  /** Tells agents about the visitor, in place of what was told before. Nobody proves it. */
  setData(data: VisitorData): void;
  setLang(language: Language): void;
  /** Forgets the conversation and the visitor, in every tab of the portal. */
  logout(): void;
  /** Takes the chat away: element, listeners, timers, globals. The conversation stays known to the tab. */
  destroy(): void;
  /** Listens to what happens; also to be had as a DOM event `lotse:NAME` on the element. Returns the undoing. */
  on<Name extends keyof ChatEvents>(
    name: Name,
    listener: (event: CustomEvent<ChatEvents[Name]>) => void,
  ): () => void;
}

/** `<lotse-chat>`; its attributes `data-…` are the options. */
export type LotseElement = HTMLElement & LotseChat;

/** As attributes: `data-privacy-url` … on the script or on the element. */
export interface ChatOptions {
  /** Origin of the server, such as `https://chat.example`. */
  readonly server: string;
  readonly title?: string;
  /** A CSS colour; made darker or lighter where its contrast would be less than 4.5:1. */
  readonly accent?: string;
  readonly lang?: Language;
  readonly privacyUrl?: string;
  readonly imprintUrl?: string;
  readonly accessibilityUrl?: string;
}

/** Puts the chat onto the page, its button first and the rest when it is wanted. Rejects when the server is away. */
export declare function load(options: ChatOptions): Promise<LotseElement>;
