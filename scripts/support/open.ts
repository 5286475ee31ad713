import { join } from 'node:path';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { type ExplainableUnderstanding, trainUnderstanding } from '../../server/knowledge/understanding.ts';

/** The folder that ships with the program, seen from dist/scripts. */
const SHIPPED = join(import.meta.dirname, '..', '..', 'knowledge');

/**
 * Opens the knowledge of the environment (KNOWLEDGE_DIR) as the server does, with its cache (DATA_DIR).
 * @throws Error naming the problems that keep the knowledge from being used
 */
export async function openUnderstanding(): Promise<{
  knowledge: Knowledge;
  understanding: ExplainableUnderstanding;
}> {
  const { KNOWLEDGE_DIR: dir = 'knowledge', DATA_DIR: data = 'data' } = process.env;
  const { knowledge, problems } = readKnowledge(dir, { defaultsDir: SHIPPED });
  if (!knowledge) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    throw new Error(
      errors
        .map(({ file, line, column, text, hint }) => `${file}:${line}:${column} ${text} ${hint}`)
        .join('\n'),
    );
  }
  return { knowledge, understanding: await trainUnderstanding(knowledge, { cacheDir: join(data, 'cache') }) };
}
