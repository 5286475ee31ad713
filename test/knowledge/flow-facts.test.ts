import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Flow, FlowStep } from '../../server/knowledge/flow.ts';
import { factsOf } from '../../server/knowledge/flow-facts.ts';
import { UNSET } from '../../server/knowledge/flow-values.ts';
import type { Approved } from '../../server/knowledge/knowledge.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { UMZUG, WITH_FLOW } from './flow-sample.ts';
import { folder } from './folder.ts';

const TEXT: Approved = { source: 'flow:zufall', revision: '', body: [] };
const STEPS = 7;
const id = fc.nat({ max: STEPS - 1 }).map((number) => `s${number}`);
const slot = fc.constantFrom('x', 'y', 's1');
const value = fc.constantFrom('a', 'b', 'c', 'confirmed');

const ask = fc.tuple(slot, fc.array(fc.tuple(value, id), { minLength: 1, maxLength: 3 })).map(
  ([save, choices]) =>
    (own: string): FlowStep => ({
      id: own,
      hash: '',
      verb: 'ask',
      text: TEXT,
      save,
      retry: [],
      sensitive: false,
      choices: choices.map(([value, next]) => ({ label: value, value, also: [], next })),
    }),
);
const confirm = fc.tuple(id, id).map(
  ([yes, no]) =>
    (own: string): FlowStep => ({
      id: own,
      hash: '',
      verb: 'confirm',
      text: TEXT,
      consequences: [],
      confirmed: { label: 'Ja', next: yes },
      declined: { label: 'Nein', next: no },
    }),
);
const condition = fc.tuple(slot, fc.array(value, { minLength: 1, maxLength: 2 }));
const rule = fc.tuple(fc.array(condition, { minLength: 1, maxLength: 2 }), id);
const when = fc.tuple(fc.array(rule, { minLength: 1, maxLength: 3 }), id).map(
  ([rules, otherwise]) =>
    (own: string): FlowStep => ({
      id: own,
      hash: '',
      verb: 'when',
      rules: rules.map(([conditions, next]) => ({
        conditions: conditions.map(([slot, oneOf]) => ({ slot, oneOf })),
        next,
      })),
      otherwise,
    }),
);
const flow = fc.array(fc.oneof(ask, confirm, when), { minLength: STEPS, maxLength: STEPS }).map(
  (made): Flow => ({
    id: 'zufall',
    title: 'Zufall',
    questions: [],
    first: 's0',
    steps: new Map(made.map((make, number) => [`s${number}`, make(`s${number}`)])),
    tests: [],
    revision: '',
    file: '',
  }),
);

/** Where an answer leads; `pick` chooses among them where somebody is asked. */
function go(step: FlowStep, answers: Map<string, string>, pick: number): string | undefined {
  switch (step.verb) {
    case 'ask': {
      const choice = step.choices[pick % step.choices.length]!;
      answers.set(step.save, choice.value);
      return choice.next;
    }
    case 'confirm': {
      const by = pick % 2 === 0 ? 'confirmed' : 'declined';
      answers.set(step.id, by);
      return step[by].next;
    }
    case 'when': {
      const holds = step.rules.find(({ conditions }) =>
        conditions.every((it) => 'oneOf' in it && it.oneOf.includes(answers.get(it.slot) ?? '')),
      );
      return holds?.next ?? step.otherwise;
    }
    default:
      return undefined;
  }
}

test('whatever is answered, the facts about every step on the way allow for it', () => {
  fc.assert(
    fc.property(flow, fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), (flow, picks) => {
      const facts = factsOf(flow);
      const answers = new Map<string, string>();
      let at: string | undefined = flow.first;
      for (const pick of picks) {
        if (at === undefined) break;
        const box = facts.at.get(at);
        expect(box).toBeDefined();
        for (const [slot, values] of box ?? []) {
          const answer = answers.get(slot);
          expect(values).toContain(answer === undefined ? UNSET : `=${answer}`);
        }
        at = go(flow.steps.get(at)!, answers, pick);
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever an editor does to a flow, reading returns knowledge or errors, each at a place in its file', () => {
  const dir = folder(WITH_FLOW);
  const path = join(dir, 'flows/umzug.yaml');
  const place = fc.nat({ max: UMZUG.length });
  const piece = fc.oneof(
    fc.tuple(place, fc.nat({ max: 40 })).map(([from, length]) => UMZUG.slice(from, from + length)),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ': ',
      '"',
      '\n',
      '\n  ',
      '- ',
      '#',
      'next: art',
      '__proto__',
      '5',
      'true',
    ),
  );
  const edit = fc.tuple(place, fc.nat({ max: 30 }), piece);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (text, [from, length, piece]) => text.slice(0, from) + piece + text.slice(from + length),
        UMZUG,
      );
      writeFileSync(path, text);
      const { knowledge, problems } = readKnowledge(dir, { today: '2026-11-23' });
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(knowledge === undefined).toBe(errors.length > 0);
      if (knowledge) expect(knowledge.flows?.has('umzug')).toBe(true);
      for (const { file, line, column, text, hint } of problems) {
        expect(file.startsWith(dir)).toBe(true);
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(text).not.toBe('');
        expect(hint).not.toBe('');
      }
    }),
    { numRuns: 150 },
  );
});
