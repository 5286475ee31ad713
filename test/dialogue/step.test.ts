import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventBody } from '../../protocol/conversation.ts';
import type { Input } from '../../server/dialogue/input.ts';
import type { Step } from '../../server/dialogue/output.ts';
import { DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { World } from '../../server/dialogue/world.ts';
import type { Decision } from '../../server/knowledge/decision.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const knowledge = shippedKnowledge();
const articles = [...knowledge.articles.keys()];
const article = fc.constantFrom(...articles);
const agent = fc.constantFrom({ id: 'a', name: 'Ada' }, { id: 'b', name: 'Bo' });
const clientId = fc.uuid();

const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), article, also: fc.array(article, { maxLength: 2 }) }),
  fc.record({
    kind: fc.constant('choices' as const),
    options: fc.array(
      article.map((id) => ({ kind: 'article' as const, id, title: id })),
      { minLength: 2, maxLength: 3 },
    ),
  }),
  fc.constantFrom<Decision>(
    { kind: 'handoff', intent: 'mensch' },
    { kind: 'smalltalk', intent: 'dank' },
    { kind: 'smalltalk', intent: 'gibt-es-nicht' },
    { kind: 'none', reason: 'out-of-scope', nearest: ['browser', 'gibt-es-nicht'] },
    { kind: 'none', reason: 'empty', nearest: [] },
    { kind: 'none', reason: 'repeated', nearest: [] },
    { kind: 'none', reason: 'language', language: 'en', nearest: [] },
    { kind: 'none', reason: 'declined', intent: 'anweisung', nearest: [] },
  ),
);

const input: fc.Arbitrary<Input> = fc.oneof(
  fc.constant<Input>({ type: 'start' }),
  fc.record({ type: fc.constant('text' as const), clientId, text: fc.string(), masked: fc.boolean() }),
  fc.record({
    type: fc.constant('choice' as const),
    clientId,
    id: fc.oneof(
      fc.constantFrom('human', 'form', 'none', 'topic:app', 'topic:x', 'nonsense', ''),
      article.map((id) => `article:${id}`),
    ),
    label: fc.string(),
  }),
  fc.record({
    type: fc.constantFrom('call-human' as const, 'leave-queue' as const, 'close' as const),
    clientId,
  }),
  fc.record({
    type: fc.constant('file-request' as const),
    clientId,
    reference: fc.string(),
    answerBy: fc.string(),
  }),
  fc.record({ type: fc.constant('accept' as const), clientId, agent }),
  fc.record({ type: fc.constant('agent-text' as const), clientId, agent, text: fc.string() }),
  fc.record({ type: fc.constant('agent-close' as const), clientId, agent, reason: fc.constant('solved') }),
  fc.constantFrom<Input>(
    { type: 'agent-lost' },
    { type: 'desk-shut' },
    { type: 'alarm', kind: 'max-wait' },
    { type: 'alarm', kind: 'desk-closing' },
    { type: 'alarm', kind: 'idle' },
  ),
  fc.record({ type: fc.constant('trouble' as const), clientId, text: fc.string(), masked: fc.boolean() }),
);

const START = Date.parse('2026-11-20T07:00:00Z');
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const world: fc.Arbitrary<World> = fc.record({
  now: fc.integer({ min: START, max: START + WEEK_MS }),
  hours: fc.constant(knowledge.hours),
  knowledge: fc.constant(knowledge),
  understanding: decision.map((decided) => ({ decide: () => decided })),
  desk: fc.record(
    {
      available: fc.integer({ min: 0, max: 3 }),
      waiting: fc.integer({ min: 0, max: 5 }),
      pause: fc.record({
        until: fc.integer({ min: START, max: START + WEEK_MS }),
        notice: fc.constant('Heute geschlossen.'),
      }),
    },
    { requiredKeys: ['available', 'waiting'] },
  ),
});

/** A week of things that may happen to one conversation, one after another. */
const story = fc.array(fc.tuple(input, world), { minLength: 1, maxLength: 40 });

/** Plays a story; every step is handed to `look` with the state before it. */
function play(
  acts: readonly (readonly [Input, World])[],
  look: (before: DialogueState, input: Input, world: World, stepped: Step) => void,
): DialogueState {
  return acts.reduce<DialogueState>((state, [act, when]) => {
    const stepped = step(state, act, when);
    look(state, act, when, stepped);
    return stepped.kind === 'done' ? stepped.state : state;
  }, startState);
}

describe('a step, whatever happens', () => {
  it('gives the same for the same, survives JSON, and says only what the wire knows', () => {
    fc.assert(
      fc.property(story, (acts) => {
        play(acts, (before, act, when, stepped) => {
          const stored = DialogueState.parse(JSON.parse(JSON.stringify(before)));
          expect(step(stored, act, when)).toEqual(stepped);
          if (stepped.kind === 'refused') return;
          expect(DialogueState.parse(JSON.parse(JSON.stringify(stepped.state)))).toEqual(stepped.state);
          for (const output of stepped.outputs) if (output.type === 'event') EventBody.parse(output.body);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('[K1] says nothing without the source and the revision of an approved text', () => {
    const known = new Set<string>([
      ...[...knowledge.articles.values(), ...knowledge.intents.values(), ...knowledge.languages].map(
        (it) => `${it.source} ${it.revision}`,
      ),
      ...Object.values(knowledge.texts).map((it) => `${it.source} ${it.revision}`),
    ]);
    fc.assert(
      fc.property(story, (acts) => {
        play(acts, (_, __, ___, stepped) => {
          if (stepped.kind === 'refused') return;
          for (const output of stepped.outputs)
            if (output.type === 'event' && output.body.type === 'assistant.message')
              expect(known).toContain(`${output.body.source.ref} ${output.body.source.revision}`);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('[Q1][Q3] leaves no dead end: a wish for a human leads to the queue or to the form', () => {
    fc.assert(
      fc.property(story, world, (acts, when) => {
        const state = play(acts, () => {});
        if (state.closed || state.owner === 'agent') return;
        const wished = step(state, { type: 'call-human', clientId: 'the-last-wish' }, when);
        if (wished.kind === 'refused') throw new Error(wished.code);
        const offered = wished.outputs.flatMap((output) =>
          output.type === 'event' && output.body.type === 'assistant.message' ? output.body.choices : [],
        );
        expect(wished.state.owner === 'queue' || offered.some((choice) => choice.id === 'form')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('[Q7] lets the assistant be silent on what a visitor writes to an agent', () => {
    fc.assert(
      fc.property(story, (acts) => {
        play(acts, (before, act, _, stepped) => {
          if (before.owner !== 'agent' || before.closed) return;
          if (act.type !== 'text' && act.type !== 'choice') return;
          const said = stepped.kind === 'done' ? stepped.outputs.filter((it) => it.type === 'event') : [];
          expect(said.map((it) => it.type === 'event' && it.body.type)).toEqual(['visitor.message']);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('opens, moves and closes a handoff exactly when the owner changes', () => {
    const moves: Record<string, string> = {
      'assistant>queue': 'open-handoff',
      'queue>agent': 'accept-handoff',
      'agent>queue': 'requeue-handoff',
      'queue>assistant': 'close-handoff',
      'agent>assistant': 'close-handoff',
    };
    fc.assert(
      fc.property(story, (acts) => {
        play(acts, (before, _, __, stepped) => {
          if (stepped.kind === 'refused') return;
          const moved = stepped.outputs.filter((it) => Object.values(moves).includes(it.type));
          const expected = moves[`${before.owner}>${stepped.state.owner}`];
          expect(moved.map((it) => it.type)).toEqual(expected === undefined ? [] : [expected]);
          const told = stepped.outputs.some((it) => it.type === 'event' && it.body.type === 'owner.changed');
          const ended = stepped.outputs.some(
            (it) => it.type === 'event' && it.body.type === 'conversation.closed',
          );
          expect(told || (ended && expected !== undefined)).toBe(expected !== undefined);
        });
      }),
      { numRuns: 150 },
    );
  });
});
