import type { Choice } from '../../protocol/conversation.ts';
import type { AskStep, ConfirmStep, Flow } from '../knowledge/flow.ts';
import { finish, withoutFlow } from './flow-end.ts';
import { question, rulesOf, sayInFlow } from './flow-say.ts';
import { type Answers, type Rest, walk } from './flow-walk.ts';
import { after, done, event } from './outcome.ts';
import type { Output, Step } from './output.ts';
import type { DialogueState, FlowState } from './state.ts';
import type { World } from './world.ts';

/** Begins a flow; one that ran before is left. An unknown id is no step at all. */
export function startFlow(state: DialogueState, id: string, world: World): Step | undefined {
  const flow = world.knowledge.flows?.get(id);
  return flow === undefined ? undefined : arrive(state, flow, walk(flow, {}, world), world);
}

/** The flow that a conversation is in, as its file stands now. */
export function currentFlow(state: DialogueState, world: World): Flow | undefined {
  return state.flow === undefined ? undefined : world.knowledge.flows?.get(state.flow.id);
}

/** Comes to rest at a question or an end, saying what is said on the way. */
export function arrive(state: DialogueState, flow: Flow, rest: Rest, world: World): Step {
  const said = rest.said.map((step) => event(sayInFlow(flow, step.text, rest.answers, world)));
  if (rest.at.verb === 'end') return after(said, finish(state, flow, rest.at, rest.answers, world));
  return after(said, ask({ ...state, misses: 0, flow: flowState(flow, rest, rest.at) }, flow, rest, world));
}

function flowState(flow: Flow, rest: Rest, step: AskStep | ConfirmStep): FlowState {
  const { answers, path } = rest;
  return {
    id: flow.id,
    revision: flow.revision,
    step: step.id,
    stepHash: step.hash,
    answers,
    path: [...path],
    sensitive: step.verb === 'ask' && step.sensitive,
    resting: false,
    tries: 0,
    digressions: 0,
  };
}

/** Asks the question of the step where the flow is. */
export function ask(
  state: DialogueState,
  flow: Flow,
  at: { readonly path: readonly string[]; readonly answers: Answers },
  world: World,
  more: readonly Choice[] = [],
): Step {
  const step = flow.steps.get(state.flow?.step ?? '');
  if (step?.verb !== 'ask' && step?.verb !== 'confirm') return done(withoutFlow(state));
  return done(state, event(question(flow, step, at, world, more)), ...flowAlarms(world));
}

/** Asks the open question once more. */
export function askAgain(state: DialogueState, flow: Flow, world: World, more: readonly Choice[] = []): Step {
  const { path = [], answers = {} } = state.flow ?? {};
  return ask(state, flow, { path, answers }, world, more);
}

/** When to remind of the open question, and when to forget it. */
export function flowAlarms(world: World): Output[] {
  const { idle } = rulesOf(world.knowledge);
  return [
    { type: 'set-alarm', kind: 'flow-remind', dueAt: world.now + idle.remindAfter },
    { type: 'set-alarm', kind: 'flow-forget', dueAt: world.now + idle.forgetAfter },
  ];
}

/** The question that is open. */
export function stepOf(state: DialogueState, flow: Flow): AskStep | ConfirmStep | undefined {
  const step = flow.steps.get(state.flow?.step ?? '');
  return step?.verb === 'ask' || step?.verb === 'confirm' ? step : undefined;
}
