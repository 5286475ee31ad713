import {
  createEngine,
  type Engine,
  type Groundwork,
  type Scores,
  trainOn,
  withoutPhrases,
} from './engine.ts';
import type { Phrase } from './targets.ts';

/** A phrase of the knowledge, scored by an engine that never saw it. */
export interface HeldOut {
  readonly text: string;
  readonly target: number;
  readonly scores: Scores;
}

const FOLDS = 5;
/** Of larger corpora only this many phrases are held out, once: enough to fit a few numbers, and time stays bounded. */
const MOST_HELD_OUT = 2000;

/** Some phrases with an engine that was built without them. */
export interface Fold {
  readonly engine: Engine;
  readonly held: readonly Phrase[];
}

/** Builds an engine for each part of the example questions without that part; lazily, as each is large. */
export function* foldsOf(ground: Groundwork, withClassifier = true): Generator<Fold, void> {
  const questions = ground.corpus.phrases.filter(({ field }) => field === 'question');
  const large = questions.length > MOST_HELD_OUT;
  const folds = large ? Math.ceil(questions.length / 500) : FOLDS;
  for (let fold = 0; fold < (large ? 1 : folds); fold++) {
    const held = questions.filter((_, i) => i % folds === fold);
    const rest = withoutPhrases(ground, new Set(held));
    yield { engine: createEngine(rest, withClassifier ? trainOn(rest) : undefined), held };
  }
}

/** Scores example questions by engines that were built without them; every one, where there are not too many. */
export function crossValidate(ground: Groundwork, withClassifier = true): HeldOut[] {
  const heldOut: HeldOut[] = [];
  for (const { engine, held } of foldsOf(ground, withClassifier)) heldOut.push(...scoreHeldOut(engine, held));
  return heldOut;
}

/** Scores phrases by an engine that was built without them. */
export function scoreHeldOut(engine: Engine, held: readonly Phrase[]): HeldOut[] {
  return held.map(({ text, target }) => ({ text, target, scores: engine.scores(engine.analyze(text)) }));
}
