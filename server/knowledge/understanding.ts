import { decide } from './decide.ts';
import type { Context, Decision, Understanding } from './decision.ts';
import { createEngine, layGroundwork } from './engine.ts';
import { type Explanation, explainDecision } from './explain.ts';
import { DEFAULT_RISK, type Risk } from './judgement.ts';
import { defaultJudgement } from './judgement-defaults.ts';
import type { Knowledge } from './knowledge.ts';
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

/**
 * Understanding with everything learnt from the knowledge's own examples. Trains in a worker thread, or reads what an
 * earlier training of the same content left in `cacheDir`; a damaged or unwritable cache only costs the time.
 */
export async function trainUnderstanding(
  knowledge: Knowledge,
  { risk = DEFAULT_RISK, cacheDir }: TrainingChoices = {},
): Promise<ExplainableUnderstanding> {
  const ground = layGroundwork(corpusOf(knowledge));
  const known = cacheDir === undefined ? undefined : readTrained(cacheDir, ground, risk);
  const trained = known ?? (await trainApart(ground, risk));
  if (!known && cacheDir !== undefined) writeTrained(cacheDir, ground, risk, trained);
  return join(knowledge, ground, trained);
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
  };
}
