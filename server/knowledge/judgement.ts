import { z } from 'zod';
import type { HeldOut } from './cross-validation.ts';
import type { Engine, Scores } from './engine.ts';
import { EVIDENCE_DIRECTIONS, evidenceOf } from './evidence.ts';
import { type FusionWeights, fitFusion, type Ranked, rank } from './fusion.ts';
import { fitLogistic, Logistic, predictLogistic } from './logistic.ts';
import { areTwins, type Corpus, isAnswer } from './targets.ts';

/** The risks that the ladder may take, each as a share measured on the knowledge's own questions in cross-validation. */
export interface Risk {
  /** Questions in scope that get a wrong answer. */
  readonly wrong: number;
  /** Messages out of scope that get an answer. */
  readonly answered: number;
  /** Questions in scope that are refused. */
  readonly refused: number;
}

export const DEFAULT_RISK: Risk = { wrong: 0.05, answered: 0.03, refused: 0.09 };

/** How scores become a decision: plain data, stored beside the classifier. */
export const Judgement = z.strictObject({
  fusion: z.array(z.number()),
  /** Gives the probability that the first article is right. */
  right: Logistic,
  /** Gives the probability that the message is a matter of this knowledge at all. */
  scope: Logistic,
  /** From this probability on an article is given as the answer. */
  answerFrom: z.number(),
  /** Below this probability the message is refused. */
  scopeFrom: z.number(),
});
export type Judgement = z.infer<typeof Judgement>;

const START: FusionWeights = [0.6, 0.3, 0.1, 0.1, 0.1];

/** Fits fusion, both models and the thresholds on held-out phrases. */
export function fitJudgement(heldOut: readonly HeldOut[], corpus: Corpus, risk: Risk): Judgement {
  const inScope = heldOut.filter(({ target }) => isAnswer(corpus.targets[target]!));
  const fusion = fitFusion(inScope, corpus, START);
  const cases = heldOut.map(({ scores, target }) => {
    const ranked = rank(scores, corpus, fusion);
    const isArticle = isAnswer(corpus.targets[target]!);
    return {
      inputs: evidenceOf(scores, ranked, corpus),
      inScope: isArticle,
      right: isRight(ranked[0], target, corpus),
    };
  });
  const rows = (label: (it: (typeof cases)[number]) => boolean) =>
    cases.map((it) => ({ inputs: it.inputs, label: label(it), weight: it.inScope ? 1 : 2 }));
  const right = fitLogistic(
    rows((it) => it.right),
    EVIDENCE_DIRECTIONS,
  );
  const scope = fitLogistic(
    rows((it) => it.inScope),
    EVIDENCE_DIRECTIONS,
  );
  const judged = cases.map((it) => ({
    ...it,
    pRight: predictLogistic(right, it.inputs),
    pScope: predictLogistic(scope, it.inputs),
  }));
  const inside = judged.filter((it) => it.inScope);
  const outside = judged.filter((it) => !it.inScope);
  const scopeFrom = quantile(
    inside.map((it) => it.pScope),
    risk.refused,
  );
  const answerFrom = Math.max(
    thresholdFor(
      inside.filter((it) => !it.right).map((it) => it.pRight),
      risk.wrong * inside.length,
    ),
    thresholdFor(
      outside.map((it) => it.pRight),
      risk.answered * outside.length,
    ),
  );
  return { fusion: [...fusion], right, scope, answerFrom, scopeFrom };
}

function isRight(first: Ranked | undefined, target: number, { targets }: Corpus): boolean {
  return first !== undefined && areTwins(targets[first.target]!, targets[target]!);
}

/** The smallest threshold that lets at most `allowed` of the values reach it. */
function thresholdFor(values: readonly number[], allowed: number): number {
  const sorted = values.toSorted((a, b) => b - a);
  const first = sorted[Math.floor(allowed)];
  return first === undefined ? 0 : first + 1e-9;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? 0;
}

/** What the judgement says of one question. */
export interface Verdict {
  readonly ranked: readonly Ranked[];
  readonly evidence: readonly number[];
  /** Probability that the first article is right. */
  readonly right: number;
  /** Probability that the message is a matter of this knowledge. */
  readonly scope: number;
}

/** Ranks the articles for one question and weighs the first one. */
export function judge(engine: Engine, scores: Scores, judgement: Judgement): Verdict {
  const ranked = rank(scores, engine.corpus, judgement.fusion);
  const evidence = evidenceOf(scores, ranked, engine.corpus);
  return {
    ranked,
    evidence,
    right: predictLogistic(judgement.right, evidence),
    scope: predictLogistic(judgement.scope, evidence),
  };
}
