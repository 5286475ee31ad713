import type { Understanding } from './decision.ts';
import type { Knowledge } from './knowledge.ts';
import { byPlace, formatProblem, type Problem } from './problem.ts';
import { type ReadOptions, readKnowledge } from './read.ts';
import { checkSearch } from './search-check.ts';

/** What a check has to say, ready to print. */
export interface CheckReport {
  readonly lines: readonly string[];
  /** 1 when there is an error; warnings alone do not fail. */
  readonly exitCode: 0 | 1;
}

export interface CheckOptions extends ReadOptions {
  /** One JSON object a line instead of sentences and a summary. */
  readonly json?: boolean;
}

/** Checks a knowledge folder: every problem in one line, then a summary. */
export function checkKnowledge(dir: string, options: CheckOptions): CheckReport {
  const { knowledge, problems } = readKnowledge(dir, options);
  return report(problems, knowledge, options);
}

/**
 * The same with what only the search can tell, if the folder has no error without it.
 * @param train gives the understanding to check with
 */
export async function checkKnowledgeAndSearch(
  dir: string,
  options: CheckOptions,
  train: (knowledge: Knowledge) => Promise<Understanding>,
): Promise<CheckReport> {
  const { knowledge, problems, yamls } = readKnowledge(dir, options);
  const found = knowledge ? checkSearch(knowledge, await train(knowledge), yamls) : [];
  return report([...problems, ...found].sort(byPlace), knowledge, options);
}

function report(
  problems: readonly Problem[],
  knowledge: Knowledge | undefined,
  { json }: CheckOptions,
): CheckReport {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lines = json
    ? problems.map((problem) => JSON.stringify(problem))
    : [...problems.map(formatProblem), summary(errors, problems, knowledge)];
  return { lines, exitCode: errors > 0 ? 1 : 0 };
}

function summary(
  errors: number,
  problems: readonly Problem[],
  knowledge: Pick<Knowledge, 'articles' | 'flows'> | undefined,
): string {
  const warnings = problems.length - errors;
  const found = [
    errors > 0 && count(errors, 'Fehler', 'Fehler'),
    warnings > 0 && count(warnings, 'Warnung', 'Warnungen'),
  ].filter((words) => words !== false);
  if (errors > 0 && !knowledge)
    return `${found.join(', ')}. Solange Fehler bestehen, gilt der letzte fehlerfreie Stand weiter.`;
  const articles = count(knowledge?.articles.size ?? 0, 'Artikel', 'Artikel');
  const flows = knowledge?.flows ? ` und ${count(knowledge.flows.size, 'Dialog', 'Dialoge')}` : '';
  const checked = [`${articles}${flows} geprüft`, ...found].join(', ');
  return errors > 0
    ? `${checked}. Der Stand kann gelten, aber die Suche findet nicht, was sie soll.`
    : `${checked}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
