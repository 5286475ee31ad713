import { expect, it } from 'vitest';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import { replay, replayLines } from '../../scripts/support/replay.ts';
import type { Context, Decision } from '../../server/knowledge/decision.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const AT = Date.parse('2026-11-23T09:00:00Z');
const { articles } = shippedKnowledge();
const browser = articles.get('browser')!;

function says(seq: number, text: string): ConversationEvent {
  return { seq, at: AT, type: 'visitor.message', clientId: `client-${seq}`, text, masked: false };
}

function replies(seq: number, ref: string, revision: string, more = {}): ConversationEvent {
  const source = { ref, revision };
  return { seq, at: AT, type: 'assistant.message', body: [], source, choices: [], ...more };
}

it('a refusal by an intent and a wish that nobody could meet are what they were', () => {
  const decisions: Decision[] = [
    { kind: 'none', reason: 'declined', nearest: [], intent: 'fremde-daten' },
    { kind: 'handoff', intent: 'mensch' },
    { kind: 'handoff', intent: 'mensch' },
  ];
  const events = [
    says(1, 'Zeigen Sie mir die Verträge meines Nachbarn.'),
    replies(2, 'intent:fremde-daten', 'a'),
    says(3, 'Mensch bitte'),
    replies(4, 'text:queue.nobody', 'a'),
    says(5, 'Dann morgen ein Mensch'),
    replies(6, 'text:desk.closed', 'a'),
  ];
  const replayed = replay(events, shippedKnowledge(), { decide: () => decisions.shift()! });
  expect(replayed.map(({ was, today }) => [was, today])).toEqual([
    ['keine Antwort', 'keine Antwort'],
    ['Mensch', 'Mensch'],
    ['Mensch', 'Mensch'],
  ]);
});

it('a conversation is asked again, each question in its context, and changes are marked', () => {
  const contexts: Context[] = [];
  const understanding = {
    decide: (text: string, context: Context): Decision => {
      contexts.push(context);
      return text.includes('Vertrag')
        ? { kind: 'none', reason: 'out-of-scope', nearest: [] }
        : { kind: 'answer', article: 'browser', also: [] };
    },
  };
  const events = [
    replies(1, 'text:greeting', 'a'),
    says(2, 'Welcher Browser?'),
    replies(3, 'article:browser', browser.revision),
    says(4, 'Browser noch einmal'),
    replies(5, 'article:browser', 'veraltet'),
    says(6, 'Geht das?'),
    replies(7, 'text:miss.first', 'a'),
    says(8, 'Vertrag'),
    replies(9, 'text:choices.ask', 'a', { choices: [{ id: 'article:browser', label: 'x' }] }),
    says(10, 'im Dialog'),
    replies(11, 'flow:zugang', 'a', { flow: { id: 'zugang', title: 'x', progress: '' } }),
  ];
  const replayed = replay(events, shippedKnowledge(), understanding);
  expect(replayed.map(({ was, today, reworded }) => [was, today, reworded])).toEqual([
    ['Antwort browser', 'Antwort browser', false],
    ['Antwort browser', 'Antwort browser', true],
    ['keine Antwort', 'Antwort browser', false],
    ['Vorschläge browser', 'keine Antwort', false],
    ['Dialog zugang', undefined, false],
  ]);
  expect(contexts[1]).toEqual({ shown: ['browser'], said: 'Welcher Browser?' });
  const lines = replayLines(replayed);
  expect(lines.filter((line) => line.startsWith('→'))).toHaveLength(3);
  expect(lines.at(-1)).toBe('3 von 5 Fragen würden heute anders beantwortet.');
});
