import { join } from 'node:path';
import { localTime } from '../../server/hours/local-time.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { formatProblem } from '../../server/knowledge/problem.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { type ExplainableUnderstanding, trainUnderstanding } from '../../server/knowledge/understanding.ts';

/** The program's own folder, seen from dist/scripts. */
const PROJECT = join(import.meta.dirname, '..', '..');
const SHIPPED = join(PROJECT, 'knowledge');
/** What was learnt, shared with the server. */
const CACHE = join(PROJECT, '.cache');

/** The folder that commands work on: KNOWLEDGE_DIR of the environment, else the one that ships with the program. */
export function knowledgeFolder(): string {
  return process.env.KNOWLEDGE_DIR ?? SHIPPED;
}

/**
 * Reads a knowledge folder as the server does.
 * @throws Error naming the problems that keep the knowledge from being used
 */
export function openKnowledge(dir = knowledgeFolder()): Knowledge {
  const { knowledge, problems } = readKnowledge(dir, {
    defaultsDir: SHIPPED,
    today: localTime('Europe/Berlin', Date.now()).date,
  });
  if (knowledge) return knowledge;
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw new Error(errors.map(formatProblem).join('\n'));
}

/** The knowledge of a folder with its understanding, learnt in the same cache as the server's. */
export async function openUnderstanding(dir?: string): Promise<{
  knowledge: Knowledge;
  understanding: ExplainableUnderstanding;
}> {
  const knowledge = openKnowledge(dir);
  return { knowledge, understanding: await trainUnderstanding(knowledge, { cacheDir: CACHE }) };
}
