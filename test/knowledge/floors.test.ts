import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownQuestions, testResults } from '../../scripts/support/own-questions.ts';
import { Case, type Totals, totalsOf } from '../../server/knowledge/evaluate.ts';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';

/*
 * Floors just below what is reached (docs/understanding.md): who makes understanding worse by a step is told here.
 * The examples are as different from each other as their writers could make them, so that leaving one out is harder
 * than a visitor's question; the levels are to be compared with themselves only.
 */

const MINUTE_MS = 60_000;

function share(count: number, of: number): number {
  return Math.round((1000 * count) / of) / 10;
}

/** The totals of a file of questions beside this test, from which nothing is learnt. */
async function totalsOfFile(name: string): Promise<Totals> {
  const understanding = await shippedUnderstanding();
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const cases = lines.map((line) => Case.parse(JSON.parse(line)));
  const decided = cases.map((asked) => ({
    case: asked,
    decision: understanding.decide(asked.q, { shown: [] }),
    ranked: [],
  }));
  return totalsOf(decided, shippedKnowledge());
}

describe('floors', () => {
  it('hold for the examples in cross-validation', { timeout: 5 * MINUTE_MS }, () => {
    const totals = totalsOf(ownQuestions(shippedKnowledge()), shippedKnowledge());
    expect(share(totals.first, totals.inScope)).toBeGreaterThan(75);
    expect(share(totals.firstThree, totals.inScope)).toBeGreaterThan(90);
    // The risk that the thresholds are fitted to.
    expect(share(totals.wrong, totals.inScope)).toBeLessThan(8);
    expect(share(totals.outAnswered, totals.outOfScope)).toBeLessThan(8);
    expect(share(totals.handoffsRecognised, totals.handoffs)).toBeGreaterThan(88);
    expect(share(totals.handoffsAnswered, totals.handoffs)).toBeLessThan(2);
  });

  it('hold for questions of others, from which nothing is learnt', async () => {
    const { inScope, answeredRight, choicesRight, wrong, refused } = await totalsOfFile('held-out.jsonl');
    expect(share(answeredRight, inScope)).toBeGreaterThan(75);
    expect(share(answeredRight + choicesRight, inScope)).toBeGreaterThan(91);
    expect(share(wrong, inScope)).toBeLessThan(4);
    expect(share(refused, inScope)).toBeLessThan(5);
  });

  it('hold for questions that come near and have no answer', async () => {
    const { outOfScope, outRefused, outAnswered } = await totalsOfFile('near-miss.jsonl');
    expect(share(outRefused, outOfScope)).toBeGreaterThan(90);
    expect(share(outAnswered, outOfScope)).toBeLessThan(4);
  });

  it("hold for the articles' own tests", async () => {
    const { total, failed } = testResults(shippedKnowledge(), await shippedUnderstanding());
    expect(failed.length / total).toBeLessThan(0.06);
  });
});
