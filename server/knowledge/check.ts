import type { Knowledge } from './knowledge.ts';
import { formatProblem, type Problem } from './problem.ts';
import { type ReadOptions, readKnowledge } from './read.ts';

/** What a check has to say, ready to print. */
export interface CheckReport {
  readonly lines: readonly string[];
  /** 1 when there is an error; warnings alone do not fail. */
  readonly exitCode: 0 | 1;
}

/** Checks a knowledge folder: every problem in one line, then a summary; with `json` one JSON object a line instead. */
export function checkKnowledge(dir: string, options: ReadOptions & { readonly json?: boolean }): CheckReport {
  const { knowledge, problems } = readKnowledge(dir, options);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lines = options.json
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
  if (errors > 0)
    return `${found.join(', ')}. Solange Fehler bestehen, gilt der letzte fehlerfreie Stand weiter.`;
  const articles = count(knowledge?.articles.size ?? 0, 'Artikel', 'Artikel');
  const flows = knowledge?.flows ? ` und ${count(knowledge.flows.size, 'Dialog', 'Dialoge')}` : '';
  return [`${articles}${flows} geprüft`, ...found].join(', ').concat('.');
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
