import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { createEngine, layGroundwork } from '../../server/knowledge/engine.ts';
import { type GroundData, openGround } from '../../server/knowledge/ground.ts';
import { corpusOf } from '../../server/knowledge/targets.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const QUESTIONS = ['held-out', 'near-miss', 'intents'].flatMap((name) =>
  readFileSync(new URL(`./${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .filter((_, at) => at % 3 === 0)
    .map((line): string => JSON.parse(line).q),
);

it('[O6] what was stored and opened again scores every question as what was laid anew', () => {
  const corpus = corpusOf(shippedKnowledge());
  const laid = layGroundwork(corpus);
  const opened = openGround(corpus, deserialize(serialize(laid.data())) as GroundData);
  const [one, other] = [createEngine(laid, undefined), createEngine(opened, undefined)];
  expect(opened.space.data.fingerprint).toBe(laid.space.data.fingerprint);
  for (const question of QUESTIONS) {
    const analysis = one.analyze(question);
    expect(isDeepStrictEqual(other.analyze(question), analysis), question).toBe(true);
    expect(isDeepStrictEqual(other.scores(analysis), one.scores(analysis)), question).toBe(true);
    for (const { stem } of analysis.words) expect(other.focus(stem)).toBe(one.focus(stem));
  }
});
