import { readPastDay } from '../hours/date-words.ts';
import { workingDaysBetween } from '../hours/working-days.ts';
import type { AskStep, ConfirmStep, Flow, FlowChoice, FlowRules } from './flow.ts';
import { withSlot } from './flow-boxes.ts';
import { type Facts, passages } from './flow-facts.ts';
import type { Edge } from './flow-graph.ts';
import {
  exactChoice,
  fuzzyChoice,
  isOneOf,
  looksLikeQuestion,
  matchPattern,
  withoutMarkers,
} from './flow-match.ts';
import type { Box, Values } from './flow-values.ts';

/**
 * The day on which tests of flows are walked: a Tuesday far from holidays. A fixed one, so that a test which is right
 * once stays right.
 */
export const TEST_DAY = '2026-11-24';
const DAY_MS = 86_400_000;

/** Somebody on the way through a flow, as far as it can be told without the search. */
export interface Walker {
  /** Waiting at a question or at an end; out by a cancel word, or on the way to a human. */
  readonly state: 'there' | 'cancelled' | 'human';
  readonly step: string;
  readonly box: Box;
  /** Answers in a row that did not fit. */
  readonly misses: number;
  /** Whether the last words may have been a question in between. */
  readonly digressed: boolean;
  /** Branches taken, by `edgeKey`. */
  readonly trail: readonly string[];
  /** The walker at the question before. */
  readonly before?: Walker;
}

/** What walking needs to know. */
export interface Walking {
  readonly flow: Flow;
  readonly facts: Facts;
  readonly rules: FlowRules;
}

/** Names a branch. */
export function edgeKey(step: string, { by, index }: Edge): string {
  return `${step} ${by} ${index}`;
}

/** Where a flow comes to rest at first. */
export function begin({ flow, facts }: Walking): Walker[] {
  const { first } = flow;
  const { start } = facts.space;
  return settle(
    { state: 'there', step: first, box: start, misses: 0, digressed: false, trail: [] },
    { flow, facts },
  );
}

/** Whether nothing more can be said to the flow. */
export function isOver({ state, step }: Walker, { flow }: Walking): boolean {
  return state !== 'there' || flow.steps.get(step)!.verb === 'end';
}

/**
 * Where words lead: one walker when that is clear, several when only what follows can tell.
 * @param expected a step that the words may lead to by correcting an earlier answer
 */
export function hear(
  walker: Walker,
  words: string,
  expected: string | undefined,
  walking: Walking,
): Walker[] {
  const { rules, flow } = walking;
  const step = flow.steps.get(walker.step)!;
  if (step.verb !== 'ask' && step.verb !== 'confirm') return [];
  const here = { ...walker, digressed: false };
  if (isOneOf(words, rules.words.human)) return [{ ...here, state: 'human' }];
  if (isOneOf(words, rules.words.cancel) || words === rules.labels.cancel)
    return [{ ...here, state: 'cancelled' }];
  if (isOneOf(words, rules.words.back) || words === rules.labels.back)
    return [here.before ? { ...here.before, trail: here.trail } : here];
  if (isOneOf(words, rules.words.repeat)) return [here];
  const choices = choicesOf(step, rules);
  const exact = exactChoice(choices, words);
  if (exact) return choose(here, step, choices.indexOf(exact), walking);
  const isQuestion = looksLikeQuestion(words);
  const accepted = step.verb === 'ask' && !isQuestion ? acceptedValues(step, words, walking) : undefined;
  if (accepted) return answer(here, 'accepted', 0, accepted, walking);
  const fuzzy = isQuestion ? undefined : fuzzyChoice(choices, words);
  return [
    ...(fuzzy ? choose(here, step, choices.indexOf(fuzzy), walking) : []),
    ...corrected(here, words, expected, walking),
    ...missed(here, step, walking),
  ];
}

/** The choices of a question; those of a confirmation are meant by yes and no as well. */
function choicesOf(step: AskStep | ConfirmStep, { words }: FlowRules): readonly FlowChoice[] {
  if (step.verb === 'ask') return step.choices;
  return [
    { ...step.confirmed, value: 'confirmed', also: words.yes },
    { ...step.declined, value: 'declined', also: words.no },
  ];
}

function choose(walker: Walker, step: AskStep | ConfirmStep, index: number, walking: Walking): Walker[] {
  if (step.verb === 'ask') return answer(walker, 'choice', index, undefined, walking);
  return answer(walker, index === 0 ? 'confirmed' : 'declined', 0, undefined, walking);
}

/** The value of an accepted answer; undefined when the words are none. */
function acceptedValues(step: AskStep, words: string, { facts }: Walking): Values | undefined {
  if (!step.accept || step.next === undefined) return undefined;
  if (step.accept.type === 'pattern') {
    const text = matchPattern(step.accept, words);
    return text === undefined ? undefined : facts.space.ofText(step, text);
  }
  const day = readPastDay(words, TEST_DAY);
  if (day === undefined) return undefined;
  const age = Math.round((Date.parse(TEST_DAY) - Date.parse(day)) / DAY_MS);
  return facts.space.ofDay(step, age, workingDaysBetween(day, TEST_DAY));
}

/** Takes a way out of a question by answering it. */
function answer(
  walker: Walker,
  by: Edge['by'],
  index: number,
  values: Values | undefined,
  walking: Walking,
): Walker[] {
  const step = walking.flow.steps.get(walker.step)!;
  const way = passages(step, walker.box, walking.facts.space).find(
    ({ edge }) => edge.by === by && edge.index === index,
  );
  if (!way) return [];
  const box = values && step.verb === 'ask' ? withSlot(way.box, step.save, values) : way.box;
  return settle({ ...take(walker, way.edge), box, before: walker }, walking);
}

/** An earlier answer changed: the test itself says where that leads, and it is a place like any other. */
function corrected(
  walker: Walker,
  words: string,
  expected: string | undefined,
  { rules, facts }: Walking,
): Walker[] {
  const box = expected === undefined ? undefined : facts.at.get(expected);
  if (expected === undefined || !box || withoutMarkers(words, rules.correct.markers) === undefined) return [];
  return [{ ...walker, step: expected, box, misses: 0 }];
}

/** Not understood: asked again, or after all hints sent elsewhere. It may also be a question in between. */
function missed(walker: Walker, step: AskStep | ConfirmStep, walking: Walking): Walker[] {
  const { unclear } = walking.rules;
  const own = step.verb === 'ask' ? step.retry.length : 0;
  const hints = own > 0 ? own : Math.min(unclear.tries, unclear.texts.length);
  const otherwise = passages(step, walker.box, walking.facts.space).find(
    ({ edge }) => edge.by === 'otherwise',
  );
  if (walker.misses < hints || !otherwise) return [{ ...walker, misses: walker.misses + 1, digressed: true }];
  return settle({ ...take(walker, otherwise.edge), box: otherwise.box }, walking);
}

function take(walker: Walker, edge: Edge): Walker {
  return { ...walker, step: edge.to, misses: 0, trail: [...walker.trail, edgeKey(walker.step, edge)] };
}

/** Goes on to where the flow waits or ends. */
function settle(walker: Walker, walking: Pick<Walking, 'flow' | 'facts'>): Walker[] {
  const step = walking.flow.steps.get(walker.step)!;
  if (step.verb !== 'say' && step.verb !== 'when') return [walker];
  return passages(step, walker.box, walking.facts.space).flatMap(({ edge, box }) =>
    settle({ ...take(walker, edge), box }, walking),
  );
}
