import type { Classifier } from './classifier.ts';
import { crossValidate } from './cross-validation.ts';
import { type Groundwork, trainOn } from './engine.ts';
import { fitJudgement, type Judgement, type Risk } from './judgement.ts';
import { examplesPerArticle } from './targets.ts';

/** What training gives, plain data that can be stored and sent. */
export interface Trained {
  /** Absent above the number of targets that are trained for. */
  readonly classifier?: Classifier;
  /** Absent where there are too few examples to measure anything with. */
  readonly judgement?: Judgement;
}

/** Fewer examples per article than this cannot be held out and still teach. */
export const LEAST_EXAMPLES = 3;

/** Learns everything from a corpus: the classifier, and by cross-validation how far its word is to be trusted. */
export function train(ground: Groundwork, risk: Risk): Trained {
  const classifier = trainOn(ground);
  const { corpus } = ground;
  const judgement =
    examplesPerArticle(corpus) < LEAST_EXAMPLES
      ? undefined
      : fitJudgement(crossValidate(ground), corpus, risk);
  return { ...(classifier && { classifier }), ...(judgement && { judgement }) };
}
