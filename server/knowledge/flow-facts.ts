import type { Flow, FlowStep, WhenStep } from './flow.ts';
import { around, isWithin, join, left, taken, withSlot } from './flow-boxes.ts';
import { type Edge, edgesOf } from './flow-graph.ts';
import { type Box, UNSET, type ValueSpace, valueSpaceOf } from './flow-values.ts';

/** What the answers can be at every step that some answers lead to. */
export interface Facts {
  readonly space: ValueSpace;
  readonly at: ReadonlyMap<string, Box>;
  /** For a step and a slot (`step slot`): the step before it on a shortest way on which the slot is unset. */
  readonly unsetFrom: ReadonlyMap<string, string>;
}

/** A way out of a step that answers can take, with what they are behind it. */
export interface Passage {
  readonly edge: Edge;
  readonly box: Box;
}

/**
 * Follows all answers through a flow at once until nothing new is found (data-flow analysis to a fixed point). Slots
 * are looked at one by one, so a way that only certain combinations exclude still counts as possible.
 */
export function factsOf(flow: Flow): Facts {
  const space = valueSpaceOf(flow.steps);
  const at = new Map<string, Box>([[flow.first, space.start]]);
  const unsetFrom = new Map<string, string>();
  const open = [flow.first];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const step = flow.steps.get(id)!;
    for (const { edge, box } of passages(step, at.get(id)!, space)) {
      const before = at.get(edge.to);
      if (before && isWithin(box, before)) continue;
      for (const [slot, values] of box) {
        const isNew = values.has(UNSET) && !before?.get(slot)?.has(UNSET);
        if (isNew) unsetFrom.set(`${edge.to} ${slot}`, id);
      }
      at.set(edge.to, before ? join(before, box) : box);
      open.push(edge.to);
    }
  }
  return { space, at, unsetFrom };
}

/** The ways out of a step that answers within a box can take; an end has none. */
export function passages(step: FlowStep, box: Box, space: ValueSpace): Passage[] {
  if (step.verb === 'when') return branches(step, box, space);
  return edgesOf(step).map((edge) => ({ edge, box: behind(step, edge, box, space) }));
}

function behind(step: FlowStep, { by, index }: Edge, box: Box, space: ValueSpace): Box {
  if (step.verb === 'confirm') return withSlot(box, step.id, new Set([`=${by}`]));
  if (step.verb !== 'ask') return box;
  if (by === 'choice') return withSlot(box, step.save, new Set([`=${step.choices[index]!.value}`]));
  return by === 'accepted' ? withSlot(box, step.save, space.accepted(step)) : box;
}

function branches(step: WhenStep, box: Box, space: ValueSpace): Passage[] {
  const passages: Passage[] = [];
  let rest: readonly Box[] = [box];
  const edges = edgesOf(step);
  step.rules.forEach(({ conditions }, index) => {
    const within = around(rest.flatMap((some) => taken(some, conditions, space) ?? []));
    if (within) passages.push({ edge: edges[index]!, box: within });
    rest = rest.flatMap((some) => left(some, conditions, space));
  });
  const otherwise = around(rest);
  return otherwise ? [...passages, { edge: edges.at(-1)!, box: otherwise }] : passages;
}
