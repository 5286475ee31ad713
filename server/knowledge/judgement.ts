import { z } from 'zod';
import type { HeldOut } from './cross-validation.ts';
import type { Engine, Scores } from './engine.ts';
import { evidenceOf, RIGHT_DIRECTIONS, SCOPE_DIRECTIONS } from './evidence.ts';
import { type FusionWeights, fitFusion, type Ranked, rank } from './fusion.ts';
import { fitLogistic, Logistic, predictLogistic } from './logistic.ts';
import { areTwins, type Corpus } from './targets.ts';
import { fitThresholds, type Weighed } from './thresholds.ts';

/** The risks that the ladder may take, each as a share measured on the knowledge's own questions in cross-validation. */
export interface Risk {
  /** Questions in scope that get a wrong answer. */
  readonly wrong: number;
  /** Messages out of scope that get an answer. */
  readonly answered: number;
  /** The same for questions about articles that were left out, where a knowledge has no messages out of scope. */
  readonly nearMiss: number;
  /** Questions in scope that are refused. */
  readonly refused: number;
}

/** Leaving examples out is harder than a visitor’s question: of these about half as many are answered wrongly or refused. */
export const DEFAULT_RISK: Risk = { wrong: 0.065, answered: 0.06, nearMiss: 0.1, refused: 0.055 };

/** How scores become a decision: plain data, stored beside the classifier. */
export const Judgement = z.strictObject({
  fusion: z.array(z.number()),
  /** Gives the probability that the first article is right, given that the message is a matter of this knowledge. */
  right: Logistic,
  /** Gives the probability that it is one. */
  scope: Logistic,
  /** From these two probabilities on an article is given as the answer. */
  answerFrom: z.number(),
  answerScopeFrom: z.number(),
  /** Below this probability of scope the message is refused. */
  scopeFrom: z.number(),
});
export type Judgement = z.infer<typeof Judgement>;

const START: FusionWeights = [0.6, 0.3, 0.1, 0.1, 0.1];

/** Fits fusion, both models and the thresholds on held-out phrases. */
export function fitJudgement(heldOut: readonly HeldOut[], corpus: Corpus, risk: Risk): Judgement {
  const fusion = fitFusion(
    heldOut.filter(({ place }) => place === 'inside'),
    corpus,
    START,
  );
  const cases = heldOut.map(({ scores, target, place }) => {
    const ranked = rank(scores, corpus, fusion);
    return { inputs: evidenceOf(scores, ranked, corpus), place, right: isRight(ranked[0], target, corpus) };
  });
  const inside = cases.filter(({ place }) => place === 'inside');
  // Small talk and wishes for a human are decided before scope is looked at, and are no measure of it.
  const outside = cases.filter(({ place }) => place === 'outside' || place === 'left-out');
  const right = fitLogistic(inside.map(labelled((it) => it.right)), RIGHT_DIRECTIONS);
  const scope = fitLogistic(
    [...inside, ...outside].map(labelled((it) => it.place === 'inside')),
    SCOPE_DIRECTIONS,
  );
  const weighed = (it: (typeof cases)[number]): Weighed => ({
    ...it,
    pRight: predictLogistic(right, it.inputs),
    pScope: predictLogistic(scope, it.inputs),
  });
  return {
    fusion: [...fusion],
    right,
    scope,
    ...fitThresholds(inside.map(weighed), outside.map(weighed), risk),
  };
}

function labelled<Item extends { readonly inputs: readonly number[] }>(label: (it: Item) => boolean) {
  return (it: Item) => ({ inputs: it.inputs, label: label(it), weight: 1 });
}

function isRight(first: Ranked | undefined, target: number, { targets }: Corpus): boolean {
  return first !== undefined && areTwins(targets[first.target]!, targets[target]!);
}
/** What the judgement says of one question. */
export interface Verdict {
  readonly scores: Scores;
  readonly ranked: readonly Ranked[];
  readonly evidence: readonly number[];
  /** Probability that the first article is right, given that the message is a matter of this knowledge. */
  readonly right: number;
  /** Probability that it is one. */
  readonly scope: number;
}

/** Ranks the articles for one question and weighs the first one. */
export function judge(engine: Engine, scores: Scores, judgement: Judgement): Verdict {
  const ranked = rank(scores, engine.corpus, judgement.fusion);
  const evidence = evidenceOf(scores, ranked, engine.corpus);
  return {
    scores,
    ranked,
    evidence,
    right: predictLogistic(judgement.right, evidence),
    scope: predictLogistic(judgement.scope, evidence),
  };
}
