import { existsSync } from 'node:fs';
import type { KnowledgeInForce } from './chat/parts.ts';
import { ArticleMemory } from './knowledge/article-memory.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { formatProblem, type Problem } from './knowledge/problem.ts';
import { recallOrRead } from './knowledge/read.ts';
import {
  type ExplainableUnderstanding,
  prepareUnderstanding,
  understandApart,
} from './knowledge/understanding.ts';
import { watchKnowledge } from './knowledge/watch.ts';
import { within } from './knowledge/within.ts';
import type { Log } from './log.ts';
import { StartupError } from './startup-error.ts';

export interface LiveOptions {
  readonly dir: string;
  /** The folder that ships with the program. */
  readonly defaultsDir: string;
  /** Folder for what was learnt from the examples. */
  readonly cacheDir: string;
  /** Name of this program's code; with it what was read and analysed is kept in `cacheDir`, too. */
  readonly program?: string;
  /** The calendar date by which articles are valid. */
  readonly today: () => string;
  readonly now: () => number;
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
 * Reads the knowledge, goes on watching it, and keeps what was good last. Saved texts are in force at once. The index of
 * them follows from a worker, what is learnt from the examples after it; meanwhile the former understanding finds the
 * texts, and then the new index alone.
 * @throws StartupError with the first problems, as `npm run check` prints them
 */
export function openKnowledge(options: LiveOptions): LiveKnowledge {
  const { dir, cacheDir, program, now, log, changed = () => {} } = options;
  if (!existsSync(dir))
    throw new StartupError(
      `There is no knowledge folder ${dir}.`,
      'Point KNOWLEDGE_DIR to the folder with articles/.',
    );
  const memory = new ArticleMemory();
  const choices = { cacheDir, ...(program === undefined ? {} : { program }) };
  const first = read(options, memory);
  if (first.knowledge === undefined) throw brokenKnowledge(dir, first.problems);
  const prepared = prepareUnderstanding(first.knowledge, choices);
  let current: KnowledgeInForce = {
    knowledge: first.knowledge,
    understanding: prepared.understanding,
    refused: [],
    since: now(),
  };
  let learning: Promise<void> = Promise.resolve();
  let stopLearning = () => {};
  const reported = (done: Promise<void>) =>
    done.catch((error) => log.error('knowledge.training.failed', { error: String(error) }));
  const understandAs = (knowledge: Knowledge) => (understanding: ExplainableUnderstanding) => {
    if (current.knowledge === knowledge) current = { ...current, understanding };
  };
  const learnt = reported(prepared.learn().then(understandAs(first.knowledge)));
  // What is only kept for the next start is nothing to wait for.
  if (!prepared.learnt) learning = learnt;

  const adopt = (knowledge: Knowledge) => {
    stopLearning();
    current = {
      knowledge,
      understanding: within(current.understanding, knowledge),
      refused: [],
      since: now(),
    };
    const { done, stop } = understandApart(knowledge, choices, understandAs(knowledge));
    stopLearning = stop;
    learning = reported(done);
  };
  const reload = () => {
    const { knowledge, problems } = read(options, memory);
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
  const stopWatching = watchKnowledge(dir, reload);
  const close = () => {
    stopWatching();
    stopLearning();
  };
  return { inForce: () => current, reload, settled: () => learning, close };
}

function read({ dir, defaultsDir, cacheDir, program, today }: LiveOptions, memory: ArticleMemory) {
  const cache = program === undefined ? undefined : { dir: cacheDir, program };
  const found = recallOrRead(dir, { defaultsDir, today: today(), memory }, cache);
  memory.forgetOthers();
  return found;
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
