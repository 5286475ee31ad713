import { expect, it } from 'vitest';
import { foldsOf } from '../../server/knowledge/cross-validation.ts';
import { layGroundwork } from '../../server/knowledge/engine.ts';
import { corpusOf } from '../../server/knowledge/targets.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

/** In which fold each question of the shipped knowledge is held out, when articles have been edited. */
function foldOfQuestion(edits: Readonly<Record<string, readonly string[]>>): Map<string, number> {
  const knowledge = shippedKnowledge();
  const articles = [...knowledge.articles].slice(0, 4).map(([id, article]) => {
    const questions = [...article.questions.slice(0, 9), ...(edits[id] ?? [])];
    return [id, { ...article, questions }] as const;
  });
  const small = { ...knowledge, articles: new Map(articles), outOfScope: [], intents: new Map() };
  const folds = [...foldsOf(layGroundwork(corpusOf({ ...small, flows: new Map() })), false)];
  return new Map(folds.flatMap(({ held }, fold) => held.map(({ text }) => [text, fold] as const)));
}

it('an edit of one article leaves the folds of all other questions as they were', () => {
  const [id] = shippedKnowledge().articles.keys();
  const before = foldOfQuestion({});
  const after = foldOfQuestion({ [id!]: ['Eine Frage mehr'] });
  expect(new Set(before.values())).toEqual(new Set([0, 1, 2, 3, 4]));
  expect([...before].filter(([question, fold]) => after.get(question) !== fold)).toEqual([]);
  expect(after.size).toBe(before.size + 1);
});
