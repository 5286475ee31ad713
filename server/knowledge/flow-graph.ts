import type { Flow, FlowStep } from './flow.ts';

/** One way out of a step. */
export interface Edge {
  readonly to: string;
  /** What takes it: an answer or another kind of it, or nothing but the order of steps. */
  readonly by: 'choice' | 'accepted' | 'otherwise' | 'next' | 'confirmed' | 'declined' | 'rule' | 'else';
  /** Which of the choices or rules, from 0; 0 for the other kinds. */
  readonly index: number;
}

/** All ways out of a step, in the order in which they are written. */
export function edgesOf(step: FlowStep): Edge[] {
  switch (step.verb) {
    case 'ask':
      return [
        ...step.choices.map(({ next }, index) => edge('choice', next, index)),
        ...(step.accept && step.next !== undefined ? [edge('accepted', step.next)] : []),
        ...(step.otherwise === undefined ? [] : [edge('otherwise', step.otherwise)]),
      ];
    case 'say':
      return [edge('next', step.next)];
    case 'confirm':
      return [edge('confirmed', step.confirmed.next), edge('declined', step.declined.next)];
    case 'when':
      return [
        ...step.rules.map(({ next }, index) => edge('rule', next, index)),
        edge('else', step.otherwise),
      ];
    case 'end':
      return [];
    default:
      return step satisfies never;
  }
}

function edge(by: Edge['by'], to: string, index = 0): Edge {
  return { by, to, index };
}

/** The steps that a step may lead to, each once. */
export function successors(step: FlowStep): string[] {
  return [...new Set(edgesOf(step).map(({ to }) => to))];
}

/** Whether the visitor is asked something and the dialogue waits. */
export function isAsking(step: FlowStep): boolean {
  return step.verb === 'ask' || step.verb === 'confirm';
}

/** The steps that can be reached from a step over some of the ways, itself included; unknown targets are left out. */
export function reachable(
  steps: ReadonlyMap<string, FlowStep>,
  from: string,
  takes: (from: FlowStep, edge: Edge) => boolean = () => true,
): Set<string> {
  const found = new Set<string>(steps.has(from) ? [from] : []);
  for (const id of found) {
    const step = steps.get(id)!;
    for (const edge of edgesOf(step)) if (steps.has(edge.to) && takes(step, edge)) found.add(edge.to);
  }
  return found;
}

/** Longest paths by step, of flows that were asked for. */
const known = new WeakMap<Flow, ReadonlyMap<string, number>>();

/**
 * How many questions (`ask`, `confirm`) the longest way on from a step has, the step itself included. Steps that lead
 * back to one another count once each: who goes round is not promised more. Never grows along a way.
 * @returns 0 for an unknown step
 */
export function longestPath(flow: Flow, fromStep: string): number {
  let lengths = known.get(flow);
  if (!lengths) {
    lengths = longestPaths(flow.steps);
    known.set(flow, lengths);
  }
  return lengths.get(fromStep) ?? 0;
}

/** The longest path in the graph of strongly connected components, each weighing the questions in it. */
function longestPaths(steps: ReadonlyMap<string, FlowStep>): Map<string, number> {
  const within = new Map([...steps.keys()].map((id) => [id, reachable(steps, id)]));
  const lengths = new Map<string, number>();
  // What a step reaches is always fewer steps than what leads to it, but for its own component.
  const nearestEndFirst = [...within].sort(([, a], [, b]) => a.size - b.size);
  for (const [id, reached] of nearestEndFirst) {
    if (lengths.has(id)) continue;
    const component = [...reached].filter((other) => within.get(other)!.has(id));
    const questions = component.filter((other) => isAsking(steps.get(other)!)).length;
    const beyond = [...reached].map((other) => lengths.get(other) ?? 0);
    const length = questions + Math.max(0, ...beyond);
    for (const other of component) lengths.set(other, length);
  }
  return lengths;
}
