import { describe, expect, it } from 'vitest';
import type { Decision } from '../../server/knowledge/decision.ts';
import { Case, isRight, totalsOf } from '../../server/knowledge/evaluate.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const knowledge = shippedKnowledge();
const answer = (article: string, ...also: string[]): Decision => ({ kind: 'answer', article, also });
const asked = (more: object) => Case.parse({ q: '?', expect: 'answer', entries: ['browser'], ...more });

describe('isRight', () => {
  it.each<[string, object, Decision, boolean]>([
    ['an article of the entries', {}, answer('browser'), true],
    ['another article', {}, answer('app-download'), false],
    ['one of two answers', {}, answer('app-download', 'browser'), true],
    ['the flow named', { flow: 'zwei-faktor' }, { kind: 'flow', flow: 'zwei-faktor' }, true],
    ['a flow in also', { also: ['flow:zugangsdaten'] }, { kind: 'flow', flow: 'zugangsdaten' }, true],
    [
      'a flow that the article offers',
      { entries: ['zugangsdaten'] },
      { kind: 'flow', flow: 'zugangsdaten' },
      true,
    ],
    ['another flow', {}, { kind: 'flow', flow: 'zugangsdaten' }, false],
    ['a kind in also', { also: ['handoff'] }, { kind: 'handoff', intent: 'mensch' }, true],
    [
      'choices with the right one',
      {},
      { kind: 'choices', options: [{ kind: 'article', id: 'browser', title: '' }] },
      true,
    ],
    ['a refusal', {}, { kind: 'none', reason: 'out-of-scope', nearest: ['browser'] }, false],
  ])('%s', (_name, more, decision, right) => {
    expect(isRight(asked(more), decision, knowledge)).toBe(right);
  });
});

describe('totalsOf', () => {
  it('counts every rung, and only where it belongs', () => {
    const refusal: Decision = { kind: 'none', reason: 'out-of-scope', nearest: [] };
    const outcomes = [
      { case: asked({}), decision: answer('browser'), ranked: ['article:browser'] },
      { case: asked({}), decision: refusal, ranked: ['article:app-download', 'article:browser'] },
      { case: Case.parse({ q: '?', expect: 'none' }), decision: answer('browser'), ranked: [] },
      { case: Case.parse({ q: '?', expect: 'handoff' }), decision: answer('browser'), ranked: [] },
    ];
    expect(totalsOf(outcomes, knowledge)).toMatchObject({
      ...{ inScope: 2, first: 1, firstThree: 2, answeredRight: 1, refused: 1, wrong: 0 },
      ...{ outOfScope: 1, outAnswered: 1, handoffs: 1, handoffsAnswered: 1, handoffsRecognised: 0 },
    });
  });
});
