import { expect, it } from 'vitest';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import { within } from '../../server/knowledge/within.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const option = (id: string) => ({ kind: 'article', id, title: id }) as const;
const LOST = { kind: 'none', reason: 'out-of-scope', nearest: [] };

const cases: [string, Decision, unknown][] = [
  ['the answer', { kind: 'answer', article: 'browser', also: ['weg'] }, { article: 'browser', also: [] }],
  ['what was second', { kind: 'answer', article: 'weg', also: ['browser'] }, { article: 'browser' }],
  ['nothing', { kind: 'answer', article: 'weg', also: [] }, LOST],
  [
    'the other choice',
    { kind: 'choices', options: [option('weg'), option('browser')] },
    { options: [option('browser')] },
  ],
  ['no dialogue', { kind: 'flow', flow: 'weg' }, LOST],
  ['no small talk', { kind: 'smalltalk', intent: 'weg' }, LOST],
  [
    'the no',
    { kind: 'none', reason: 'empty', nearest: ['weg', 'browser'] },
    { reason: 'empty', nearest: ['browser'] },
  ],
];

it.each(cases)(
  '[K5] what a former understanding finds is given as far as it is there: %s',
  (_, found, given) => {
    const former: Understanding = { decide: () => found, suggest: () => ['weg', 'browser'] };
    const now = within(former, shippedKnowledge());
    expect(now.decide('…', { shown: [] })).toMatchObject(given as object);
    expect(now.suggest?.('…')).toEqual(['browser']);
  },
);
