import { readPastDay } from '../hours/date-words.ts';
import type { AskStep, ConfirmStep, FlowChoice, FlowRules } from '../knowledge/flow.ts';
import {
  exactChoice,
  fuzzyChoice,
  leadingChoice,
  looksLikeQuestion,
  matchPattern,
} from '../knowledge/flow-match.ts';
import { dayWords, today } from './flow-walk.ts';
import type { FlowAnswer } from './state.ts';
import type { World } from './world.ts';

/** The choices of a question; a confirmation has two, which yes and no mean as well. */
export function choicesOf(step: AskStep | ConfirmStep, rules: FlowRules): readonly FlowChoice[] {
  if (step.verb === 'ask') return step.choices;
  const { confirmed, declined } = step;
  return [
    { ...confirmed, value: 'confirmed', also: rules.words.yes },
    { ...declined, value: 'declined', also: rules.words.no },
  ];
}

/**
 * What a message plainly says to a question: a choice by its words, or an accepted form of answer. A question in
 * return is no accepted answer, so that it can be answered first.
 */
export function readAnswer(
  step: AskStep | ConfirmStep,
  text: string,
  world: World,
  rules: FlowRules,
): FlowAnswer | undefined {
  const exact = exactChoice(choicesOf(step, rules), text);
  if (exact !== undefined) return answerOf(exact);
  return step.verb === 'ask' && !looksLikeQuestion(text) ? readAccepted(step, text, world) : undefined;
}

/** The choice that a message means without naming it, where only one can be meant. */
export function guessAnswer(
  step: AskStep | ConfirmStep,
  text: string,
  rules: FlowRules,
): FlowAnswer | undefined {
  if (looksLikeQuestion(text)) return undefined;
  const choices = choicesOf(step, rules);
  const { yes, no } = rules.words;
  const meant = fuzzyChoice(choices, text) ?? leadingChoice(choices, text, [yes, no]);
  return meant === undefined ? undefined : answerOf(meant);
}

/** What a pressed button says. */
export function answerOf(choice: FlowChoice): FlowAnswer {
  return { value: choice.value, label: choice.label, sensitive: false };
}

function readAccepted(step: AskStep, text: string, world: World): FlowAnswer | undefined {
  if (step.accept === undefined) return undefined;
  if (step.accept.type === 'date') {
    const day = readPastDay(text, today(world));
    return day === undefined
      ? undefined
      : { value: day, label: dayWords(day, world), sensitive: step.sensitive };
  }
  const value = matchPattern(step.accept, text);
  return value === undefined ? undefined : { value, label: value, sensitive: step.sensitive };
}
