import type { Engine } from './engine.ts';
import { Judgement } from './judgement.ts';
import defaults from './judgement-defaults.json' with { type: 'json' };

/**
 * How scores are judged where a knowledge has too few examples to measure it, or has not been measured yet: as
 * measured on the knowledge that ships with the program, without its examples or without the classifier
 * (scripts/fit-defaults.ts).
 */
export function defaultJudgement({ hasClassifier }: Engine): Judgement {
  return Judgement.parse(hasClassifier ? defaults.fewExamples : defaults.indexAlone);
}
