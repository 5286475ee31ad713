import { foldsOf, leaveArticlesOut, scoreHeldOut } from '../../server/knowledge/cross-validation.ts';
import { decideScores } from '../../server/knowledge/decide.ts';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import { createEngine, layGroundwork, trainOn } from '../../server/knowledge/engine.ts';
import { Case, type Outcome } from '../../server/knowledge/evaluate.ts';
import { rank } from '../../server/knowledge/fusion.ts';
import { DEFAULT_RISK, fitJudgement } from '../../server/knowledge/judgement.ts';
import { defaultJudgement } from '../../server/knowledge/judgement-defaults.ts';
import type { Article, Knowledge } from '../../server/knowledge/knowledge.ts';
import { corpusOf, examplesPerArticle, type Target } from '../../server/knowledge/targets.ts';
import { LEAST_EXAMPLES } from '../../server/knowledge/training.ts';

/** The example questions in folds, each scored by an engine that was built without them, and how they are judged. */
export function heldOutFolds(knowledge: Knowledge) {
  const ground = layGroundwork(corpusOf(knowledge));
  const { corpus } = ground;
  const folds = [...foldsOf(ground)].map(({ engine, held }) => ({
    engine,
    scored: scoreHeldOut(engine, held),
  }));
  const judgement =
    examplesPerArticle(corpus) < LEAST_EXAMPLES
      ? defaultJudgement(createEngine(ground, trainOn(ground)))
      : fitJudgement(
          [...folds.flatMap(({ scored }) => scored), ...leaveArticlesOut(ground)],
          corpus,
          DEFAULT_RISK,
        );
  return { corpus, folds, judgement };
}

/** Every example question, decided by an engine that was built without it. */
export function ownQuestions(knowledge: Knowledge): Outcome[] {
  const { corpus, folds, judgement } = heldOutFolds(knowledge);
  return folds.flatMap(({ engine, scored }) =>
    scored.map(({ text, target, scores }) => ({
      case: caseOf(text, corpus.targets[target]!, knowledge),
      decision: decideScores(text, scores, { shown: [] }, { knowledge, engine, judgement }),
      ranked: rank(scores, corpus, judgement.fusion).map((ranked) => nameOf(corpus.targets[ranked.target]!)),
    })),
  );
}

/** `article:ID`, `flow:ID`. */
export function nameOf({ kind, id }: Target): string {
  return `${kind}:${id}`;
}

function caseOf(q: string, { kind, id, topic }: Target, knowledge: Knowledge): Case {
  if (kind === 'flow') {
    const offering = [...knowledge.articles.values()].filter(({ offers }) => offers.includes(id));
    return Case.parse({
      q,
      expect: 'flow',
      flow: id,
      entries: offering.map((article) => article.id),
      style: 'flows',
    });
  }
  if (kind === 'article') return Case.parse({ q, expect: 'answer', entries: [id], style: topic });
  return Case.parse({ q, expect: kind === 'intent' ? knowledge.intents.get(id)!.kind : 'none' });
}

/** How the articles' own tests went. */
export interface TestResults {
  readonly total: number;
  /** Tests of `must` that got the answer at once. */
  readonly answered: number;
  /** One line for each test that failed. */
  readonly failed: readonly string[];
}

/** The articles' own tests: what they must find, at least among the choices, and what they must not answer. */
export function testResults(knowledge: Knowledge, understanding: Understanding): TestResults {
  const failed: string[] = [];
  let total = 0;
  let answered = 0;
  for (const article of knowledge.articles.values()) {
    for (const question of article.tests.must) {
      const rung = rungOf(article, understanding.decide(question, { shown: [] }));
      if (rung === 'answer') answered++;
      if (rung === 'missed') failed.push(`  must      ${article.id}: ${question}`);
    }
    for (const question of article.tests.mustNot) {
      const rung = rungOf(article, understanding.decide(question, { shown: [] }));
      if (rung === 'answer') failed.push(`  must not  ${article.id}: ${question}`);
    }
    total += article.tests.must.length + article.tests.mustNot.length;
  }
  return { total, answered, failed };
}

/** Where an article, or a flow that it offers, stands in a decision. */
export function rungOf({ id, offers }: Article, decision: Decision): 'answer' | 'choices' | 'missed' {
  const isMeant = (kind: 'article' | 'flow', name: string): boolean =>
    kind === 'article' ? name === id : offers.includes(name);
  if (decision.kind === 'answer' && [decision.article, ...decision.also].includes(id)) return 'answer';
  if (decision.kind === 'flow' && isMeant('flow', decision.flow)) return 'answer';
  const isOffered =
    decision.kind === 'choices' && decision.options.some((option) => isMeant(option.kind, option.id));
  return isOffered ? 'choices' : 'missed';
}

/** The results for people. */
export function testLines({ total, answered, failed }: TestResults): string[] {
  return [
    `Prüffragen der Artikel: ${total - failed.length} von ${total} bestanden, ${answered} sofort beantwortet`,
    ...failed,
  ];
}
