import { backToAssistant, endHandoff } from './handoff.ts';
import type { Input } from './input.ts';
import { done, event } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { label, sayText } from './say.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/*
 * A chat in which the visitor leaves an agent's words unanswered keeps a place that others wait for. It ends after a
 * warning that any word or one press takes back. While the agent owes the answer nothing runs.
 */

const MINUTE_MS = 60_000;
/** An agent's message unanswered for this long is followed by the warning … */
export const QUIET_MS = 10 * MINUTE_MS;
/** … and the warning after this by the end; WCAG 2.2.1 asks for 20 seconds at least. */
export const WARNED_MS = 5 * MINUTE_MS;

const dropWarning: Output = { type: 'drop-alarm', kind: 'quiet' };
const dropEnd: Output = { type: 'drop-alarm', kind: 'quiet-end' };

/** The same step with the clock started by an agent's words, and stopped by whatever else happens in the chat. */
export function mindQuiet(before: DialogueState, input: Input, taken: Step, world: World): Step {
  if (taken.kind === 'refused' || before.owner !== 'agent') return taken;
  const { state, outputs } = taken;
  if (state.owner === 'agent' && input.type === 'alarm') return taken;
  if (state.owner === 'agent' && input.type === 'agent-text') {
    const warn: Output = { type: 'set-alarm', kind: 'quiet', dueAt: world.now + QUIET_MS };
    return { ...taken, outputs: [...outputs, warn, dropEnd] };
  }
  return { ...taken, outputs: [...outputs, dropWarning, dropEnd] };
}

/** Nothing was written for long: says when the chat will end, with a button that keeps it. */
export function warnQuiet(state: DialogueState, { knowledge, now }: World): Step {
  if (state.owner !== 'agent') return done(state, dropWarning);
  const values = { agent: state.agent?.name ?? '', minutes: String(WARNED_MS / MINUTE_MS) };
  const stay = { id: 'stay', label: label(knowledge, 'chat.stay') };
  return done(
    state,
    event(sayText(knowledge, 'chat.quiet', [stay], values)),
    { type: 'set-alarm', kind: 'quiet-end', dueAt: now + WARNED_MS },
    dropWarning,
  );
}

/** Nor after the warning: the visitor is back with the assistant, the agent free for others. */
export function endQuiet(state: DialogueState, { knowledge }: World): Step {
  if (state.owner !== 'agent') return done(state, dropEnd);
  const { agent } = state;
  return done(
    backToAssistant(state),
    event({
      type: 'owner.changed',
      owner: 'assistant',
      reason: 'visitor-quiet',
      ...(agent && { agent: agent.id, agentName: agent.name }),
    }),
    event(sayText(knowledge, 'chat.quiet-end', [], { agent: agent?.name ?? '' })),
    ...endHandoff(state, 'visitor-quiet'),
  );
}
