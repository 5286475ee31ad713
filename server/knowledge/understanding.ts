import { decide } from './decide.ts';
import type { Context, Decision, Understanding } from './decision.ts';
import { createEngine, layGroundwork } from './engine.ts';
import { type Explanation, explainDecision } from './explain.ts';
import { DEFAULT_RISK, type Risk } from './judgement.ts';
import { defaultJudgement } from './judgement-defaults.ts';
import type { Knowledge } from './knowledge.ts';
import { createSuggest } from './suggest.ts';
import { corpusOf } from './targets.ts';
import { trainApart } from './train-apart.ts';
import { readTrained, writeTrained } from './trained-cache.ts';
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
}

/** An understanding that serves at once, and what is still to be learnt for it. */
export interface Preparation {
  readonly understanding: ExplainableUnderstanding;
  /** True when earlier training of the same content was found; then there is nothing to wait for. */
  readonly learnt: boolean;
  /** Trains in a worker thread and stores what it gave; a damaged or unwritable cache only costs the time. */
  learn(): Promise<ExplainableUnderstanding>;
}

/** Prepares understanding of one knowledge: with what earlier training left in `cacheDir`, else from the index alone. */
export function prepareUnderstanding(
  knowledge: Knowledge,
  { risk = DEFAULT_RISK, cacheDir }: TrainingChoices = {},
): Preparation {
  const ground = layGroundwork(corpusOf(knowledge));
  const known = cacheDir === undefined ? undefined : readTrained(cacheDir, ground, risk);
  const understanding = join(knowledge, ground, known ?? {});
  return {
    understanding,
    learnt: known !== undefined,
    async learn() {
      if (known !== undefined) return understanding;
      const trained = await trainApart(ground, risk);
      if (cacheDir !== undefined) writeTrained(cacheDir, ground, risk, trained);
      return join(knowledge, ground, trained);
    },
  };
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
  ground: ReturnType<typeof layGroundwork>,
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
