import { nearest } from './did-you-mean.ts';
import type { Condition, WhenStep } from './flow.ts';
import { left, taken } from './flow-boxes.ts';
import type { Facts } from './flow-facts.ts';
import { quoted } from './flow-place.ts';
import { type Box, UNSET, writtenValue } from './flow-values.ts';
import type { Place, ProblemList } from './problem.ts';
import type { WholeFlow } from './read-flow.ts';

/** Checks that every rule of every `when` can hold, and that none is forestalled by those above it. */
export function checkRules(read: WholeFlow, facts: Facts, problems: ProblemList): void {
  for (const step of read.flow.steps.values()) {
    const box = facts.at.get(step.id);
    if (step.verb === 'when' && box) checkWhen(step, box, read, facts, problems);
  }
}

function checkWhen(step: WhenStep, box: Box, { yaml }: WholeFlow, facts: Facts, problems: ProblemList): void {
  const { space } = facts;
  const at = (index: number) => yaml.place(['steps', step.id, 'when', index, 'if']);
  let rest: readonly Box[] = [box];
  step.rules.forEach(({ conditions }, index) => {
    const isNamed = conditions.map((condition) =>
      checkValues(condition, step.id, index, facts, yaml, problems),
    );
    const holds = taken(box, conditions, space) !== undefined;
    const isLeft = rest.some((some) => taken(some, conditions, space));
    if (isNamed.every((named) => named) && !holds)
      reportImpossible(conditions, box, facts, at(index), problems);
    if (holds && !isLeft)
      problems.error(
        at(index),
        'Diese Regel kommt nie zum Zug: Die Regeln darüber fangen jeden ihrer Fälle ab.',
        'Löschen Sie sie oder stellen Sie sie weiter nach oben.',
      );
    rest = rest.flatMap((some) => left(some, conditions, space));
  });
  if (rest.length === 0)
    problems.warning(
      yaml.keyPlace(['steps', step.id, 'else']),
      'Zu „else“ kommt es nie: Die Regeln darüber erfassen alle Antworten.',
      'Löschen Sie die letzte Regel und lassen Sie „else“ ihren Fall übernehmen.',
    );
}

/** Reports values that no question gives the slot. */
function checkValues(
  condition: Condition,
  step: string,
  rule: number,
  { space }: Facts,
  yaml: WholeFlow['yaml'],
  problems: ProblemList,
): boolean {
  if (!('oneOf' in condition)) return true;
  const { slot, oneOf } = condition;
  const possible = space.all(slot);
  const path = ['steps', step, 'when', rule, 'if', slot];
  const isList = yaml.written(path) === undefined;
  const unknown = oneOf
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => !possible.has(`=${value}`));
  for (const { value, index } of unknown) {
    const values = [...possible].flatMap((some) => writtenValue(some) ?? []);
    const meant = nearest(value, values);
    problems.error(
      yaml.place(isList ? [...path, index] : path),
      `„${slot}“ kann nicht „${value}“ sein.`,
      meant
        ? `Gemeint ist wohl „${meant}“.`
        : values.length > 0
          ? `Möglich sind: ${values.join(', ')}.`
          : 'Nach einer freien Antwort lässt sich nicht unterscheiden; fragen Sie mit choices.',
    );
  }
  return unknown.length === 0;
}

function reportImpossible(
  conditions: readonly Condition[],
  box: Box,
  { space }: Facts,
  place: Place,
  problems: ProblemList,
): void {
  const never = conditions.find((condition) => taken(box, [condition], space) === undefined);
  const values = [...(box.get(never?.slot ?? '') ?? [])].flatMap((some) => writtenValue(some) ?? []);
  // That the answer is missing on some ways is reported where it is used.
  if (never && box.get(never.slot)?.has(UNSET)) return;
  problems.error(
    place,
    never
      ? `Diese Regel gilt nie: „${never.slot}“ ist hier immer ${values.length > 0 ? quoted(values) : 'etwas anderes'}.`
      : 'Diese Regel gilt nie: Ihre Bedingungen schließen einander aus.',
    'Löschen Sie die Regel oder ändern Sie ihre Bedingung.',
  );
}
