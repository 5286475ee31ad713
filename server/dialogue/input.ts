import type { AlarmKind } from './state.ts';

/** One thing that happened to a conversation. `text` is masked already; ids of commands make retries harmless. */
export type Input =
  | { readonly type: 'start' }
  | {
      readonly type: 'text';
      readonly clientId: string;
      readonly text: string;
      readonly masked: boolean;
      /** Before masking; looked at only where a flow asks for something sensitive, and never put into an event. */
      readonly raw?: string;
    }
  | { readonly type: 'choice'; readonly clientId: string; readonly id: string; readonly label: string }
  | { readonly type: 'call-human'; readonly clientId: string }
  | { readonly type: 'leave-queue'; readonly clientId: string }
  | {
      readonly type: 'file-request';
      readonly clientId: string;
      readonly reference: string;
      readonly answerBy: string;
    }
  | {
      readonly type: 'rate-answer';
      readonly clientId: string;
      readonly answer: number;
      readonly helpful: boolean | null;
      /** The reply's source, the visitor's words that it answered (masked), and how it was rated before. */
      readonly about?: {
        readonly source: string;
        readonly question: string;
        readonly before?: boolean | null;
      };
    }
  | { readonly type: 'rate-chat'; readonly clientId: string; readonly stars: number }
  | { readonly type: 'close'; readonly clientId: string }
  | { readonly type: 'accept'; readonly clientId: string; readonly agent: AgentRef }
  | {
      readonly type: 'agent-text';
      readonly clientId: string;
      readonly agent: AgentRef;
      readonly text: string;
    }
  | {
      readonly type: 'agent-close';
      readonly clientId: string;
      readonly agent: AgentRef;
      readonly reason: string;
    }
  /** The waiting chat is offered to one agent until then (UTC ms). */
  | { readonly type: 'offer'; readonly agent: string; readonly until: number }
  /** Whoever it was offered to lets it pass. */
  | { readonly type: 'pass' }
  | {
      readonly type: 'transfer';
      readonly clientId: string;
      readonly agent: AgentRef;
      /** A colleague, or the queue. */
      readonly to: AgentRef | 'queue';
    }
  | { readonly type: 'agent-return'; readonly clientId: string; readonly agent: AgentRef }
  /** A supervisor ends the conversation for misuse. */
  | { readonly type: 'block'; readonly clientId: string }
  | { readonly type: 'agent-lost' }
  | { readonly type: 'desk-shut' }
  | { readonly type: 'nobody-left' }
  | { readonly type: 'alarm'; readonly kind: AlarmKind }
  /** The assistant itself failed on the visitor's message. */
  | { readonly type: 'trouble'; readonly clientId: string; readonly text: string; readonly masked: boolean };

export interface AgentRef {
  readonly id: string;
  readonly name: string;
}
