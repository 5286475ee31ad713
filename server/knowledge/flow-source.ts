import { z } from 'zod';
import { nearest } from './did-you-mean.ts';
import {
  AnswerSource,
  AskSource,
  ConfirmSource,
  END_KINDS,
  HandoffSource,
  isName,
  LinkSource,
  SaySource,
  WhenSource,
} from './flow-schema.ts';
import type { ProblemList } from './problem.ts';
import { validate } from './validate.ts';
import { isRecord, type Yaml } from './yaml-file.ts';

/** A step as it is written: its keys and scalars are right, what they point to may not be. */
export type StepSource =
  | { readonly verb: 'ask'; readonly source: AskSource }
  | { readonly verb: 'say'; readonly source: SaySource }
  | { readonly verb: 'confirm'; readonly source: ConfirmSource }
  | { readonly verb: 'when'; readonly source: WhenSource }
  | { readonly verb: 'end'; readonly source: AnswerSource | LinkSource | HandoffSource };

const VERBS = ['ask', 'say', 'confirm', 'when', 'end'] as const;
type Verb = (typeof VERBS)[number];

/** Reads one step, whose YAML begins at its id; undefined when an error was reported. */
export function readStepSource(id: string, yaml: Yaml, problems: ProblemList): StepSource | undefined {
  if (!isName(id))
    problems.error(
      yaml.keyPlace([]),
      `„${id}“ ist kein gültiger Name für einen Schritt.`,
      'Nehmen Sie kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel vertragsnummer.',
    );
  const verb = verbOf(id, yaml, problems);
  const source = verb && readAs(verb, yaml, problems);
  return isName(id) ? source : undefined;
}

/** The one verb of a step; an end's own text is no verb. */
function verbOf(id: string, yaml: Yaml, problems: ProblemList): Verb | undefined {
  const { value } = yaml;
  if (!isRecord(value) || Array.isArray(value)) {
    problems.error(
      yaml.keyPlace([]),
      `Der Schritt „${id}“ ist leer oder keine Reihe von Einträgen (name: wert).`,
      `Ein Schritt hat eines der Verben ${VERBS.join(', ')}.`,
    );
    return undefined;
  }
  const [verb, second] = VERBS.filter(
    (name) => Object.hasOwn(value, name) && !(name === 'say' && Object.hasOwn(value, 'end')),
  );
  if (verb !== undefined && second === undefined) return verb;
  const meant = Object.keys(value)
    .map((key) => nearest(key, VERBS))
    .find((name) => name !== undefined);
  if (verb === undefined)
    problems.error(
      yaml.keyPlace([]),
      `Der Schritt „${id}“ hat kein Verb.`,
      meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${VERBS.join(', ')}.`,
    );
  else
    problems.error(
      yaml.keyPlace([second!]),
      `Der Schritt „${id}“ hat mehr als ein Verb: ${verb} und ${second}.`,
      'Machen Sie zwei Schritte daraus, die mit „next“ aufeinander folgen.',
    );
  return undefined;
}

function readAs(verb: Verb, yaml: Yaml, problems: ProblemList): StepSource | undefined {
  switch (verb) {
    case 'ask':
      return sourceOf(verb, AskSource, yaml, problems);
    case 'say':
      return sourceOf(verb, SaySource, yaml, problems);
    case 'confirm':
      return sourceOf(verb, ConfirmSource, yaml, problems);
    case 'when':
      return sourceOf(verb, WhenSource, yaml, problems);
    case 'end':
      return readEnd(yaml, problems);
    default:
      return verb satisfies never;
  }
}

function readEnd(yaml: Yaml, problems: ProblemList): StepSource | undefined {
  const kind = validate(yaml, z.looseObject({ end: z.enum(END_KINDS) }), problems)?.end;
  switch (kind) {
    case 'answer':
      return sourceOf('end', AnswerSource, yaml, problems);
    case 'link':
      return sourceOf('end', LinkSource, yaml, problems);
    case 'handoff':
      return sourceOf('end', HandoffSource, yaml, problems);
    case undefined:
      return undefined;
    default:
      return kind satisfies never;
  }
}

function sourceOf<V extends Verb, T>(verb: V, schema: z.ZodType<T>, yaml: Yaml, problems: ProblemList) {
  const source = validate(yaml, schema, problems);
  return source === undefined ? undefined : { verb, source };
}
