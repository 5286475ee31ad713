import type { Condition } from './flow.ts';
import type { Box, ValueSpace, Values } from './flow-values.ts';

/*
 * Sets of answers as boxes: for each slot some values, every combination of them meant. What a rule of a `when` takes
 * is a box, what it leaves is a few.
 */

/** A box with one slot set anew. */
export function withSlot(box: Box, slot: string, values: Values): Box {
  return new Map([...box, [slot, values]]);
}

/** What of a box fulfils all conditions; undefined when nothing does. */
export function taken(box: Box, conditions: readonly Condition[], space: ValueSpace): Box | undefined {
  let rest = box;
  for (const condition of conditions) {
    const values = both(rest.get(condition.slot) ?? new Set(), space.fitting(condition));
    if (values.size === 0) return undefined;
    rest = withSlot(rest, condition.slot, values);
  }
  return rest;
}

/** What of a box fails at least one condition, as boxes that share nothing. */
export function left(box: Box, conditions: readonly Condition[], space: ValueSpace): Box[] {
  const boxes: Box[] = [];
  let rest = box;
  for (const condition of conditions) {
    const values = rest.get(condition.slot) ?? new Set();
    const fitting = space.fitting(condition);
    const others = new Set([...values].filter((value) => !fitting.has(value)));
    if (others.size > 0) boxes.push(withSlot(rest, condition.slot, others));
    const fits = both(values, fitting);
    if (fits.size === 0) return boxes;
    rest = withSlot(rest, condition.slot, fits);
  }
  return boxes;
}

/** The smallest box around some; undefined around none. */
export function around(boxes: readonly Box[]): Box | undefined {
  const [first, ...others] = boxes;
  return first && others.reduce(join, first);
}

/** The smallest box around two. */
export function join(one: Box, other: Box): Box {
  return new Map([...one].map(([slot, values]) => [slot, new Set([...values, ...(other.get(slot) ?? [])])]));
}

/** Whether a box holds nothing that another does not. */
export function isWithin(box: Box, outer: Box): boolean {
  return [...box].every(([slot, values]) => [...values].every((value) => outer.get(slot)?.has(value)));
}

function both(one: Values, other: Values): Values {
  return new Set([...one].filter((value) => other.has(value)));
}
