import type { Analysis } from '../language/analyze.ts';
import { decide, type Means } from './decide.ts';
import type { Context, Decision } from './decision.ts';
import { EVIDENCE } from './evidence.ts';
import { SCORERS, scorerValues } from './fusion.ts';
import { judge } from './judgement.ts';

/** Why a message was decided as it was. */
export interface Explanation {
  readonly decision: Decision;
  readonly analysis: Analysis;
  /** Best articles with what each scorer says, in the order of `SCORERS`. */
  readonly articles: readonly {
    readonly kind: 'article' | 'flow';
    readonly id: string;
    readonly share: number;
    readonly scorers: readonly number[];
  }[];
  /** Likeliest other targets: intents and out of scope. */
  readonly others: readonly { readonly id: string; readonly probability: number }[];
  readonly evidence: readonly { readonly name: string; readonly value: number }[];
  readonly right: { readonly probability: number; readonly needed: number };
  readonly scope: { readonly probability: number; readonly needed: number };
}

const SHOWN = 5;

/** Decides and keeps what the decision rests on. */
export function explainDecision(text: string, context: Context, means: Means): Explanation {
  const { engine, judgement } = means;
  const { targets } = engine.corpus;
  const analysis = engine.analyze(text);
  const scores = engine.scores(analysis);
  const verdict = judge(engine, scores, judgement);
  const others = targets.flatMap(({ kind, id }, target) =>
    kind === 'article' || kind === 'flow'
      ? []
      : [{ id, probability: Math.exp(scores.logProbability?.[target] ?? Number.NEGATIVE_INFINITY) }],
  );
  return {
    decision: decide(text, context, means),
    analysis,
    articles: verdict.ranked.slice(0, SHOWN).map(({ target, probability }) => {
      return {
        kind: targets[target]!.kind as 'article' | 'flow',
        id: targets[target]!.id,
        share: probability,
        scorers: scorerValues(scores, target),
      };
    }),
    others: others.toSorted((a, b) => b.probability - a.probability).slice(0, 3),
    evidence: EVIDENCE.map((name, i) => ({ name, value: verdict.evidence[i]! })),
    right: { probability: verdict.right, needed: judgement.answerFrom },
    scope: { probability: verdict.scope, needed: judgement.scopeFrom },
  };
}

/** The explanation for people at a terminal. */
export function explain(explanation: Explanation): string {
  const { decision, analysis, articles, others, evidence, right, scope } = explanation;
  return [
    `words     ${analysis.words.map(describeWord).join(' ')}`,
    `terms     ${analysis.terms.map(({ term, kind }) => (kind === 'part' ? `(${term})` : term)).join(' ')}`,
    `articles  ${['share', ...SCORERS].join(' / ')}`,
    ...articles.map(
      ({ id, share, scorers }) => `          ${id}  ${[share, ...scorers].map(round).join(' / ')}`,
    ),
    `others    ${others.map(({ id, probability }) => `${id} ${round(probability)}`).join(', ')}`,
    `evidence  ${evidence.map(({ name, value }) => `${name} ${round(value)}`).join(', ')}`,
    `right     ${round(right.probability)} (answers from ${round(right.needed)})`,
    `scope     ${round(scope.probability)} (refuses below ${round(scope.needed)})`,
    `decision  ${JSON.stringify(decision)}`,
  ].join('\n');
}

function describeWord({ text, word, stem, known, corrected }: Analysis['words'][number]): string {
  const change = text.toLowerCase() === word ? '' : `→${word}${corrected > 0 ? '~' : ''}`;
  return `${text}${change}[${stem}${known ? '' : '?'}]`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
