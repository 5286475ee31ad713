import { instantOf, localTime } from '../hours/local-time.ts';
import { describeDay } from '../hours/words.ts';
import { addWorkingDays, workingDaysBetween } from '../hours/working-days.ts';
import {
  AFTER_WORKING_DAYS,
  type AskStep,
  type Condition,
  type ConfirmStep,
  type Derived,
  type EndStep,
  type Flow,
  type FlowStep,
  type SayStep,
} from '../knowledge/flow.ts';
import type { FlowAnswer } from './state.ts';
import type { World } from './world.ts';

/** Answers by step. */
export type Answers = Readonly<Record<string, FlowAnswer>>;

/** Stands for an answer that was never understood: the step's own way out. */
export const UNANSWERED: FlowAnswer = { value: '*unanswered*', label: '', sensitive: false };

/** Where a walk comes to rest: at a question, or at an end; with what is said on the way. */
export interface Rest {
  readonly at: AskStep | ConfirmStep | EndStep;
  readonly said: readonly SayStep[];
  /** Asking steps that were answered, in order. */
  readonly path: readonly string[];
  /** The answers of the steps on the path, and no others. */
  readonly answers: Answers;
}

/** Checked knowledge has no endless walk; this ends one all the same. */
const MOST_STEPS = 200;

/**
 * Walks a flow from its start through the answers given, to the first question without a valid one or to an end.
 * Going back, correcting and an edited file are all the same walk with other answers.
 */
export function walk(flow: Flow, answers: Answers, world: World): Rest {
  return walkOn(
    { flow, world, step: flow.first, given: answers, said: [], path: [], answers: {} },
    MOST_STEPS,
  );
}

interface Walk {
  readonly flow: Flow;
  readonly world: World;
  readonly step: string;
  readonly given: Answers;
  readonly said: readonly SayStep[];
  readonly path: readonly string[];
  readonly answers: Answers;
}

function walkOn(at: Walk, left: number): Rest {
  const step = at.flow.steps.get(at.step);
  if (step === undefined || left === 0)
    throw new Error(
      `flow ${at.flow.id}: step „${at.step}“ ${left === 0 ? 'is never left' : 'does not exist'}`,
    );
  switch (step.verb) {
    case 'say':
      return walkOn({ ...at, step: step.next, said: [...at.said, step] }, left - 1);
    case 'when':
      return walkOn({ ...at, step: branch(step, at) }, left - 1);
    case 'ask':
    case 'confirm': {
      const answer = at.given[step.id];
      const next = answer === undefined ? undefined : nextAfter(step, answer.value);
      if (at.path.includes(step.id)) return rest(cutBack(at, step.id), step);
      if (answer === undefined || next === undefined) return rest(at, step);
      const path = [...at.path, step.id];
      return walkOn(
        { ...at, step: next, said: [], path, answers: { ...at.answers, [step.id]: answer } },
        left - 1,
      );
    }
    case 'end':
      return rest(at, step);
    default:
      return step satisfies never;
  }
}

/** A way that leads back to a question asks it anew: its answer and all after it are forgotten. */
function cutBack(at: Walk, step: string): Walk {
  const path = at.path.slice(0, at.path.indexOf(step));
  const kept = path.map((id) => [id, at.answers[id]!] as const);
  return { ...at, path, answers: Object.fromEntries(kept) };
}

function rest(at: Walk, step: Rest['at']): Rest {
  return { at: step, said: at.said, path: at.path, answers: at.answers };
}

/** Where an answer leads; undefined when the step, edited meanwhile, no longer takes it. */
export function nextAfter(step: AskStep | ConfirmStep, value: string): string | undefined {
  if (value === UNANSWERED.value) return step.verb === 'ask' ? step.otherwise : undefined;
  if (step.verb === 'confirm')
    return value === 'confirmed'
      ? step.confirmed.next
      : value === 'declined'
        ? step.declined.next
        : undefined;
  const choice = step.choices.find((it) => it.value === value);
  return choice?.next ?? (step.accept === undefined ? undefined : step.next);
}

function branch(step: Extract<FlowStep, { verb: 'when' }>, at: Walk): string {
  const holds = (condition: Condition) => isTrue(condition, slotsOf(at.flow, at.answers), at.world);
  return step.rules.find((rule) => rule.conditions.every(holds))?.next ?? step.otherwise;
}

/** Answers by slot instead of by step; what was never understood is none. */
export function slotsOf(flow: Flow, answers: Answers): ReadonlyMap<string, FlowAnswer> {
  const given = Object.entries(answers).filter(([, answer]) => answer.value !== UNANSWERED.value);
  return new Map(given.map(([id, answer]) => [slotOf(flow, id), answer]));
}

function slotOf(flow: Flow, id: string): string {
  const step = flow.steps.get(id);
  return step?.verb === 'ask' ? step.save : id;
}

function isTrue(condition: Condition, slots: ReadonlyMap<string, FlowAnswer>, world: World): boolean {
  const answer = slots.get(condition.slot);
  if (answer === undefined) return false;
  if ('oneOf' in condition) return condition.oneOf.includes(answer.value);
  const number = derive(answer.value, condition.derived, world);
  if (number === undefined) return false;
  const { atMost = Number.POSITIVE_INFINITY, moreThan = Number.NEGATIVE_INFINITY } = condition;
  return number <= atMost && number > moreThan;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** What follows from a slot that holds a date, seen from today; undefined when it holds something else. */
function derive(value: string, derived: Derived, world: World): number | undefined {
  if (!DATE.test(value)) return undefined;
  const day = today(world);
  return derived === 'age_days'
    ? Math.round((Date.parse(day) - Date.parse(value)) / DAY_MS)
    : workingDaysBetween(value, day);
}

/** The calendar date where the desk is. */
export function today(world: World): string {
  return localTime(world.hours.zone, world.now).date;
}

/** `Dienstag, 24. November` */
export function dayWords(date: string, world: World): string {
  return describeDay(world.hours, instantOf(world.hours.zone, date, 12 * 60 * 60 * 1000), world.now);
}

/** What fills the blanks of a flow's texts: each slot's words, and what follows from dates. */
export function blanksOf(
  flow: Flow,
  answers: Answers,
  world: World,
  wanted: Iterable<string>,
): Record<string, string> {
  const slots = slotsOf(flow, answers);
  const values: Record<string, string> = {};
  for (const blank of wanted) {
    const [slot = '', part] = blank.split('.');
    const answer = slots.get(slot);
    values[blank] =
      answer === undefined ? '' : part === undefined ? answer.label : partOf(answer, part, world);
  }
  return values;
}

function partOf(answer: FlowAnswer, part: string, world: World): string {
  const days = AFTER_WORKING_DAYS.exec(part)?.[1];
  if (days === undefined) return String(derive(answer.value, part as Derived, world) ?? '');
  return DATE.test(answer.value) ? dayWords(addWorkingDays(answer.value, Number(days)), world) : '';
}
