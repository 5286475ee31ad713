import type { Accept } from './flow.ts';
import { matchPattern } from './flow-match.ts';
import { DateSource, PatternSource } from './flow-schema.ts';
import { MOST_WAYS, waysToMatch } from './pattern-ways.ts';
import type { ProblemList } from './problem.ts';
import { validate } from './validate.ts';
import { isRecord, type Yaml } from './yaml-file.ts';

/** Reads `accept`, at which its YAML begins; undefined when an error was reported. */
export function readAccept(yaml: Yaml, problems: ProblemList): Accept | undefined {
  if (isRecord(yaml.value) && Object.hasOwn(yaml.value, 'type')) return validate(yaml, DateSource, problems);
  const source = validate(yaml, PatternSource, problems);
  const pattern = source && compile(source.pattern, yaml, problems);
  if (!pattern) return undefined;
  const accept = { type: 'pattern', pattern, clean: source.clean, example: source.example } as const;
  checkExamples(accept, source, yaml, problems);
  return accept;
}

function compile(source: string, yaml: Yaml, problems: ProblemList): RegExp | undefined {
  const place = yaml.place(['pattern']);
  try {
    const pattern = new RegExp(source, 'u');
    if (waysToMatch(source) <= MOST_WAYS) return pattern;
    problems.error(
      place,
      'Dieses Muster kann an einer langen Antwort sehr lange rechnen.',
      'Geben Sie Längen an, zum Beispiel [0-9]{5,12} statt [0-9]+, setzen Sie keine Wiederholung in eine andere, und verzichten Sie auf \\1 und (?=…).',
    );
  } catch {
    problems.error(
      place,
      `Das Muster „${source}“ ist kein gültiger regulärer Ausdruck.`,
      "So sieht eines aus: '[A-Z]{2}[0-9]{8}'; es muss auf die ganze Antwort passen.",
    );
  }
  return undefined;
}

function checkExamples(
  accept: Extract<Accept, { type: 'pattern' }>,
  { example, not }: PatternSource,
  yaml: Yaml,
  problems: ProblemList,
): void {
  if (matchPattern(accept, example) === undefined)
    problems.error(
      yaml.place(['example']),
      `Das Beispiel „${example}“ passt nicht auf das Muster.`,
      'Ändern Sie das Beispiel oder das Muster; „clean“ wird vorher angewendet.',
    );
  not.forEach((wrong, index) => {
    if (matchPattern(accept, wrong) === undefined) return;
    problems.error(
      yaml.place(['not', index]),
      `„${wrong}“ soll nicht passen, passt aber auf das Muster.`,
      'Machen Sie das Muster strenger oder löschen Sie das Gegenbeispiel.',
    );
  });
}
