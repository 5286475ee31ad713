import type { z } from 'zod';
import { nearest } from './did-you-mean.ts';
import type { ProblemList } from './problem.ts';
import { isRecord, type Yaml, type YamlPath } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;
interface Advice {
  readonly text: string;
  readonly hint: string;
}

/**
 * Checks a file's content against its schema and reports everything that does not fit, in German and at its place.
 * @returns the content in the schema's shape, or undefined when an error was reported
 */
export function validate<T>(yaml: Yaml, schema: z.ZodType<T>, problems: ProblemList): T | undefined {
  const result = schema.safeParse(yaml.value ?? {}, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, yaml, schema, problems);
  return undefined;
}

/** The same, but entries of unknown names are only reported and left out, so that the rest is checked in the same run. */
export function validateKnown<T>(yaml: Yaml, schema: z.ZodType<T>, problems: ProblemList): T | undefined {
  const valid = validate(yaml, schema, problems);
  if (valid !== undefined) return valid;
  const { error } = schema.safeParse(yaml.value ?? {});
  return error && schema.safeParse(withoutUnknownKeys(yaml.value, error.issues)).data;
}

function withoutUnknownKeys(value: unknown, issues: readonly Issue[]): unknown {
  const rest = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const around = issue.path.reduce<unknown>(
      (at, key) => (isRecord(at) ? at[String(key)] : undefined),
      rest,
    );
    for (const key of issue.keys) if (isRecord(around)) Reflect.deleteProperty(around, key);
  }
  return rest;
}

function reportIssue(issue: Issue, yaml: Yaml, schema: z.ZodType, problems: ProblemList): void {
  const path = issue.path as YamlPath;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const { text, hint } = unknownKey(key, knownKeys(schema, path));
      problems.error(yaml.keyPlace([...path, key]), text, hint);
    }
    return;
  }
  const { text, hint } = advice(issue, yaml.written(path));
  problems.error(issue.input === null ? yaml.keyPlace(path) : yaml.place(path), text, hint);
}

function unknownKey(key: string, known: readonly string[]): Advice {
  const meant = nearest(key, known);
  return {
    text: `„${key}“ ist hier unbekannt.`,
    hint: meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${known.join(', ')}.`,
  };
}

function advice(issue: Issue, written: string | undefined): Advice {
  const name = nameOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue, name, written);
    case 'too_small':
      return { text: `${name} ist leer.`, hint: 'Tragen Sie etwas ein.' };
    case 'invalid_value': {
      const values = issue.values.map(String);
      const meant = nearest(String(issue.input), values);
      const hint = meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${values.join(', ')}.`;
      return { text: `${name} hat einen unbekannten Wert: „${String(issue.input)}“.`, hint };
    }
    default:
      return { text: issue.message, hint: String(('params' in issue && issue.params?.hint) || '') };
  }
}

function wrongType(
  issue: Issue & { code: 'invalid_type' },
  name: string,
  written: string | undefined,
): Advice {
  const { input, expected } = issue;
  if (input === undefined || input === null)
    return { text: `${name} fehlt oder ist leer.`, hint: WANTED[expected] ?? 'Tragen Sie etwas ein.' };
  if (expected === 'string' && typeof input !== 'object')
    return {
      text: `${name} wird als ${typeof input === 'number' ? 'Zahl' : 'Ja-Nein-Wert'} gelesen: ${written ?? input}.`,
      hint: `Setzen Sie Anführungszeichen: "${written ?? input}".`,
    };
  if (expected === 'string' && !Array.isArray(input))
    return {
      text: `${name} ist kein Text; ein Doppelpunkt mit Leerzeichen hat daraus einen Eintrag gemacht.`,
      hint: 'Setzen Sie den ganzen Text in Anführungszeichen.',
    };
  return {
    text: `${name} hat die falsche Form.`,
    hint: WANTED[expected] ?? 'Tragen Sie etwas anderes ein.',
  };
}

const ENTRIES = 'Tragen Sie eine Reihe von Einträgen ein (name: wert).';
const WANTED: Readonly<Record<string, string>> = {
  string: 'Tragen Sie einen Text ein.',
  number: 'Tragen Sie eine Zahl ein.',
  boolean: 'Tragen Sie true oder false ein.',
  array: 'Tragen Sie eine Liste ein (Zeilen, die mit - beginnen).',
  object: ENTRIES,
  record: ENTRIES,
};

/** `questions, Zeile 3` of a path such as `['questions', 2]`. */
function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'Der Inhalt der Datei';
  const words = path.map((part) => (typeof part === 'number' ? `Eintrag ${part + 1}` : `„${String(part)}“`));
  return words.join(', ');
}

/** The keys that the object at `path` may have, read off the schema itself. */
function knownKeys(schema: z.ZodType, path: YamlPath): readonly string[] {
  let at = unwrap(schema);
  for (const part of path) {
    const inner = at.shape?.[part] ?? at.element ?? at.valueType;
    if (!inner) return [];
    at = unwrap(inner);
  }
  return Object.keys(at.shape ?? {});
}

/** What a schema is made of, as far as the way to a key leads through it. */
interface Anatomy {
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly element?: unknown;
  readonly valueType?: unknown;
}

function unwrap(schema: unknown): Anatomy {
  let def = (schema as z.core.$ZodType)._zod.def as z.core.$ZodTypeDef & {
    in?: z.core.$ZodType;
    innerType?: z.core.$ZodType;
  };
  for (let inner = def.in ?? def.innerType; inner; inner = def.in ?? def.innerType)
    def = inner._zod.def as typeof def;
  return def as Anatomy;
}
