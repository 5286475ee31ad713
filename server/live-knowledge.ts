import { existsSync } from 'node:fs';
import type { KnowledgeInForce } from './chat/parts.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { formatProblem, type Problem } from './knowledge/problem.ts';
import { readKnowledge } from './knowledge/read.ts';
import { prepareUnderstanding } from './knowledge/understanding.ts';
import { watchKnowledge } from './knowledge/watch.ts';
import type { Log } from './log.ts';
import { StartupError } from './startup-error.ts';

export interface LiveOptions {
  readonly dir: string;
  /** The folder that ships with the program. */
  readonly defaultsDir: string;
  /** Folder for what was learnt from the examples. */
  readonly cacheDir: string;
  /** The calendar date by which articles are valid. */
  readonly today: () => string;
  readonly log: Log;
  /** Called after every reading but the first. */
  readonly changed?: () => void;
}

/** The knowledge as its files stand: the last reading without an error. */
export interface LiveKnowledge {
  readonly inForce: () => KnowledgeInForce;
  /** Reads the files again, as when they changed; `false` when they have errors and nothing changed. */
  reload(): boolean;
  /** Resolves when the training that runs has ended; at once when none does. */
  settled(): Promise<void>;
  close(): void;
}

/** How many problems are shown when the program does not start because of them. */
const SHOWN = 10;

/**
 * Reads the knowledge, goes on watching it, and keeps what was good last. Texts and index are in force at once;
 * what is learnt from the examples follows from a worker, and meanwhile the index alone judges.
 * @throws StartupError with the first problems, as `npm run check` prints them
 */
export function openKnowledge(options: LiveOptions): LiveKnowledge {
  const { dir, cacheDir, log, changed = () => {} } = options;
  if (!existsSync(dir))
    throw new StartupError(
      `There is no knowledge folder ${dir}.`,
      'Point KNOWLEDGE_DIR to the folder with articles/.',
    );
  const first = read(options);
  if (first.knowledge === undefined) throw brokenKnowledge(dir, first.problems);
  let current: KnowledgeInForce;
  let training = Promise.resolve();
  const adopt = (knowledge: Knowledge) => {
    const prepared = prepareUnderstanding(knowledge, { cacheDir });
    current = { knowledge, understanding: prepared.understanding, refused: [] };
    if (prepared.learnt) return;
    training = prepared
      .learn()
      .then((understanding) => {
        if (current.knowledge === knowledge) current = { ...current, understanding };
      })
      .catch((error) => log.error('knowledge.training.failed', { error: String(error) }));
  };
  const reload = () => {
    const { knowledge, problems } = read(options);
    if (knowledge === undefined) {
      const errors = errorsOf(problems);
      current = { ...current, refused: errors.map(formatProblem) };
      for (const error of errors)
        log.error('knowledge.refused', { file: error.file, text: formatProblem(error) });
      changed();
      return false;
    }
    const same = knowledge.revision === current.knowledge.revision;
    if (same) current = { ...current, refused: [] };
    else adopt(knowledge);
    changed();
    if (same) return true;
    log.info('knowledge.reloaded', { revision: knowledge.revision, count: knowledge.articles.size });
    return true;
  };
  adopt(first.knowledge);
  const stop = watchKnowledge(dir, reload);
  return { inForce: () => current, reload, settled: () => training, close: stop };
}

function read({ dir, defaultsDir, today }: LiveOptions) {
  return readKnowledge(dir, { defaultsDir, today: today() });
}

function brokenKnowledge(dir: string, problems: readonly Problem[]): StartupError {
  const errors = errorsOf(problems);
  const shown = errors.slice(0, SHOWN).map(formatProblem).join('\n');
  return new StartupError(
    `The knowledge folder ${dir} has ${errors.length} error${errors.length === 1 ? '' : 's'}:\n${shown}`,
    'Mend them (npm run check shows all problems) and start again.',
  );
}

function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === 'error');
}
