import { createEngine, type Groundwork, type Scores, trainOn, withoutPhrases } from './engine.ts';

/** A phrase of the knowledge, scored by an engine that never saw it. */
export interface HeldOut {
  readonly text: string;
  readonly target: number;
  readonly scores: Scores;
}

const FOLDS = 5;
/** Of larger corpora only this many phrases are held out, once: enough to fit a few numbers, and time stays bounded. */
const MOST_HELD_OUT = 2000;

/** Scores example questions by engines that were built without them; every one, where there are not too many. */
export function crossValidate(ground: Groundwork, withClassifier = true): HeldOut[] {
  const { corpus } = ground;
  const questions = corpus.phrases.filter(({ field }) => field === 'question');
  const folds = questions.length > MOST_HELD_OUT ? Math.ceil(questions.length / 500) : FOLDS;
  const run = questions.length > MOST_HELD_OUT ? 1 : folds;
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < run; fold++) {
    const held = new Set(questions.filter((_, i) => i % folds === fold));
    const rest = withoutPhrases(ground, held);
    const engine = createEngine(rest, withClassifier ? trainOn(rest) : undefined);
    for (const { text, target } of held)
      heldOut.push({ text, target, scores: engine.scores(engine.analyze(text)) });
  }
  return heldOut;
}
