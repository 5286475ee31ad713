import type { Engine } from './engine.ts';
import { EVIDENCE } from './evidence.ts';
import type { Judgement } from './judgement.ts';
import type { Logistic } from './logistic.ts';

/** How scores are judged where a knowledge has too few examples to measure it, or has not been measured yet. */
export function defaultJudgement({ hasClassifier }: Engine): Judgement {
  return hasClassifier ? WITH_CLASSIFIER : INDEX_ALONE;
}

const PLAIN: Logistic = {
  means: EVIDENCE.map(() => 0),
  scales: EVIDENCE.map(() => 1),
  weights: EVIDENCE.map(() => 0),
  bias: 0,
};
const WITH_CLASSIFIER: Judgement = {
  fusion: [0.6, 0.4, 0.1, 0, 0],
  right: PLAIN,
  scope: PLAIN,
  answerFrom: 0.6,
  scopeFrom: 0.3,
};
const INDEX_ALONE: Judgement = {
  fusion: [0, 1, 0.3, 0.1, 0.1],
  right: PLAIN,
  scope: PLAIN,
  answerFrom: 0.6,
  scopeFrom: 0.3,
};
