import { foldsOf } from '../../server/knowledge/cross-validation.ts';
import { decideScores } from '../../server/knowledge/decide.ts';
import { createEngine, layGroundwork, trainOn } from '../../server/knowledge/engine.ts';
import { Case, type Outcome } from '../../server/knowledge/evaluate.ts';
import { rank } from '../../server/knowledge/fusion.ts';
import { DEFAULT_RISK } from '../../server/knowledge/judgement.ts';
import { defaultJudgement } from '../../server/knowledge/judgement-defaults.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { corpusOf, type Target } from '../../server/knowledge/targets.ts';
import { train } from '../../server/knowledge/training.ts';
import type { ExplainableUnderstanding } from '../../server/knowledge/understanding.ts';

/** Every example question, decided by an engine that was built without it. */
export async function ownQuestions(knowledge: Knowledge): Promise<Outcome[]> {
  const ground = layGroundwork(corpusOf(knowledge));
  const { targets } = ground.corpus;
  const judgement =
    train(ground, DEFAULT_RISK).judgement ?? defaultJudgement(createEngine(ground, trainOn(ground)));
  return [...foldsOf(ground)].flatMap(({ engine, held }) =>
    held.map(({ text, target }) => {
      const scores = engine.scores(engine.analyze(text));
      return {
        case: caseOf(text, targets[target]!, knowledge),
        decision: decideScores(text, scores, { shown: [] }, { knowledge, engine, judgement }),
        ranked: rank(scores, engine.corpus, judgement.fusion).map((ranked) =>
          nameOf(targets[ranked.target]!),
        ),
      };
    }),
  );
}

function nameOf({ kind, id }: Target): string {
  return `${kind}:${id}`;
}

function caseOf(q: string, { kind, id, topic }: Target, knowledge: Knowledge): Case {
  if (kind === 'flow') return Case.parse({ q, expect: 'flow', flow: id, style: 'flows' });
  if (kind === 'article') return Case.parse({ q, expect: 'answer', entries: [id], style: topic });
  return Case.parse({ q, expect: kind === 'intent' ? knowledge.intents.get(id)!.kind : 'none' });
}

/** The articles' own tests: what they must find, at least among the choices, and what they must not answer. */
export function testLines(knowledge: Knowledge, understanding: ExplainableUnderstanding): string[] {
  const failed: string[] = [];
  let total = 0;
  let answered = 0;
  for (const { id, tests } of knowledge.articles.values()) {
    for (const question of tests.must) {
      const decision = understanding.decide(question, { shown: [] });
      total++;
      const isAnswer = decision.kind === 'answer' && [decision.article, ...decision.also].includes(id);
      if (isAnswer) answered++;
      else if (decision.kind !== 'choices' || !decision.options.some((option) => option.id === id))
        failed.push(`  must      ${id}: ${question}`);
    }
    for (const question of tests.mustNot) {
      const decision = understanding.decide(question, { shown: [] });
      total++;
      if (decision.kind === 'answer' && decision.article === id)
        failed.push(`  must not  ${id}: ${question}`);
    }
  }
  return [
    `articles' tests: ${total - failed.length} of ${total} passed, ${answered} answered at once`,
    ...failed,
  ];
}
