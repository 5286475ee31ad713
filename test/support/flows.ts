import type { Choice } from '../../protocol/conversation.ts';
import type { Input } from '../../server/dialogue/input.ts';
import type { Step } from '../../server/dialogue/output.ts';
import { type DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { World } from '../../server/dialogue/world.ts';
import type { Understanding } from '../../server/knowledge/decision.ts';
import type { Flow } from '../../server/knowledge/flow.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { shippedKnowledge } from './knowledge.ts';

/** Monday, 23 November 2026, 10:00 in Berlin. */
const MONDAY_TEN = Date.parse('2026-11-23T09:00:00Z');

/** Somebody who finds no answer to anything: what the flow itself does shows. */
export const knowsNothing: Understanding = {
  decide: () => ({ kind: 'none', reason: 'out-of-scope', nearest: [] }),
};

/** A world with somebody at the desk. */
export function flowWorld(
  understanding: Understanding = knowsNothing,
  knowledge: Knowledge = shippedKnowledge(),
): World {
  return {
    now: MONDAY_TEN,
    hours: knowledge.hours,
    knowledge,
    understanding,
    desk: { available: 1, waiting: 0 },
  };
}

/** What came of one input: the state after it and what was said. */
export interface Heard {
  readonly state: DialogueState;
  readonly sources: readonly string[];
  readonly choices: readonly Choice[];
}

/** Takes an input that must not be refused. */
export function hear(state: DialogueState, input: Input, world: World): Heard {
  const stepped: Step = step(state, input, world);
  if (stepped.kind === 'refused') throw new Error(`refused: ${stepped.code}`);
  const said = stepped.outputs.flatMap((output) =>
    output.type === 'event' && output.body.type === 'assistant.message' ? [output.body] : [],
  );
  return {
    state: stepped.state,
    sources: said.map((body) => body.source.ref),
    choices: said.at(-1)?.choices ?? [],
  };
}

let command = 0;
const clientId = () => `command-${++command}`;

export const press = (id: string, label = id): Input => ({ type: 'choice', clientId: clientId(), id, label });
export const write = (text: string): Input => ({ type: 'text', clientId: clientId(), text, masked: false });

/** The conversation at the start of a flow. */
export function enter(flow: Flow, world: World): Heard {
  return hear(startState, press(`flow:${flow.id}`), world);
}

/** A conversation at each question that the flow's buttons and example answers lead to, by step. */
export function everyQuestion(flow: Flow, world: World): Map<string, DialogueState> {
  const found = new Map<string, DialogueState>();
  const look = (state: DialogueState) => {
    const at = state.flow?.step;
    if (at === undefined || found.has(at)) return;
    found.set(at, state);
    for (const input of answersTo(flow, at)) look(hear(state, input, world).state);
  };
  look(enter(flow, world).state);
  return found;
}

/** Every kind of answer that a question takes. */
export function answersTo(flow: Flow, id: string): Input[] {
  const step = flow.steps.get(id);
  if (step?.verb === 'confirm') return [press(`answer:${id}:confirmed`), press(`answer:${id}:declined`)];
  if (step?.verb !== 'ask') return [];
  const pressed = step.choices.map((choice) => press(`answer:${id}:${choice.value}`, choice.label));
  if (step.accept === undefined) return pressed;
  const written =
    step.accept.type === 'date' ? ['gestern', 'vor drei Wochen', 'vor einem Jahr'] : [step.accept.example];
  return [...pressed, ...written.map(write)];
}
