import type { AskStep, Condition, Derived, FlowStep } from './flow.ts';
import { matchPattern } from './flow-match.ts';

/** No answer yet. */
export const UNSET = '';
/** Any answer that an accepted pattern fits and no condition names. */
const ANYTHING = '*';

/**
 * What a slot may hold, as far as the rest of a flow can tell answers apart: `=value` of a choice or condition, `*`,
 * `@0/1` for the days whose age and working days lie between the same bounds, or `UNSET`.
 */
export type Values = ReadonlySet<string>;

/** What each slot may hold at one place of a flow; every combination of them is taken to be possible. */
export type Box = ReadonlyMap<string, Values>;

/** The values that a flow can tell apart. */
export interface ValueSpace {
  /** Everything unset, as a flow begins. */
  readonly start: Box;
  /** What accepted answers put into the slot of a step. */
  accepted(step: AskStep): Values;
  /** What the answer that a pattern let through puts there. */
  ofText(step: AskStep, answer: string): Values;
  /** What a day puts there, so many days and working days ago. */
  ofDay(step: AskStep, ageDays: number, workingDays: number): Values;
  /** The values of a slot for which a condition holds. */
  fitting(condition: Condition): Values;
  /** Everything that some step puts into a slot. */
  all(slot: string): Values;
}

/** Lays out the values of a flow from its steps and the bounds in their conditions. */
export function valueSpaceOf(steps: ReadonlyMap<string, FlowStep>): ValueSpace {
  const conditions = conditionsOf(steps);
  const days = new Map<string, readonly Days[]>();
  const daysOf = (slot: string) => {
    const known = days.get(slot) ?? daysBetween(conditions.filter((condition) => condition.slot === slot));
    days.set(slot, known);
    return known;
  };
  const accepted = (step: AskStep): Values => {
    if (step.accept?.type === 'date') return new Set(daysOf(step.save).map(({ name }) => name));
    return new Set([ANYTHING, ...namedValues(step, conditions)]);
  };
  const all = allValues(steps, accepted);
  const slots = new Set([...all.keys(), ...conditions.map(({ slot }) => slot)]);
  return {
    start: new Map([...slots].map((slot) => [slot, new Set([UNSET])])),
    accepted,
    ofText: (step, answer) => new Set([accepted(step).has(`=${answer}`) ? `=${answer}` : ANYTHING]),
    ofDay: ({ save }, ageDays, workingDays) =>
      new Set(
        daysOf(save)
          .filter((days) => lies(ageDays, days.age_days) && lies(workingDays, days.working_days))
          .map(({ name }) => name),
      ),
    all: (slot) => all.get(slot) ?? new Set(),
    fitting: (condition) =>
      'oneOf' in condition
        ? new Set(condition.oneOf.map((value) => `=${value}`))
        : new Set(
            daysOf(condition.slot)
              .filter((some) => liesWithin(some, condition))
              .map(({ name }) => name),
          ),
  };
}

/** Whether a value is a day, from which more follows. */
export function isDay(value: string): boolean {
  return value.startsWith('@');
}

/** A value in the words of the file, for messages; undefined for those that have none. */
export function writtenValue(value: string): string | undefined {
  return value.startsWith('=') ? value.slice(1) : undefined;
}

function conditionsOf(steps: ReadonlyMap<string, FlowStep>): Condition[] {
  return [...steps.values()].flatMap((step) =>
    step.verb === 'when' ? step.rules.flatMap(({ conditions }) => conditions) : [],
  );
}

/** Values of conditions that a pattern would let through. */
function namedValues({ accept, save, choices }: AskStep, conditions: readonly Condition[]): string[] {
  if (accept?.type !== 'pattern') return [];
  return conditions
    .flatMap((condition) => (condition.slot === save && 'oneOf' in condition ? condition.oneOf : []))
    .filter((value) => matchPattern(accept, value) === value && !choices.some((it) => it.value === value))
    .map((value) => `=${value}`);
}

function allValues(
  steps: ReadonlyMap<string, FlowStep>,
  accepted: (step: AskStep) => Values,
): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  const add = (slot: string, values: Iterable<string>) => {
    all.set(slot, new Set([...(all.get(slot) ?? []), ...values]));
  };
  for (const step of steps.values()) {
    if (step.verb === 'confirm') add(step.id, ['=confirmed', '=declined']);
    if (step.verb !== 'ask') continue;
    add(
      step.save,
      step.choices.map(({ value }) => `=${value}`),
    );
    if (step.accept) add(step.save, accepted(step));
  }
  return all;
}

/** Days that no condition tells apart: both numbers lie between neighbouring bounds, ends included. */
interface Days {
  readonly name: string;
  readonly age_days: Span;
  readonly working_days: Span;
}
type Span = readonly [from: number, to: number];

function daysBetween(conditions: readonly Condition[]): Days[] {
  const ages = spansBetween(conditions, 'age_days');
  const works = spansBetween(conditions, 'working_days');
  return ages.flatMap((age, i) =>
    works.flatMap((work, j) =>
      canBeBoth(age, work) ? [{ name: `@${i}/${j}`, age_days: age, working_days: work }] : [],
    ),
  );
}

function spansBetween(conditions: readonly Condition[], derived: Derived): Span[] {
  const bounds = conditions.flatMap((condition) =>
    'derived' in condition && condition.derived === derived ? [condition.atMost, condition.moreThan] : [],
  );
  const last = [...new Set(bounds)].filter((bound) => bound !== undefined).sort((a, b) => a - b);
  return [...last, Number.POSITIVE_INFINITY].map((to, i): Span => [i === 0 ? 0 : last[i - 1]! + 1, to]);
}

/**
 * Whether some day has both numbers: no more working days than days, and no fewer than Sundays and nine holidays a
 * year leave.
 */
function canBeBoth([ageFrom, ageTo]: Span, [workFrom, workTo]: Span): boolean {
  const youngest = Math.max(ageFrom, workFrom);
  return youngest <= ageTo && leastWorkingDays(youngest) <= workTo;
}

/** A lower bound of the working days in so many days: at most one Sunday in seven and one more, nine holidays a year and nine more. */
function leastWorkingDays(days: number): number {
  return Math.max(0, Math.ceil(days * (6 / 7 - 9 / 365) - 10));
}

function lies(number: number, [from, to]: Span): boolean {
  return from <= number && number <= to;
}

function liesWithin(days: Days, condition: Extract<Condition, { derived: Derived }>): boolean {
  const [from, to] = days[condition.derived];
  const { atMost = Number.POSITIVE_INFINITY, moreThan = -1 } = condition;
  return to <= atMost && from > moreThan;
}
