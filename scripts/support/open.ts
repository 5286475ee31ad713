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

/**
 * Reads the knowledge of the environment (KNOWLEDGE_DIR), as the server does.
 * @throws Error naming the problems that keep the knowledge from being used
 */
export function openKnowledge(): Knowledge {
  const { KNOWLEDGE_DIR: dir = SHIPPED } = process.env;
  const { knowledge, problems } = readKnowledge(dir, {
    defaultsDir: SHIPPED,
    today: localTime('Europe/Berlin', Date.now()).date,
  });
  if (knowledge) return knowledge;
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw new Error(errors.map(formatProblem).join('\n'));
}

/** The knowledge with its understanding, learnt in the same cache as the server's. */
export async function openUnderstanding(): Promise<{
  knowledge: Knowledge;
  understanding: ExplainableUnderstanding;
}> {
  const knowledge = openKnowledge();
  return { knowledge, understanding: await trainUnderstanding(knowledge, { cacheDir: CACHE }) };
}
