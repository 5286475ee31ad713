import type { Decision } from '../knowledge/decision.ts';
import type { AskStep, ConfirmStep, Flow, FlowRules } from '../knowledge/flow.ts';
import { isOneOf, looksLikeQuestion, withoutMarkers } from '../knowledge/flow-match.ts';
import { answerOf, choicesOf, guessAnswer, readAnswer } from './flow-answer.ts';
import { arrive, askAgain, currentFlow, startFlow, stepOf } from './flow-ask.ts';
import {
  answerPending,
  cancelFlow,
  digress,
  type Follow,
  wantHuman,
  withoutPending,
} from './flow-digress.ts';
import { afterEdit } from './flow-edit.ts';
import { dropFlowAlarms, withoutFlow } from './flow-end.ts';
import { rulesOf, sayInFlow } from './flow-say.ts';
import { UNANSWERED, walk } from './flow-walk.ts';
import { after, done, event } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { humanChoice, say } from './say.ts';
import type { DialogueState, FlowAnswer } from './state.ts';
import type { World } from './world.ts';

/** A message inside a flow, in the fixed order of what it may be; `undefined` when there is no flow to go on with. */
export function takeFlowText(
  state: DialogueState,
  input: { readonly text: string; readonly raw?: string },
  world: World,
  follow: Follow,
): Step | undefined {
  const flow = currentFlow(state, world);
  if (state.flow === undefined) return undefined;
  if (flow === undefined) return undefined;
  const moved = afterEdit(state, flow, world);
  if (moved !== undefined) return moved;
  const rules = rulesOf(world.knowledge);
  const { text } = input;
  if (isOneOf(text, rules.words.human)) return wantHuman(state, flow, 'words', world);
  const pending = state.flow.pending;
  if (pending !== undefined) {
    if (isOneOf(text, [...rules.words.yes, rules.labels.goOn, rules.labels.switch]))
      return answerPending(state, flow, true, world);
    if (isOneOf(text, [...rules.words.no, rules.labels.stop, rules.labels.stay]))
      return answerPending(state, flow, false, world);
  }
  const here = withoutPending(state);
  if (isOneOf(text, [...rules.words.cancel, rules.labels.cancel])) return cancelFlow(here, flow, world);
  if (isOneOf(text, [...rules.words.back, rules.labels.back])) return goBack(here, flow, world);
  if (isOneOf(text, rules.words.repeat)) return askAgain(here, flow, world);
  return takeAnswer(here, flow, input, world, follow);
}

function takeAnswer(
  state: DialogueState,
  flow: Flow,
  input: { readonly text: string; readonly raw?: string },
  world: World,
  follow: Follow,
): Step {
  const rules = rulesOf(world.knowledge);
  const step = stepOf(state, flow);
  if (step === undefined) return done(withoutFlow(state));
  const text = isSensitive(step) ? (input.raw ?? input.text) : input.text;
  const answer = readAnswer(step, text, world, rules);
  if (answer !== undefined) return proceed(state, flow, step.id, answer, world);
  const corrected = correct(state, flow, input.text, world, rules);
  if (corrected !== undefined) return corrected;
  const guessed = guessAnswer(step, text, rules);
  if (guessed !== undefined) return proceed(state, flow, step.id, guessed, world);
  const decision = world.understanding.decide(input.text, { shown: state.shown });
  const digression = mayDigress(step, input.text, decision)
    ? digress(state, flow, decision, world, follow)
    : undefined;
  return digression ?? unclear(state, flow, step, world, rules);
}

/** Where anything may be typed, only what looks like a question is taken for one; a wish for a human always is. */
function mayDigress(step: AskStep | ConfirmStep, text: string, decision: Decision): boolean {
  const takesAnything = step.verb === 'ask' && step.accept !== undefined;
  return !takesAnything || decision.kind === 'handoff' || looksLikeQuestion(text);
}

/** Whether the question that is open asks for something that must not be shown. */
export function asksSensitive(state: DialogueState, world: World): boolean {
  const flow = currentFlow(state, world);
  const step = flow === undefined || state.owner === 'agent' ? undefined : stepOf(state, flow);
  return step !== undefined && isSensitive(step);
}

function isSensitive(step: AskStep | ConfirmStep): boolean {
  return step.verb === 'ask' && step.sensitive;
}

/** Takes the answer of a step and walks on. */
function proceed(state: DialogueState, flow: Flow, step: string, answer: FlowAnswer, world: World): Step {
  const answers = { ...state.flow?.answers, [step]: answer };
  return arrive(state, flow, walk(flow, answers, world), world);
}

/** A pressed button: an answer, a way back or out. Undefined when it belongs to no flow. */
export function takeFlowChoice(state: DialogueState, id: string, world: World): Step | undefined {
  const [kind, name = '', value = ''] = id.split(':');
  if (kind === 'flow') return startFlow(state, name, world);
  if (kind !== 'answer' && kind !== 'go') return undefined;
  const flow = currentFlow(state, world);
  if (flow === undefined || state.flow === undefined) return expired(state, world);
  const moved = afterEdit(state, flow, world);
  if (moved !== undefined) return moved;
  if (kind === 'go') return takeGo(state, flow, name, world);
  const step = stepOf(state, flow);
  const choice =
    step === undefined || step.id !== name
      ? undefined
      : choicesOf(step, rulesOf(world.knowledge)).find((it) => it.value === value);
  const here = withoutPending(state);
  return choice === undefined
    ? askAgain(here, flow, world)
    : proceed(here, flow, name, answerOf(choice), world);
}

function takeGo(state: DialogueState, flow: Flow, where: string, world: World): Step {
  switch (where) {
    case 'back':
      return goBack(withoutPending(state), flow, world);
    case 'on':
    case 'switch':
      return answerPending(state, flow, true, world);
    case 'stay':
    case 'stop':
      return answerPending(state, flow, false, world);
    default:
      return cancelFlow(state, flow, world);
  }
}

/** A button of a flow that is over. */
function expired(state: DialogueState, world: World): Step {
  return done(withoutFlow(state), event(say(rulesOf(world.knowledge).cancelled)));
}

/** One question back: the last answer is taken away, and with it every answer that is no longer on the path. */
function goBack(state: DialogueState, flow: Flow, world: World): Step {
  const { path = [], answers = {} } = state.flow ?? {};
  const last = path.at(-1);
  if (last === undefined)
    return after([event(say(rulesOf(world.knowledge).atFirst))], askAgain(state, flow, world));
  const { [last]: _, ...rest } = answers;
  return arrive(state, flow, walk(flow, rest, world), world);
}

/** „nein, doch E-Mail“: changes the one earlier answer that the rest of the message fits. */
function correct(
  state: DialogueState,
  flow: Flow,
  text: string,
  world: World,
  rules: FlowRules,
): Step | undefined {
  const rest = withoutMarkers(text, rules.correct.markers);
  const { path = [], answers = {} } = state.flow ?? {};
  if (rest === undefined) return undefined;
  const fitting = path.flatMap((id) => {
    const step = flow.steps.get(id);
    const answer =
      step?.verb === 'ask' || step?.verb === 'confirm'
        ? (readAnswer(step, rest, world, rules) ?? guessAnswer(step, rest, rules))
        : undefined;
    return answer === undefined || answer.value === answers[id]?.value ? [] : [{ id, answer }];
  });
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) return undefined;
  const changed = sayInFlow(flow, rules.correct.changed, {}, world, [], { answer: only.answer.label });
  return after([event(changed)], proceed(state, flow, only.id, only.answer, world));
}

/** Not understood: the step's own hints one after another, then `otherwise`, or a human. */
function unclear(
  state: DialogueState,
  flow: Flow,
  step: AskStep | ConfirmStep,
  world: World,
  rules: FlowRules,
): Step {
  const tries = state.flow?.tries ?? 0;
  const own = step.verb === 'ask' ? step.retry : [];
  const hints = own.length > 0 ? own : rules.unclear.texts.slice(0, rules.unclear.tries);
  const hint = hints[tries];
  const tried = { ...state, flow: { ...state.flow!, tries: tries + 1 } };
  if (hint !== undefined) {
    const example = step.verb === 'ask' && step.accept?.type === 'pattern' ? step.accept.example : '';
    const said = sayInFlow(flow, hint, state.flow?.answers ?? {}, world, [], { example });
    return after([event(said)], askAgain(tried, flow, world));
  }
  const otherwise = step.verb === 'ask' ? step.otherwise : undefined;
  if (otherwise !== undefined) return proceed(tried, flow, step.id, UNANSWERED, world);
  const human = humanChoice(world.knowledge);
  return after([event(say(rules.unclear.human))], askAgain(tried, flow, world, [human]));
}

/** The alarms of a flow: a reminder, and the end of waiting. */
export function flowAlarm(state: DialogueState, kind: 'flow-remind' | 'flow-forget', world: World): Step {
  const flow = currentFlow(state, world);
  const drop: Output = { type: 'drop-alarm', kind };
  if (flow === undefined || state.owner !== 'assistant') return done(state, drop);
  const { idle } = rulesOf(world.knowledge);
  const words = { title: flow.title };
  if (kind === 'flow-forget')
    return done(
      withoutFlow(state),
      event(sayInFlow(flow, idle.forgotten, {}, world, [], words)),
      ...dropFlowAlarms,
    );
  const reminded = event(sayInFlow(flow, idle.remind, {}, world, [], words));
  const again = askAgain(withoutPending(state), flow, world);
  const asked = again.kind === 'done' ? again.outputs.filter((output) => output.type === 'event') : [];
  return done(withoutPending(state), reminded, ...asked, drop);
}
