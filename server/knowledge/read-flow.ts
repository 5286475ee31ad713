import type { FlowFile as FlowFileOnDisk } from './files.ts';
import type { Flow, FlowStep } from './flow.ts';
import { FlowFile } from './flow-schema.ts';
import { slotsOf } from './flow-slots.ts';
import { readStepSource, type StepSource } from './flow-source.ts';
import { isWhole, readStep } from './flow-steps.ts';
import type { Use } from './flow-text.ts';
import type { ProblemList } from './problem.ts';
import { revisionOf } from './revision.ts';
import { validate } from './validate.ts';
import { isRecord, parseYaml, type Yaml, yamlAt } from './yaml-file.ts';

/** A flow as far as it could be read, for checks that look at it as a whole. */
export interface ReadFlow {
  readonly id: string;
  readonly yaml: Yaml;
  /** The head: title, questions, tests; absent when it has an error. */
  readonly head?: FlowFile;
  /** In the order of the file; undefined where a step has an error. */
  readonly steps: ReadonlyMap<string, FlowStep | undefined>;
  /** Where answers are used. */
  readonly uses: readonly Use[];
  /** Absent when anything above is. */
  readonly flow?: Flow;
}

/** A flow without a broken step. */
export type WholeFlow = ReadFlow & { readonly flow: Flow };

/** Reads one flow; undefined when its file is not YAML, and then an error was reported. */
export function readFlow(file: FlowFileOnDisk, problems: ProblemList): ReadFlow | undefined {
  const yaml = parseYaml(file, problems);
  if (!yaml) return undefined;
  const head = validate(yaml, FlowFile, problems);
  if (head?.flow !== undefined && head.flow !== file.id)
    problems.error(
      yaml.place(['flow']),
      `Der Dialog heißt „${head.flow}“, seine Datei aber ${file.id}.yaml.`,
      `Schreiben Sie „flow: ${file.id}“ oder benennen Sie die Datei um.`,
    );
  const uses: Use[] = [];
  const steps = readSteps(file.id, yaml, uses, problems);
  const flow = head && flowOf(file, head, steps);
  return { id: file.id, yaml, steps, uses, ...(head && { head }), ...(flow && { flow }) };
}

function readSteps(
  id: string,
  yaml: Yaml,
  uses: Use[],
  problems: ProblemList,
): Map<string, FlowStep | undefined> {
  const { value } = yamlAt(yaml, ['steps']);
  const ids = isRecord(value) && !Array.isArray(value) ? Object.keys(value) : [];
  const yamlOf = (step: string) => yamlAt(yaml, ['steps', step]);
  const sources = new Map<string, StepSource | undefined>(
    ids.map((step) => [step, readStepSource(step, yamlOf(step), problems)]),
  );
  const slots = slotsOf(sources, yamlOf);
  return new Map(
    [...sources].map(([step, source]) => {
      const reading = { id: step, yaml: yamlOf(step), source: `flow:${id}` as const, slots, problems, uses };
      return [step, source && readStep(source, reading)];
    }),
  );
}

function flowOf(
  { id, path, text }: FlowFileOnDisk,
  head: FlowFile,
  steps: ReadonlyMap<string, FlowStep | undefined>,
): Flow | undefined {
  const whole = [...steps].flatMap(([name, step]): [string, FlowStep][] =>
    step && isWhole(step) ? [[name, step]] : [],
  );
  const first = whole[0]?.[0];
  if (first === undefined || whole.length < steps.size) return undefined;
  return {
    id,
    title: head.title,
    ...(head.owner !== undefined && { owner: head.owner }),
    ...(head.review_by !== undefined && { reviewBy: head.review_by }),
    questions: head.start.questions,
    first,
    steps: new Map(whole),
    tests: head.tests,
    revision: revisionOf(text),
    file: path,
  };
}
