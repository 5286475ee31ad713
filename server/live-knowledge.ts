import { existsSync } from 'node:fs';
import type { KnowledgeInForce } from './chat/parts.ts';
import { formatProblem, type Problem } from './knowledge/problem.ts';
import { readKnowledge } from './knowledge/read.ts';
import { createUnderstanding } from './knowledge/understanding.ts';
import type { Log } from './log.ts';
import { StartupError } from './startup-error.ts';

export interface LiveOptions {
  readonly dir: string;
  /** The folder that ships with the program. */
  readonly defaultsDir: string;
  /** The calendar date by which articles are valid. */
  readonly today: () => string;
  readonly log: Log;
}

/** How many problems are shown when the program does not start because of them. */
const SHOWN = 10;

/**
 * Reads the knowledge and keeps what was good last.
 * @throws StartupError with the first problems, as `npm run check` would print them
 */
export function openKnowledge(options: LiveOptions): { readonly inForce: () => KnowledgeInForce } {
  const { dir, defaultsDir, today } = options;
  if (!existsSync(dir))
    throw new StartupError(
      `There is no knowledge folder ${dir}.`,
      'Point KNOWLEDGE_DIR to the folder with articles/.',
    );
  const { knowledge, problems } = readKnowledge(dir, { defaultsDir, today: today() });
  if (knowledge === undefined) throw brokenKnowledge(dir, problems);
  const current = { knowledge, understanding: createUnderstanding(knowledge) };
  return { inForce: () => current };
}

function brokenKnowledge(dir: string, problems: readonly Problem[]): StartupError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const shown = errors.slice(0, SHOWN).map(formatProblem).join('\n');
  return new StartupError(
    `The knowledge folder ${dir} has ${errors.length} error${errors.length === 1 ? '' : 's'}:\n${shown}`,
    'Mend them (npm run check shows all problems) and start again.',
  );
}
