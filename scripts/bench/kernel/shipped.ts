import { formatProblem } from '../../../server/knowledge/problem.ts';
import { readKnowledge } from '../../../server/knowledge/read.ts';
import { trainUnderstanding } from '../../../server/knowledge/understanding.ts';
import { ROOT } from '../../paths.mjs';

/** The knowledge that ships with the program, with everything learnt. */
export async function shippedKnowledge() {
  const { knowledge, problems } = readKnowledge(`${ROOT}knowledge`);
  if (knowledge === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return { knowledge, understanding: await trainUnderstanding(knowledge, { cacheDir: `${ROOT}.cache` }) };
}

/** Questions of the shipped knowledge that are answered at once. */
export async function answeredQuestions() {
  const { knowledge, understanding } = await shippedKnowledge();
  const all = [...knowledge.articles.values()].flatMap(({ questions }) => questions);
  const questions = all.filter((text) => understanding.decide(text, { shown: [] }).kind === 'answer');
  return { knowledge, questions };
}
