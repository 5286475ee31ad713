import type { Decision } from '../knowledge/decision.ts';
import type { Flow, FlowRules } from '../knowledge/flow.ts';
import { askAgain, currentFlow, flowAlarms, startFlow, stepOf } from './flow-ask.ts';
import { cardOf, dropFlowAlarms, withoutFlow } from './flow-end.ts';
import { rulesOf, sayInFlow } from './flow-say.ts';
import { callHuman, type HumanReason } from './handoff.ts';
import { after, done, event } from './outcome.ts';
import type { Step } from './output.ts';
import { formChoice } from './say.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/** What the dialogue does with a decision outside of flows; handed in, since that side knows this one. */
export type Follow = (state: DialogueState, decision: Decision, world: World) => Step;

/** Something else in between: answered, then the question comes again. Undefined when it is nothing of the kind. */
export function digress(
  state: DialogueState,
  flow: Flow,
  decision: Decision,
  world: World,
  follow: Follow,
): Step | undefined {
  const rules = rulesOf(world.knowledge);
  if (decision.kind === 'handoff') return wantHuman(state, flow, 'words', world);
  if (decision.kind === 'flow') {
    if (decision.flow === flow.id) return undefined;
    return askSwitch(state, flow, decision.flow, world, rules);
  }
  if (decision.kind !== 'answer' && decision.kind !== 'smalltalk') return undefined;
  const answered = follow(state, decision, world);
  if (answered.kind === 'refused') return answered;
  const digressions = (state.flow?.digressions ?? 0) + 1;
  const next = { ...answered.state, flow: { ...state.flow!, digressions } };
  const back =
    digressions >= rules.digression.most
      ? askGoOn(next, flow, world, rules)
      : after(
          [event(sayInFlow(flow, rules.digression.back, {}, world, [], { title: flow.title }))],
          askAgain(next, flow, world),
        );
  return after(answered.outputs, back);
}

/** A button of something else, pressed inside a flow: done, then the flow's question comes again. */
export function returnToFlow(taken: Step, world: World): Step {
  if (taken.kind === 'refused' || taken.state.owner !== 'assistant') return taken;
  const { state } = taken;
  const flow = currentFlow(state, world);
  if (flow === undefined || state.flow?.resting) return taken;
  const { back } = rulesOf(world.knowledge).digression;
  const returned = event(sayInFlow(flow, back, {}, world, [], { title: flow.title }));
  return after([...taken.outputs, returned], askAgain(withoutPending(state), flow, world));
}

/** Asks whether to go on with the flow: after many digressions, or when people have given the chat back. */
function askGoOn(state: DialogueState, flow: Flow, world: World, rules: FlowRules): Step {
  const choices = [
    { id: 'go:on', label: rules.labels.goOn },
    { id: 'go:stop', label: rules.labels.stop },
  ];
  const asked = sayInFlow(flow, rules.digression.goOn, {}, world, choices, { title: flow.title });
  return done(
    { ...state, flow: { ...state.flow!, resting: false, digressions: 0, pending: { type: 'go-on' } } },
    event(asked),
    ...flowAlarms(world),
  );
}

function askSwitch(state: DialogueState, flow: Flow, other: string, world: World, rules: FlowRules): Step {
  const title = world.knowledge.flows?.get(other)?.title;
  if (title === undefined) return askAgain(state, flow, world);
  const choices = [
    { id: 'go:switch', label: rules.labels.switch },
    { id: 'go:stay', label: rules.labels.stay },
  ];
  const values = { title: flow.title, other: title };
  const asked = sayInFlow(flow, rules.digression.toSwitch, {}, world, choices, values);
  return done({ ...state, flow: { ...state.flow!, pending: { type: 'switch', other } } }, event(asked));
}

/** Yes or no to a question about the flow itself. */
export function answerPending(state: DialogueState, flow: Flow, yes: boolean, world: World): Step {
  const pending = state.flow?.pending;
  const here = withoutPending(state);
  if (pending?.type === 'switch')
    return yes
      ? (startFlow(withoutFlow(here), pending.other, world) ?? askAgain(here, flow, world))
      : askAgain(here, flow, world);
  return yes || pending === undefined ? askAgain(here, flow, world) : cancelFlow(here, flow, world);
}

/** The same conversation without such a question. */
export function withoutPending(state: DialogueState): DialogueState {
  if (state.flow === undefined) return state;
  const { pending: _, ...flow } = state.flow;
  return { ...state, flow: { ...flow, resting: false } };
}

/** Leaves the flow; always possible. */
export function cancelFlow(state: DialogueState, flow: Flow, world: World): Step {
  const cancelled = sayInFlow(flow, rulesOf(world.knowledge).cancelled, {}, world, [], { title: flow.title });
  return done(withoutFlow(state), event(cancelled), ...dropFlowAlarms);
}

/** The wish for a human inside a flow: the card shows where the visitor was; the flow waits meanwhile. */
export function wantHuman(
  state: DialogueState,
  flow: Flow,
  reason: HumanReason,
  world: World,
  clientId?: string,
): Step {
  const step = stepOf(state, flow);
  const answers = state.flow?.answers ?? {};
  const card = cardOf(flow, answers, [], step === undefined ? {} : { step: step.id });
  const called = callHuman({ ...withoutPending(state), card }, reason, world, clientId);
  if (called.kind === 'refused') return called;
  if (called.state.owner !== state.owner) return { ...called, state: rest(called.state) };
  const way = state.owner === 'assistant' ? [formChoice(world.knowledge)] : [];
  return after(called.outputs, askAgain(called.state, flow, world, way));
}

/** The flow waits while a human is called. */
function rest(state: DialogueState): DialogueState {
  return state.flow === undefined ? state : { ...state, flow: { ...state.flow, resting: true } };
}

/** The chat came back from people: offers to go on where the flow was. */
export function offerToGoOn(state: DialogueState, world: World): Step {
  const flow = currentFlow(state, world);
  if (flow === undefined || state.owner !== 'assistant') return done(withoutFlow(state));
  return askGoOn(state, flow, world, rulesOf(world.knowledge));
}
