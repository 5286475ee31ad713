import { describe, expect, it } from 'vitest';
import { MASK } from '../../protocol/constants.ts';
import type { Input } from '../../server/dialogue/input.ts';
import type { Output } from '../../server/dialogue/output.ts';
import { type DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { Decision } from '../../server/knowledge/decision.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const knowledge = shippedKnowledge();
const miss: Decision = { kind: 'none', reason: 'out-of-scope', nearest: ['browser'] };
const answer: Decision = { kind: 'answer', article: 'browser', also: [] };

function taken(state: DialogueState, input: Input, decision: Decision = miss) {
  const result = step(state, input, {
    now: Date.parse('2026-11-23T09:00:00Z'),
    hours: knowledge.hours,
    knowledge,
    understanding: { decide: () => decision },
    desk: { available: 1, waiting: 0 },
  });
  if (result.kind === 'refused') throw new Error(result.code);
  return result;
}

const says = (text: string): Input => ({ type: 'text', clientId: 'client-0001', text, masked: false });
const human: Input = { type: 'call-human', clientId: 'client-0002' };
const gaps = ({ outputs }: { outputs: readonly Output[] }) => outputs.filter(({ type }) => type === 'gap');
const counts = ({ outputs }: { outputs: readonly Output[] }) =>
  outputs.flatMap((output) => (output.type === 'count' ? [[output.measure, output.source, output.by]] : []));

describe('what a step teaches', () => {
  it('[W1] is the question that had no answer, with the article that came nearest', () => {
    const result = taken(startState, says('Wo kann ich parken?'));
    expect(gaps(result)).toEqual([
      { type: 'gap', kind: 'unanswered', question: 'Wo kann ich parken?', nearest: 'browser' },
    ]);
    expect(counts(result)).toEqual([
      ['asked', '', 1],
      ['unanswered', '', 1],
    ]);
  });

  it('[W1] is never what a flow asks for as sensitive, nor words that are all masked', () => {
    const flow = {
      id: 'zugangsdaten',
      revision: 'x',
      step: 'x',
      stepHash: 'x',
      answers: {},
      path: [],
      sensitive: true,
      resting: true,
      tries: 0,
      digressions: 0,
    };
    expect(gaps(taken({ ...startState, flow }, says('geheim')))).toEqual([]);
    expect(gaps(taken(startState, says(MASK)))).toEqual([]);
  });

  it('[W1] is nothing when agents speak, when another language is spoken, and when an intent is declined', () => {
    const agent = { ...startState, owner: 'agent' as const };
    expect(taken(agent, says('Wo kann ich parken?')).outputs.map(({ type }) => type)).not.toContain('count');
    const declined: Decision = { kind: 'none', reason: 'declined', nearest: [] };
    expect(gaps(taken(startState, says('x'), declined))).toHaveLength(1);
    const intent = [...knowledge.intents.values()].find(({ kind }) => kind === 'none')!.id;
    expect(gaps(taken(startState, says('x'), { ...declined, intent }))).toEqual([]);
  });

  it('[W1] is a wish for a human only while the answer is the last thing that was said', () => {
    const answered = taken(startState, says('Welcher Browser?'), answer);
    expect(gaps(taken(answered.state, human))).toEqual([
      { type: 'gap', kind: 'handed-off', question: 'Welcher Browser?', nearest: 'browser' },
    ]);
    const asked = taken(answered.state, says('Wo kann ich parken?'));
    expect(gaps(taken(asked.state, human))).toEqual([]);
    expect(counts(taken(asked.state, human))).toEqual([['handed-off', '', 1]]);
    expect(counts(taken(answered.state, human))).toEqual([['handed-off', 'article:browser', 1]]);
  });

  it('[W3] takes the earlier count back when a rating changes', () => {
    const rate = (helpful: boolean | null, before?: boolean | null): Input => ({
      type: 'rate-answer',
      clientId: 'client-0003',
      answer: 3,
      helpful,
      about: {
        source: 'article:browser',
        question: 'Welcher Browser?',
        ...(before !== undefined && { before }),
      },
    });
    const measured = (helpful: boolean | null, before?: boolean | null) =>
      counts(taken(startState, rate(helpful, before))).map(([measure, , by]) => [measure, by]);
    expect(measured(true)).toEqual([['helpful', 1]]);
    expect(measured(false, true)).toEqual([
      ['helpful', -1],
      ['unhelpful', 1],
    ]);
    expect(measured(null, false)).toEqual([['unhelpful', -1]]);
    expect(measured(true, null)).toEqual([['helpful', 1]]);
    expect(gaps(taken(startState, rate(false)))).toHaveLength(1);
    expect(gaps(taken(startState, rate(false, false)))).toEqual([]);
  });
});
