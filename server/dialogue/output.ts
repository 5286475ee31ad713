import type { EventBody } from '../../protocol/conversation.ts';
import type { ErrorCode } from '../../protocol/requests.ts';
import type { GapKind, UsageMeasure } from '../../protocol/workbench.ts';
import type { AlarmKind, DialogueState } from './state.ts';

/** What a step wants done, as data; the shell does it in one transaction. */
export type Output =
  | { readonly type: 'event'; readonly body: EventBody }
  | { readonly type: 'open-handoff'; readonly reason: string; readonly question: string }
  | { readonly type: 'accept-handoff' | 'hold-handoff'; readonly agent: string }
  | { readonly type: 'offer-handoff'; readonly agent: string; readonly until: number }
  | { readonly type: 'pass-handoff' }
  | { readonly type: 'transfer-handoff'; readonly agent: string; readonly to: string }
  | { readonly type: 'requeue-handoff'; readonly lost: boolean }
  | { readonly type: 'close-handoff'; readonly reason: string }
  | {
      readonly type: 'set-alarm';
      readonly kind: AlarmKind;
      readonly dueAt: number;
    }
  | { readonly type: 'drop-alarm'; readonly kind: AlarmKind }
  /** The knowledge lacks something for this question (masked); `nearest` is the id of an article. */
  | { readonly type: 'gap'; readonly kind: GapKind; readonly question: string; readonly nearest?: string }
  /** Text-free; `source` is `article:ID` or empty, `by` -1 takes an earlier count back. */
  | { readonly type: 'count'; readonly measure: UsageMeasure; readonly source: string; readonly by: number };

/** The new state with what is to be done, or the reason why the input is refused and nothing changes. */
export type Step =
  | { readonly kind: 'done'; readonly state: DialogueState; readonly outputs: readonly Output[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly by?: string };
