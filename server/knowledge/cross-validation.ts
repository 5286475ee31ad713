import {
  createEngine,
  type Engine,
  type Groundwork,
  type Scores,
  trainOn,
  withoutPhrases,
} from './engine.ts';
import { areTwins, type Corpus, isAnswer, type Phrase, type Target } from './targets.ts';

/** What a held-out phrase stands for: a question in scope, a message out of it, one whose article was left out, or an intent. */
export type Place = 'inside' | 'outside' | 'left-out' | 'intent';

/** A phrase of the knowledge, scored by an engine that never saw it. */
export interface HeldOut {
  readonly text: string;
  readonly target: number;
  readonly place: Place;
  readonly scores: Scores;
}

const FOLDS = 5;
/** Of larger corpora only this many phrases are held out, once: enough to fit a few numbers, and time stays bounded. */
const MOST_HELD_OUT = 5000;
/** Articles are left out in so many groups, so that most neighbours of each stay. */
const GROUPS = 4;
/** Fewer phrases out of scope than this tell too little about what else people ask. */
const LEAST_FOREIGN = 30;

/** Some phrases with an engine that was built without them. */
export interface Fold {
  readonly engine: Engine;
  readonly held: readonly Phrase[];
}

/** Builds an engine for each part of the example questions without that part; lazily, as each is large. */
export function* foldsOf(ground: Groundwork, withClassifier = true): Generator<Fold, void> {
  const questions = ground.corpus.phrases.filter(({ field }) => field === 'question');
  const turns = turnsOf(questions, ground.corpus);
  const large = questions.length > MOST_HELD_OUT;
  const folds = large ? Math.ceil(questions.length / 500) : FOLDS;
  for (let fold = 0; fold < (large ? 1 : folds); fold++) {
    const held = questions.filter((phrase) => turns.get(phrase)! % folds === fold);
    yield { engine: engineWithout(ground, held, withClassifier), held };
  }
}

/**
 * Numbers the questions of each target in their order from a start that only its name decides: each fold has its share
 * of every target, and an edit of one target leaves the folds of all others as they were.
 */
function turnsOf(questions: readonly Phrase[], { targets }: Corpus): ReadonlyMap<Phrase, number> {
  const next = targets.map(({ kind, id }) => hashOf(`${kind}:${id}`));
  return new Map(questions.map((phrase) => [phrase, next[phrase.target]!++]));
}

/** A number that the same text always has. */
function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + letter.codePointAt(0)!) % 1_000_003;
  return hash;
}

function engineWithout(ground: Groundwork, held: readonly Phrase[], withClassifier: boolean): Engine {
  const rest = withoutPhrases(ground, new Set(held));
  return createEngine(rest, withClassifier ? trainOn(rest) : undefined);
}

/** Scores example questions by engines that were built without them; every one, where there are not too many. */
export function crossValidate(ground: Groundwork, withClassifier = true): HeldOut[] {
  const heldOut: HeldOut[] = [];
  for (const { engine, held } of foldsOf(ground, withClassifier)) heldOut.push(...scoreHeldOut(engine, held));
  return [...heldOut, ...leaveArticlesOut(ground, withClassifier)];
}

/** Scores phrases by an engine that was built without them. */
export function scoreHeldOut(engine: Engine, held: readonly Phrase[]): HeldOut[] {
  return held.map(({ text, target }) => ({
    text,
    target,
    place: placeOf(engine.corpus.targets[target]!),
    scores: engine.scores(engine.analyze(text)),
  }));
}

function placeOf(target: Target): Place {
  if (isAnswer(target)) return 'inside';
  return target.kind === 'intent' ? 'intent' : 'outside';
}

function lacksForeign({ phrases, targets }: Corpus): boolean {
  return phrases.filter(({ target }) => targets[target]!.kind === 'out-of-scope').length < LEAST_FOREIGN;
}

/**
 * Where a knowledge does not say what is out of its scope, questions about articles that were left out stand for it:
 * they are near, and there is no answer to them. None elsewhere.
 */
export function leaveArticlesOut(ground: Groundwork, withClassifier = true): HeldOut[] {
  const { targets, phrases } = ground.corpus;
  if (!lacksForeign(ground.corpus)) return [];
  const articles = targets.filter(({ kind }) => kind === 'article');
  const heldOut: HeldOut[] = [];
  for (let group = 0; group < GROUPS; group++) {
    const left = articles.filter((_, i) => i % GROUPS === group);
    const isLeft = (target: number): boolean => left.some((article) => areTwins(article, targets[target]!));
    const engine = engineWithout(
      ground,
      phrases.filter(({ target }) => isLeft(target)),
      withClassifier,
    );
    const asked = phrases.filter(
      ({ target, field }) => field === 'question' && isAnswer(targets[target]!) && isLeft(target),
    );
    heldOut.push(...scoreHeldOut(engine, asked).map((it): HeldOut => ({ ...it, place: 'left-out' })));
  }
  return heldOut;
}
