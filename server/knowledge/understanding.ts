import { decide } from './decide.ts';
import type { Context, Decision, Understanding } from './decision.ts';
import { createEngine, layGroundwork } from './engine.ts';
import { type Explanation, explainDecision } from './explain.ts';
import { type Ground, openGround } from './ground.ts';
import { readGround } from './ground-cache.ts';
import { DEFAULT_RISK, type Risk } from './judgement.ts';
import { defaultJudgement } from './judgement-defaults.ts';
import type { Knowledge } from './knowledge.ts';
import { createSuggest } from './suggest.ts';
import { type Corpus, corpusOf } from './targets.ts';
import { type Learning, learnApart } from './train-apart.ts';
import { readTrained } from './trained-cache.ts';
import type { Trained } from './training.ts';

/** An understanding that also says why. */
export interface ExplainableUnderstanding extends Understanding {
  explain(text: string, context: Context): Explanation;
}

export interface UnderstandingOptions {
  /** What earlier training gave for the same knowledge; without it the index alone serves. */
  readonly trained?: Trained;
}

/**
 * Understanding of one knowledge, at once: from the index and the examples alone, or with what training gave.
 * @see trainUnderstanding
 */
export function createUnderstanding(
  knowledge: Knowledge,
  { trained = {} }: UnderstandingOptions = {},
): ExplainableUnderstanding {
  return join(knowledge, layGroundwork(corpusOf(knowledge)), trained);
}

export interface TrainingChoices {
  readonly risk?: Risk;
  /** Folder for what was learnt, by content; an unchanged knowledge is then not trained again. */
  readonly cacheDir?: string;
  /** Name of this program's code; with it and `cacheDir` an unchanged knowledge is not analysed again either. */
  readonly program?: string;
}

/** An understanding that serves at once, and what is still to be learnt for it. */
export interface Preparation {
  readonly understanding: ExplainableUnderstanding;
  /** True when earlier training of the same content was found; then there is nothing to wait for. */
  readonly learnt: boolean;
  /**
   * Trains in a worker thread, unless that was done before, and keeps there what it gave and what was laid for it; a
   * damaged or unwritable cache only costs the time.
   */
  learn(): Promise<ExplainableUnderstanding>;
}

/** Prepares understanding of one knowledge: with what earlier training left in `cacheDir`, else from the index alone. */
export function prepareUnderstanding(knowledge: Knowledge, choices: TrainingChoices = {}): Preparation {
  const { risk = DEFAULT_RISK, cacheDir } = choices;
  const corpus = corpusOf(knowledge);
  const kept = knownGround(corpus, choices);
  const ground = kept ?? layGroundwork(corpus);
  const known = cacheDir === undefined ? undefined : readTrained(cacheDir, ground, risk);
  const understanding = join(knowledge, ground, known ?? {});
  return {
    understanding,
    learnt: known !== undefined,
    async learn() {
      if (known !== undefined && (kept !== undefined || choices.program === undefined)) return understanding;
      let learnt = understanding;
      const task = { ...choices, corpus, risk, told: known === undefined ? (['trained'] as const) : [] };
      const { done } = learnApart(task, (lesson) => {
        if (lesson.kind === 'trained') learnt = join(knowledge, ground, lesson.trained);
      });
      await done;
      return learnt;
    },
  };
}

/**
 * Understands a knowledge without keeping anybody waiting: everything is worked out in a thread of its own, and `adopt`
 * is called with an understanding from the index alone as soon as there is one, then with everything learnt.
 */
export function understandApart(
  knowledge: Knowledge,
  choices: TrainingChoices,
  adopt: (understanding: ExplainableUnderstanding) => void,
): Learning {
  const { risk = DEFAULT_RISK, cacheDir } = choices;
  const corpus = corpusOf(knowledge);
  let ground = knownGround(corpus, choices);
  const trained = ground && cacheDir !== undefined ? readTrained(cacheDir, ground, risk) : undefined;
  if (ground) adopt(join(knowledge, ground, trained ?? {}));
  if (trained) return { done: Promise.resolve(), stop: () => {} };
  const told = ground ? (['trained'] as const) : (['ground', 'trained'] as const);
  return learnApart({ ...choices, corpus, risk, told }, (lesson) => {
    if (lesson.kind === 'ground') {
      ground = openGround(corpus, lesson.data);
      adopt(join(knowledge, ground, {}));
    } else if (ground) adopt(join(knowledge, ground, lesson.trained));
  });
}

function knownGround(corpus: Corpus, { cacheDir, program }: TrainingChoices): Ground | undefined {
  return cacheDir === undefined || program === undefined ? undefined : readGround(cacheDir, program, corpus);
}

/** Understanding with everything learnt from the knowledge's own examples. @see prepareUnderstanding */
export function trainUnderstanding(
  knowledge: Knowledge,
  choices: TrainingChoices = {},
): Promise<ExplainableUnderstanding> {
  return prepareUnderstanding(knowledge, choices).learn();
}

function join(
  knowledge: Knowledge,
  ground: Ground,
  { classifier, judgement }: Trained,
): ExplainableUnderstanding {
  const engine = createEngine(ground, classifier);
  const means = { knowledge, engine, judgement: judgement ?? defaultJudgement(engine) };
  return {
    decide: (text: string, context: Context): Decision => decide(text, context, means),
    explain: (text: string, context: Context): Explanation => explainDecision(text, context, means),
    suggest: createSuggest(engine, means.judgement),
  };
}
