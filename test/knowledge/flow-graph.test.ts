import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Flow, FlowStep } from '../../server/knowledge/flow.ts';
import { edgesOf, isAsking, longestPath, reachable, successors } from '../../server/knowledge/flow-graph.ts';
import type { Approved } from '../../server/knowledge/knowledge.ts';

const TEXT: Approved = { source: 'flow:zufall', revision: '', body: [] };

type Kind = 'ask' | 'say' | 'confirm' | 'end';

/** A step named after its number, leading to the steps of these numbers. */
function step(number: number, kind: Kind, targets: readonly number[]): FlowStep {
  const base = { id: `s${number}`, hash: '' };
  const [first = 0, second = first] = targets;
  switch (kind) {
    case 'ask':
      return {
        ...base,
        verb: 'ask',
        text: TEXT,
        save: base.id,
        retry: [],
        sensitive: false,
        choices: targets.map((to, i) => ({ label: `${i}`, value: `${i}`, also: [], next: `s${to}` })),
      };
    case 'say':
      return { ...base, verb: 'say', text: TEXT, next: `s${first}` };
    case 'confirm':
      return {
        ...base,
        verb: 'confirm',
        text: TEXT,
        consequences: [],
        confirmed: { label: 'Ja', next: `s${first}` },
        declined: { label: 'Nein', next: `s${second}` },
      };
    case 'end':
      return { ...base, verb: 'end', end: { kind: 'answer' } };
  }
}

function flowOf(steps: readonly FlowStep[]): Flow {
  return {
    id: 'zufall',
    title: 'Zufall',
    questions: [],
    first: 's0',
    steps: new Map(steps.map((it) => [it.id, it])),
    tests: [],
    revision: '',
    file: '',
  };
}

/** Flows of up to `most` steps; a step leads to later ones only, unless `cycles`. */
function flows(most: number, cycles: boolean): fc.Arbitrary<Flow> {
  const kind = fc.constantFrom<Kind>('ask', 'say', 'confirm', 'end');
  const shape = fc.tuple(kind, fc.array(fc.nat({ max: most - 1 }), { minLength: 1, maxLength: 3 }));
  return fc.array(shape, { minLength: 1, maxLength: most }).map((shapes) => {
    const last = shapes.length - 1;
    return flowOf(
      shapes.map(([kind, targets], number) => {
        const to = targets.map((target) => (cycles ? target % (last + 1) : number + 1 + (target % most)));
        const inside = to.filter((target) => target <= last);
        return step(number, inside.length === 0 ? 'end' : kind, inside);
      }),
    );
  });
}

/** The most questions on any way from a step that comes to no step twice, by trying all. */
function bruteForce({ steps }: Flow, from: string, seen: ReadonlySet<string> = new Set()): number {
  const at = steps.get(from)!;
  const now = new Set([...seen, from]);
  const ahead = successors(at)
    .filter((to) => !now.has(to))
    .map((to) => bruteForce({ steps } as Flow, to, now));
  return (isAsking(at) ? 1 : 0) + Math.max(0, ...ahead);
}

describe('the longest path', () => {
  test('counts the questions from a step on, itself included', () => {
    const flow = flowOf([
      step(0, 'ask', [1, 3]),
      step(1, 'say', [2]),
      step(2, 'confirm', [3]),
      step(3, 'ask', [4]),
      step(4, 'end', []),
    ]);
    expect(['s0', 's1', 's2', 's3', 's4', 's5'].map((id) => longestPath(flow, id))).toEqual([
      3, 2, 2, 1, 0, 0,
    ]);
  });

  test('counts a question that is asked again once', () => {
    const flow = flowOf([step(0, 'ask', [1]), step(1, 'confirm', [2, 0]), step(2, 'end', [])]);
    expect(longestPath(flow, 's0')).toBe(2);
    expect(longestPath(flow, 's1')).toBe(2);
  });

  test('is what trying all ways finds where nothing goes round', () => {
    fc.assert(
      fc.property(flows(8, false), (flow) => {
        for (const id of flow.steps.keys()) expect(longestPath(flow, id)).toBe(bruteForce(flow, id));
      }),
    );
  });

  test('is never less than any way has, and never grows along one', () => {
    fc.assert(
      fc.property(flows(7, true), (flow) => {
        for (const [id, at] of flow.steps) {
          expect(longestPath(flow, id)).toBeGreaterThanOrEqual(bruteForce(flow, id));
          for (const to of successors(at))
            expect(longestPath(flow, to)).toBeLessThanOrEqual(longestPath(flow, id));
        }
      }),
    );
  });

  test('is found for large flows at once', () => {
    const steps = Array.from({ length: 300 }, (_, i) => step(i, 'ask', [(i + 1) % 300, (i * 7) % 300]));
    expect(longestPath(flowOf(steps), 's0')).toBe(300);
  });
});

test('successors are the targets of all ways out, each once', () => {
  fc.assert(
    fc.property(flows(6, true), ({ steps }) => {
      for (const at of steps.values()) {
        const next = successors(at);
        expect(new Set(next).size).toBe(next.length);
        expect(new Set(next)).toEqual(new Set(edgesOf(at).map(({ to }) => to)));
      }
    }),
  );
});

test('what can be reached is closed under successors', () => {
  fc.assert(
    fc.property(flows(8, true), ({ steps, first }) => {
      const found = reachable(steps, first);
      expect(found.has(first)).toBe(true);
      for (const id of found) for (const to of successors(steps.get(id)!)) expect(found.has(to)).toBe(true);
    }),
  );
});
