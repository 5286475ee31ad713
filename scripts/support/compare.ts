import type { Decision } from '../../server/knowledge/decision.ts';
import { type Case, isRight, type Outcome, totalsOf } from '../../server/knowledge/evaluate.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import type { ExplainableUnderstanding } from '../../server/knowledge/understanding.ts';
import { comparedLines } from './measures.ts';
import { rungOf } from './own-questions.ts';

/** A knowledge with its understanding. */
export interface Opened {
  readonly knowledge: Knowledge;
  readonly understanding: ExplainableUnderstanding;
}

/** What became of the same questions with two states of the knowledge. */
export interface Side {
  readonly knowledge: Knowledge;
  readonly outcomes: readonly Outcome[];
}

/** Measures of both side by side, then every question whose outcome changed, losses first. */
export function compareLines(former: Side, now: Side): string[] {
  const totals = [former, now].map(({ outcomes, knowledge }) => totalsOf(outcomes, knowledge));
  const changes = former.outcomes.flatMap((before, index) => {
    const after = now.outcomes[index]!;
    const [was, is] = [outcomeOf(before), outcomeOf(after)];
    if (was === is) return [];
    const gain = worth(after, now.knowledge) - worth(before, former.knowledge);
    return [{ gain, line: `${sign(gain)} „${before.case.q}“\n      ${was} → ${is}` }];
  });
  const lines = changes.toSorted((a, b) => a.gain - b.gain).map(({ line }) => line);
  return [
    ...comparedLines(totals[0]!, totals[1]!),
    '',
    lines.length === 0 ? 'Bei keiner Frage ändert sich etwas.' : `${lines.length} Fragen gehen anders aus:`,
    ...lines,
  ];
}

/** Tests of all articles as questions, so that both states are asked the same. */
export function testCases({ articles }: Knowledge): Case[] {
  return [...articles.values()].flatMap(({ id, topic, tests }) =>
    tests.must.map((q): Case => ({ q, expect: 'answer', entries: [id], also: [], style: topic })),
  );
}

/** Tests of `must_not` that an article answers in one of the two states only. */
export function forbiddenLines(former: Opened, now: Opened): string[] {
  return [...now.knowledge.articles.values()].flatMap((article) =>
    article.tests.mustNot.flatMap((q) => {
      const [was, is] = [former, now].map(
        ({ understanding }) => rungOf(article, understanding.decide(q, { shown: [] })) === 'answer',
      );
      if (was === is) return [];
      return [
        `${sign(is ? -1 : 1)} „${q}“\n      wird ${is ? 'jetzt' : 'nicht mehr'} mit ${article.id} beantwortet`,
      ];
    }),
  );
}

function sign(gain: number): string {
  if (gain === 0) return '  anders    ';
  return gain > 0 ? '+ besser    ' : '- schlechter';
}

/** How good an outcome is for who asked: the answer, then choices, then an honest no, then something wrong. */
function worth({ case: asked, decision }: Outcome, knowledge: Knowledge): number {
  const right =
    isRight(asked, decision, knowledge) || (decision.kind === asked.expect && asked.expect !== 'answer');
  if (decision.kind === 'choices') return right ? 2 : 1;
  if (right) return 3;
  return decision.kind === 'none' ? 1 : 0;
}

/** What a decision leads to, in words. */
export function outcomeOf({ decision }: Pick<Outcome, 'decision'>): string {
  return WORDS[decision.kind](decision as never);
}

const WORDS: {
  readonly [Kind in Decision['kind']]: (decision: Extract<Decision, { kind: Kind }>) => string;
} = {
  answer: ({ article, also }) => `Antwort ${[article, ...also].join(' und ')}`,
  flow: ({ flow }) => `Dialog ${flow}`,
  choices: ({ options }) => `Vorschläge ${options.map(({ id }) => id).join(', ')}`,
  handoff: () => 'Mensch',
  smalltalk: ({ intent }) => `Plaudern ${intent}`,
  none: () => 'keine Antwort',
};
