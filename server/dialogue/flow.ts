import { MASK } from '../../protocol/constants.ts';
import type { Decision } from '../knowledge/decision.ts';
import type { AskStep, ConfirmStep, Flow, FlowRules } from '../knowledge/flow.ts';
import { exactChoice, isOneOf, looksLikeQuestion, withoutMarkers } from '../knowledge/flow-match.ts';
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
import { humanChoice, say, sayText } from './say.ts';
import type { DialogueState, FlowAnswer } from './state.ts';
import type { World } from './world.ts';

/** What a message inside a flow says; `raw` is what it was before something sensitive was hidden. */
export interface FlowText {
  readonly text: string;
  readonly raw?: string;
}

/**
 * A message inside a flow, in the fixed order of what it may be; `undefined` when there is no flow to go on with. A
 * wish for a human and the way out come before everything, even before what an editor changed meanwhile.
 */
export function takeFlowText(
  state: DialogueState,
  input: FlowText,
  world: World,
  follow: Follow,
): Step | undefined {
  const flow = currentFlow(state, world);
  if (state.flow === undefined || state.flow.resting || flow === undefined) return undefined;
  const rules = rulesOf(world.knowledge);
  const { text } = input;
  const here = withoutPending(state);
  if (isOneOf(text, rules.words.human)) return wantHuman(state, flow, 'words', world);
  if (isOneOf(text, [...rules.words.cancel, rules.labels.cancel])) return cancelFlow(here, flow, world);
  const moved = afterEdit(state, flow, world);
  if (moved !== undefined) return moved;
  const decided = readPending(state, text, rules);
  if (decided !== undefined) return answerPending(state, flow, decided, world);
  if (isOneOf(text, [...rules.words.back, rules.labels.back])) return goBack(here, flow, world);
  if (isOneOf(text, rules.words.repeat)) return askAgain(here, flow, world);
  return takeAnswer(here, flow, input, world, follow);
}

/** Yes or no to the question about the flow itself that is open: by word, by button's label, or by its number. */
function readPending(state: DialogueState, text: string, rules: FlowRules): boolean | undefined {
  const pending = state.flow?.pending;
  if (pending === undefined) return undefined;
  const { goOn, stop, switch: toSwitch, stay } = rules.labels;
  const [yes, no] = pending.type === 'switch' ? [toSwitch, stay] : [goOn, stop];
  const choice = exactChoice(
    [
      { label: yes, value: 'yes', also: rules.words.yes, next: '' },
      { label: no, value: 'no', also: rules.words.no, next: '' },
    ],
    text,
  );
  return choice === undefined ? undefined : choice.value === 'yes';
}

function takeAnswer(state: DialogueState, flow: Flow, input: FlowText, world: World, follow: Follow): Step {
  const rules = rulesOf(world.knowledge);
  const step = stepOf(state, flow);
  if (step === undefined) return done(withoutFlow(state));
  const text = input.raw ?? input.text;
  const answer = readAnswer(step, text, world, rules);
  if (answer !== undefined) return proceed(state, flow, step.id, answer, world);
  const corrected = correct(state, flow, text, world, rules);
  if (corrected !== undefined) return corrected;
  const guessed = guessAnswer(step, text, rules);
  if (guessed !== undefined) return proceed(state, flow, step.id, guessed, world);
  const decision = world.understanding.decide(text, { shown: state.shown, said: state.question });
  const digression = mayDigress(step, text, decision)
    ? digress(state, flow, decision, world, follow)
    : undefined;
  return digression ?? unclear(state, flow, step, world, rules);
}

/** Where anything may be typed, only what looks like a question is taken for one; a wish for a human always is. */
function mayDigress(step: AskStep | ConfirmStep, text: string, decision: Decision): boolean {
  const takesAnything = step.verb === 'ask' && step.accept !== undefined;
  return !takesAnything || decision.kind === 'handoff' || looksLikeQuestion(text);
}

/** Digits in a row, however they are grouped: a question with these in it has the answer in it, too. */
const NUMBER = /\d(?:[^\p{L}\d]{0,3}\d){2}/u;

/**
 * Whether a message must not be shown: the open question asks for something sensitive, or an earlier one did and the
 * message corrects an answer. A question in return and the words that steer a flow are no answers.
 */
export function isSecret(state: DialogueState, text: string, world: World): boolean {
  const at = state.flow;
  if (at === undefined || at.resting || state.owner === 'agent') return false;
  const { words = undefined, correct = undefined } = world.knowledge.flowRules ?? {};
  if (words === undefined || correct === undefined) return at.sensitive;
  if (looksLikeQuestion(text) && !NUMBER.test(text)) return false;
  if (isOneOf(text, [...words.human, ...words.cancel, ...words.back, ...words.repeat])) return false;
  const earlier = Object.values(at.answers).some((answer) => answer.sensitive);
  return at.sensitive || (earlier && withoutMarkers(text, correct.markers) !== undefined);
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
  const flow = currentFlow(state, world);
  if (kind === 'human' && flow !== undefined && state.owner === 'assistant')
    return wantHuman(state, flow, 'choice', world);
  if (kind !== 'answer' && kind !== 'go') return undefined;
  if (flow === undefined || state.flow === undefined) return expired(state, world);
  if (name === 'cancel') return cancelFlow(withoutPending(state), flow, world);
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
  return done(withoutFlow(state), event(sayText(world.knowledge, 'flow.over')));
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
  const changed = sayInFlow(flow, rules.correct.changed, {}, world, [], {
    answer: only.answer.sensitive ? MASK : only.answer.label,
  });
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
