import type { Understanding } from '../../server/knowledge/decision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { formatProblem } from '../../server/knowledge/problem.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { trainUnderstanding } from '../../server/knowledge/understanding.ts';

const SHIPPED = new URL('../../knowledge', import.meta.url).pathname;

const CACHE = new URL('../../.cache', import.meta.url).pathname;

let knowledge: Knowledge | undefined;
let understanding: Understanding | undefined;

/** The knowledge that ships with the program, read once per test file. */
export function shippedKnowledge(): Knowledge {
  if (knowledge !== undefined) return knowledge;
  const read = readKnowledge(SHIPPED);
  if (read.knowledge === undefined) throw new Error(read.problems.map(formatProblem).join('\n'));
  knowledge = read.knowledge;
  return knowledge;
}

/** Its understanding with everything learnt, which is kept between runs by content. */
export async function shippedUnderstanding(): Promise<Understanding> {
  understanding ??= await trainUnderstanding(shippedKnowledge(), { cacheDir: CACHE });
  return understanding;
}
