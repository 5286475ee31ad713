import type { AskStep, Condition, ConfirmStep, FlowStep, WhenStep } from './flow.ts';
import { readAccept } from './flow-accept.ts';
import { readCondition } from './flow-condition.ts';
import { readEnd } from './flow-end.ts';
import type { AskSource, ConfirmSource, WhenSource } from './flow-schema.ts';
import type { StepSource } from './flow-source.ts';
import { approveText, type StepReading } from './flow-text.ts';
import { revisionOf } from './revision.ts';
import { yamlAt } from './yaml-file.ts';

/** Makes a step of what was written; undefined when an error was reported that leaves it without meaning. */
export function readStep(step: StepSource, reading: StepReading): FlowStep | undefined {
  const { id, yaml } = reading;
  const base = { id, hash: revisionOf(JSON.stringify(yaml.value)) };
  switch (step.verb) {
    case 'ask': {
      const ask = readAsk(step.source, reading);
      return ask && { ...base, ...ask };
    }
    case 'say':
      return {
        ...base,
        verb: 'say',
        text: approveText(reading, ['say'], step.source.say),
        next: step.source.next,
      };
    case 'confirm':
      return { ...base, ...readConfirm(step.source, reading) };
    case 'when': {
      const when = readWhen(step.source, reading);
      return when && { ...base, ...when };
    }
    case 'end': {
      const end = readEnd(step.source, reading);
      return end && { ...base, verb: 'end', end };
    }
    default:
      return step satisfies never;
  }
}

/** Whether every answer to a step leads somewhere; what is missing was reported when it was read. */
export function isWhole(step: FlowStep): boolean {
  if (step.verb !== 'ask') return true;
  const { accept, next, otherwise, retry, choices } = step;
  if (!accept) return choices.length > 0 && next === undefined;
  return next !== undefined && otherwise !== undefined && retry.length > 0;
}

type Own<Step> = Omit<Step, 'id' | 'hash'>;

function readAsk(source: AskSource, reading: StepReading): Own<AskStep> | undefined {
  const { id, yaml, problems } = reading;
  const accept = source.accept && readAccept(yamlAt(yaml, ['accept']), problems);
  checkAskIsWhole(source, reading);
  const example = source.accept && !('type' in source.accept) ? ['example'] : [];
  const step: Own<AskStep> = {
    verb: 'ask',
    text: approveText(reading, ['ask'], source.ask, example),
    save: source.save ?? id,
    choices: source.choices,
    ...(accept && { accept }),
    ...(source.next !== undefined && { next: source.next }),
    retry: source.retry.map((text, index) => approveText(reading, ['retry', index], text, example)),
    ...(source.otherwise !== undefined && { otherwise: source.otherwise }),
    sensitive: source.sensitive,
  };
  return source.accept && !accept ? undefined : step;
}

/** A question must take some answer, and what it takes must lead somewhere, the wrong answers too. */
function checkAskIsWhole({ accept, choices, next, retry, otherwise }: AskSource, reading: StepReading): void {
  const { id, yaml, problems } = reading;
  const report = (text: string, hint: string) => problems.error(yaml.keyPlace([]), `„${id}“: ${text}`, hint);
  if (!accept && choices.length === 0)
    report('Auf diese Frage gibt es keine Antwort.', 'Ergänzen Sie choices (Schaltflächen) oder accept.');
  if (!accept && next !== undefined)
    problems.error(
      yaml.keyPlace(['next']),
      '„next“ gilt nur für Antworten, die „accept“ annimmt; jede Auswahl hat ihr eigenes.',
      'Löschen Sie „next“ oder ergänzen Sie „accept“.',
    );
  if (!accept) return;
  if (next === undefined)
    report('„next“ fehlt.', 'Nennen Sie den Schritt, der auf eine angenommene Antwort folgt.');
  if (retry.length === 0)
    report(
      '„retry“ fehlt oder ist leer.',
      'Schreiben Sie, was Besucher lesen, wenn ihre Antwort nicht passt.',
    );
  if (otherwise === undefined)
    report('„otherwise“ fehlt.', 'Nennen Sie den Schritt, zu dem es geht, wenn keine Antwort passt.');
}

function readConfirm(source: ConfirmSource, reading: StepReading): Own<ConfirmStep> {
  return {
    verb: 'confirm',
    text: approveText(reading, ['confirm'], source.confirm),
    consequences: source.consequences.map((text, index) =>
      approveText(reading, ['consequences', index], text),
    ),
    confirmed: source.confirmed,
    declined: source.declined,
  };
}

function readWhen(source: WhenSource, reading: StepReading): Own<WhenStep> | undefined {
  const rules = source.when.map(({ if: written, next }, index) => {
    const conditions = Object.keys(written).map((key) => readCondition(key, index, written[key], reading));
    return { conditions, next };
  });
  reportEmptyRules(source, reading);
  const isComplete = (conditions: readonly (Condition | undefined)[]): conditions is Condition[] =>
    conditions.every((condition) => condition !== undefined) && conditions.length > 0;
  const whole = rules.flatMap(({ conditions, next }) =>
    isComplete(conditions) ? [{ conditions, next }] : [],
  );
  return whole.length < rules.length ? undefined : { verb: 'when', rules: whole, otherwise: source.else };
}

function reportEmptyRules(source: WhenSource, { yaml, problems }: StepReading): void {
  source.when.forEach((rule, index) => {
    if (Object.keys(rule.if).length > 0) return;
    problems.error(
      yaml.place(['when', index, 'if']),
      'Diese Regel hat keine Bedingung.',
      'Schreiben Sie zum Beispiel if: {art: portal}; was immer gilt, gehört zu „else“.',
    );
  });
}
