import { join } from 'node:path';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { type ExplainableUnderstanding, trainUnderstanding } from '../../server/knowledge/understanding.ts';

/** The program's own folder, seen from dist/scripts. */
const PROJECT = join(import.meta.dirname, '..', '..');
const SHIPPED = join(PROJECT, 'knowledge');
/** What was learnt, shared with the server. */
const CACHE = join(PROJECT, '.cache');

/**
 * Opens the knowledge of the environment (KNOWLEDGE_DIR) as the server does, with the same cache.
 * @throws Error naming the problems that keep the knowledge from being used
 */
export async function openUnderstanding(): Promise<{
  knowledge: Knowledge;
  understanding: ExplainableUnderstanding;
}> {
  const { KNOWLEDGE_DIR: dir = SHIPPED } = process.env;
  const { knowledge, problems } = readKnowledge(dir, { defaultsDir: SHIPPED });
  if (!knowledge) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    throw new Error(
      errors
        .map(({ file, line, column, text, hint }) => `${file}:${line}:${column} ${text} ${hint}`)
        .join('\n'),
    );
  }
  return { knowledge, understanding: await trainUnderstanding(knowledge, { cacheDir: CACHE }) };
}
