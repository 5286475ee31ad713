import type { Analysis } from '../language/analyze.ts';
import { decide, isVague, type Means } from './decide.ts';
import type { Context, Decision } from './decision.ts';
import type { Scores } from './engine.ts';
import { EVIDENCE } from './evidence.ts';
import { type Ranked, SCORERS, scorerValues } from './fusion.ts';
import { judge, type Verdict } from './judgement.ts';
import { influences } from './logistic.ts';
import { type Match, matchOf } from './matches.ts';

/** What a sign adds to or takes from a probability, in the logistic regression's own measure. */
export interface Influence {
  readonly name: string;
  readonly value: number;
  readonly influence: number;
}

/** A probability with what it is measured against. */
export interface Weighing {
  readonly probability: number;
  /** From here on an answer is given. */
  readonly needed: number;
  /** Strongest first. */
  readonly influences: readonly Influence[];
}

export interface ExplainedArticle {
  readonly kind: 'article' | 'flow';
  readonly id: string;
  readonly share: number;
  /** In the order of `SCORERS`. */
  readonly scorers: readonly number[];
  readonly match: Match;
}

/** Why a message was decided as it was. */
export interface Explanation {
  readonly decision: Decision;
  readonly analysis: Analysis;
  /** Best articles and flows with what each scorer says and what of the message they have. */
  readonly articles: readonly ExplainedArticle[];
  /** Likeliest other targets: intents and out of scope. */
  readonly others: readonly { readonly id: string; readonly probability: number }[];
  readonly right: Weighing;
  /** Below `refused` the message is refused. */
  readonly scope: Weighing & { readonly refused: number };
  /** One word that many articles share. */
  readonly isVague: boolean;
}

const SHOWN = 5;
const OTHERS_SHOWN = 3;

/** Decides and keeps what the decision rests on. */
export function explainDecision(text: string, context: Context, means: Means): Explanation {
  const { engine, judgement } = means;
  const analysis = engine.analyze(text);
  const scores = engine.scores(analysis);
  const verdict = judge(engine, scores, judgement);
  return {
    decision: decide(text, context, means),
    analysis,
    articles: verdict.ranked.slice(0, SHOWN).map((ranked) => articleOf(ranked, scores, means)),
    others: othersOf(scores, means),
    right: {
      probability: verdict.right,
      needed: judgement.answerFrom,
      influences: named(influences(judgement.right, verdict.evidence), verdict),
    },
    scope: {
      probability: verdict.scope,
      needed: judgement.answerScopeFrom,
      refused: judgement.scopeFrom,
      influences: named(influences(judgement.scope, verdict.evidence), verdict),
    },
    isVague: isVague(analysis, engine),
  };
}

function articleOf({ target, probability }: Ranked, scores: Scores, means: Means): ExplainedArticle {
  const { kind, id } = means.engine.corpus.targets[target]!;
  return {
    kind: kind === 'flow' ? 'flow' : 'article',
    id,
    share: probability,
    scorers: SCORERS.map((_, i) => scorerValues(scores, target)[i]!),
    match: matchOf(target, scores.analysis, means.engine),
  };
}

function othersOf({ logProbability }: Scores, { engine }: Means): Explanation['others'] {
  return engine.corpus.targets
    .flatMap(({ kind, id }, target) =>
      kind === 'article' || kind === 'flow' || !logProbability
        ? []
        : [{ id, probability: Math.exp(logProbability[target]!) }],
    )
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, OTHERS_SHOWN);
}

function named(values: readonly number[], { evidence }: Verdict): Influence[] {
  return values
    .map((influence, i) => ({ name: EVIDENCE[i]!, value: evidence[i]!, influence }))
    .toSorted((a, b) => Math.abs(b.influence) - Math.abs(a.influence));
}
