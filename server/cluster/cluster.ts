import type { ConversationEvent } from '../../protocol/conversation.ts';

/** News for every process that may have somebody listening. Hints only: the database is the truth. */
export type News =
  | {
      readonly type: 'events';
      readonly conversation: string;
      readonly events: readonly ConversationEvent[];
    }
  /** Owner, queue or desk changed as this conversation's visitor sees it. */
  | { readonly type: 'status'; readonly conversation: string }
  | { readonly type: 'inbox' }
  | {
      readonly type: 'typing';
      readonly conversation: string;
      readonly from: 'visitor' | 'agent';
      readonly typing: boolean;
    }
  | { readonly type: 'signed-out'; readonly agent: string };

/** The port to the other processes: news, and which visitors are there. */
export interface Cluster {
  publish(news: News): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (news: News) => void): () => void;
  /** A visitor's socket came; returns what tells that it went. */
  visitorCame(conversation: string): () => void;
  visitorOnline(conversation: string): boolean;
}
