import { describe, expect, it } from 'vitest';
import type { Input } from '../../server/dialogue/input.ts';
import type { Output } from '../../server/dialogue/output.ts';
import { QUIET_MS, WARNED_MS } from '../../server/dialogue/quiet.ts';
import { type DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { World } from '../../server/dialogue/world.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const knowledge = shippedKnowledge();
const world: World = {
  now: Date.parse('2026-11-23T09:00:00Z'),
  hours: knowledge.hours,
  knowledge,
  understanding: { decide: () => ({ kind: 'none', reason: 'empty', nearest: [] }) },
  desk: { available: 1, waiting: 0 },
};
const agent = { id: 'a', name: 'Jana' };
const owned: DialogueState = { ...startState, owner: 'agent', agent };
const clientId = 'command-1';

/** The alarms about quietness after an input: when each is due, `null` where it is dropped. */
function alarms(state: DialogueState, input: Input): Record<string, number | null> {
  const taken = step(state, input, world);
  if (taken.kind === 'refused') throw new Error(taken.code);
  const about = (output: Output) =>
    (output.type === 'set-alarm' || output.type === 'drop-alarm') && output.kind.startsWith('quiet')
      ? [[output.kind, output.type === 'set-alarm' ? output.dueAt - world.now : null] as const]
      : [];
  return Object.fromEntries(taken.outputs.flatMap(about));
}

const stopped = { quiet: null, 'quiet-end': null };

describe('[Q19] the clock of a chat', () => {
  it('runs from an agent’s words, and every further word begins it anew', () => {
    const written: Input = { type: 'agent-text', clientId, agent, text: 'Guten Tag' };
    expect(alarms(owned, written)).toEqual({ quiet: QUIET_MS, 'quiet-end': null });
  });

  it.each<Input>([
    { type: 'text', clientId, text: 'Ja', masked: false },
    { type: 'choice', clientId, id: 'stay', label: 'Ja, ich bin noch da' },
    { type: 'agent-close', clientId, agent, reason: 'solved' },
    { type: 'agent-lost' },
    { type: 'close', clientId },
  ])('is stopped by $type', (input) => {
    expect(alarms(owned, input)).toEqual(stopped);
  });

  it('does not run before the agent has written, nor without one', () => {
    const queued: DialogueState = { ...startState, owner: 'queue' };
    expect(alarms(queued, { type: 'accept', clientId, agent })).toEqual({});
    expect(alarms(startState, { type: 'text', clientId, text: 'Hallo', masked: false })).toEqual({});
  });

  it('gives time after the warning, which another agent’s chat does not hear', () => {
    expect(alarms(owned, { type: 'alarm', kind: 'quiet' })).toEqual({ quiet: null, 'quiet-end': WARNED_MS });
    expect(alarms(startState, { type: 'alarm', kind: 'quiet-end' })).toEqual({ 'quiet-end': null });
  });
});
