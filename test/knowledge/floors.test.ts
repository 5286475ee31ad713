import { describe, expect, it } from 'vitest';
import { ownQuestions, testResults } from '../../scripts/support/own-questions.ts';
import { totalsOf } from '../../server/knowledge/evaluate.ts';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';

/*
 * Floors just below what is reached (docs/understanding.md): who makes understanding worse by a step is told here.
 * The examples are as different from each other as their writers could make them, so that leaving one out is harder
 * than a visitor's question; the levels are to be compared with themselves only.
 */

const MINUTE_MS = 60_000;

describe('floors', () => {
  it('hold for the examples in cross-validation', { timeout: 5 * MINUTE_MS }, () => {
    const totals = totalsOf(ownQuestions(shippedKnowledge()), shippedKnowledge());
    const share = (count: number, of: number): number => Math.round((1000 * count) / of) / 10;
    expect(share(totals.first, totals.inScope)).toBeGreaterThan(57);
    expect(share(totals.firstThree, totals.inScope)).toBeGreaterThan(78);
    // The risk that the thresholds are fitted to.
    expect(share(totals.wrong, totals.inScope)).toBeLessThan(9);
    expect(share(totals.outAnswered, totals.outOfScope)).toBeLessThan(5);
    expect(share(totals.handoffsRecognised, totals.handoffs)).toBeGreaterThan(85);
    expect(share(totals.handoffsAnswered, totals.handoffs)).toBeLessThan(5);
  });

  it("hold for the articles' own tests", async () => {
    const { total, failed } = testResults(shippedKnowledge(), await shippedUnderstanding());
    expect(failed.length / total).toBeLessThan(0.14);
  });
});
