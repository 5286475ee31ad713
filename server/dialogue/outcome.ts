import type { EventBody } from '../../protocol/conversation.ts';
import type { ErrorCode } from '../../protocol/requests.ts';
import type { Output, Step } from './output.ts';
import type { DialogueState } from './state.ts';

/** A step that changes the state and has outputs. */
export function done(state: DialogueState, ...outputs: readonly Output[]): Step {
  return { kind: 'done', state, outputs };
}

/** A step that refuses its input; nothing changes. */
export function refused(code: ErrorCode, by?: string): Step {
  return by === undefined ? { kind: 'refused', code } : { kind: 'refused', code, by };
}

/** An event as an output. */
export function event(body: EventBody): Output {
  return { type: 'event', body };
}

/** The same step with outputs put before its own. */
export function after(outputs: readonly Output[], step: Step): Step {
  return step.kind === 'done' ? { ...step, outputs: [...outputs, ...step.outputs] } : step;
}
