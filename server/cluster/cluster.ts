import type { ConversationEvent } from '../../protocol/conversation.ts';

/**
 * News for every process that may have somebody listening. Hints only: the database is the truth. They travel in
 * small packets, so they name things and carry no texts.
 */
export type News =
  | {
      readonly type: 'events';
      readonly conversation: string;
      readonly events: readonly ConversationEvent[];
    }
  /** What `events` are to the other processes: those of seq `from` to `to` were stored and can be read. */
  | { readonly type: 'stored'; readonly conversation: string; readonly from: number; readonly to: number }
  /** Owner, queue or desk changed as this conversation's visitor sees it. */
  | { readonly type: 'status'; readonly conversation: string }
  | { readonly type: 'inbox' }
  | {
      readonly type: 'typing';
      readonly conversation: string;
      readonly from: 'visitor' | 'agent';
      readonly typing: boolean;
    }
  | { readonly type: 'signed-out'; readonly agent: string }
  /** Some sessions of the agent have ended. */
  | { readonly type: 'sessions'; readonly agent: string }
  /** The conversation was deleted with everything that stems from it. */
  | { readonly type: 'erased'; readonly conversation: string }
  /** A note for colleagues was stored. */
  | { readonly type: 'note'; readonly conversation: string; readonly note: string }
  /** The page says something else about the visitor, or the portal has proved who it is. */
  | { readonly type: 'described'; readonly conversation: string }
  /** The visitor's window has shown everything up to `seq`. */
  | { readonly type: 'visitor-read'; readonly conversation: string; readonly seq: number }
  /** A console shows this conversation, or none. */
  | {
      readonly type: 'viewing';
      /** Id of the console's socket. */
      readonly console: string;
      readonly viewer: { readonly id: string; readonly name: string };
      readonly conversation?: string;
    }
  /** A process was cut off from the others for a while: clients of all are told where things stand. */
  | { readonly type: 'missed' };

/** The port to the other processes: news, and which visitors are there. */
export interface Cluster {
  /** Tells the listeners of this process at once, those of the others soon. Never fails: a hint may be lost. */
  publish(news: News): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (news: News) => void): () => void;
  /** A visitor's socket came; returns what tells that it went. */
  visitorCame(conversation: string): () => void;
  /** Those of the conversations whose visitor has a socket in any process. */
  visitorsOnline(conversations: readonly string[]): Promise<ReadonlySet<string>>;
  /** Takes this process out: its visitors no longer count as there. */
  close(): Promise<void>;
}
