import { crossValidate, type HeldOut, scoreHeldOut } from '../server/knowledge/cross-validation.ts';
import { createEngine, layGroundwork, trainOn } from '../server/knowledge/engine.ts';
import { DEFAULT_RISK, fitJudgement, type Judgement, type Risk } from '../server/knowledge/judgement.ts';
import type { Knowledge } from '../server/knowledge/knowledge.ts';
import { corpusOf } from '../server/knowledge/targets.ts';
import { openKnowledge } from './support/open.ts';

/** Where nothing was measured, less is refused. */
const RISK: Risk = { ...DEFAULT_RISK, refused: 0.03 };

/**
 * Measures on the knowledge of this project how scores are to be judged where a knowledge cannot measure it itself,
 * and prints the contents of server/knowledge/judgement-defaults.json. Run it when the scorers have changed:
 * `npm run build && node dist/scripts/fit-defaults.js > server/knowledge/judgement-defaults.json`.
 */
function main(): void {
  const knowledge = openKnowledge();
  const indexAlone = layGroundwork(corpusOf(knowledge));
  const defaults = {
    fewExamples: fitJudgement(withoutExamples(knowledge), indexAlone.corpus, RISK),
    indexAlone: fitJudgement(crossValidate(indexAlone, false), indexAlone.corpus, RISK),
  };
  process.stdout.write(`${JSON.stringify(defaults, rounded, 2)}\n`);
}

/** All examples and phrases out of scope, scored by an engine that knows titles, keywords, answers and intents only. */
function withoutExamples(knowledge: Knowledge): HeldOut[] {
  const corpus = corpusOf(knowledge);
  const isHeld = (phrase: (typeof corpus.phrases)[number]): boolean =>
    phrase.field === 'question' && corpus.targets[phrase.target]!.kind !== 'intent';
  const ground = layGroundwork({ ...corpus, phrases: corpus.phrases.filter((phrase) => !isHeld(phrase)) });
  const engine = createEngine(ground, trainOn(ground));
  return scoreHeldOut(engine, corpus.phrases.filter(isHeld));
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

export type Defaults = Readonly<Record<'fewExamples' | 'indexAlone', Judgement>>;

main();
