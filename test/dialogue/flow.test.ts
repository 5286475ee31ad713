import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../server/dialogue/input.ts';
import { DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import type { Flow, FlowStep } from '../../server/knowledge/flow.ts';
import { answersTo, enter, everyQuestion, flowWorld, hear, press, write } from '../support/flows.ts';
import { shippedKnowledge, shippedUnderstanding } from '../support/knowledge.ts';

const knowledge = shippedKnowledge();
const flows = [...(knowledge.flows?.values() ?? [])];
const rules = knowledge.flowRules!;
const world = flowWorld();
const answering = flowWorld({ decide: () => ({ kind: 'answer', article: 'browser', also: [] }) });

const questions = flows.flatMap((flow) =>
  [...everyQuestion(flow, world)].map(([id, state]) => ({ name: `${flow.id}, ${id}`, flow, id, state })),
);

it('[G1] there are the five flows, and buttons and examples reach every question of each', () => {
  expect(flows.map((flow) => flow.id).sort()).toEqual([
    'freischaltcode',
    'konto-kuendigen',
    'punkte-fehlen',
    'zugangsdaten',
    'zwei-faktor',
  ]);
  for (const flow of flows) {
    const asking = [...flow.steps.values()].filter((it) => it.verb === 'ask' || it.verb === 'confirm');
    const reached = questions.filter((question) => question.flow === flow).map((question) => question.id);
    expect(reached.sort()).toEqual(asking.map((it) => it.id).sort());
  }
});

describe.each(flows)('[G1] $id', (flow) => {
  it('is reached by its questions, by an article’s button and from the start menu', async () => {
    const understanding = await shippedUnderstanding();
    const offering = [...knowledge.articles.values()].filter((it) => it.offers.includes(flow.id));
    expect(offering.length).toBeGreaterThan(0);
    const begun = flow.questions.filter((question) => {
      const decision = understanding.decide(question, { shown: [] });
      return decision.kind === 'flow' && decision.flow === flow.id;
    });
    // The others are answered by an article that offers the flow, or lead to choices.
    expect(begun.length).toBeGreaterThan(flow.questions.length / 2);
    const answered = hear(startState, press(`article:${offering[0]!.id}`), world);
    const menu = hear(startState, press('flows'), world);
    for (const { choices } of [answered, menu])
      expect(choices.map((choice) => choice.id)).toContain(`flow:${flow.id}`);
  });
});

describe.each(questions)('at $name', ({ flow, id, state }) => {
  it('[G2] a question in between is answered, then the same question comes with the same buttons', () => {
    const before = hear(state, write(rules.words.repeat[0]!), world);
    const heard = hear(state, write('Welchen Browser brauche ich?'), answering);
    expect(heard.sources[0]).toBe('article:browser');
    expect(heard.state.flow).toMatchObject({ id: flow.id, step: id });
    expect(heard.choices).toEqual(before.choices);
  });

  it('[G3] back leads to the question before, and keeps only answers on the path', () => {
    const { state: after } = hear(state, write(rules.words.back[0]!), world);
    const path = state.flow?.path ?? [];
    expect(after.flow?.step).toBe(path.at(-1) ?? id);
    expect(Object.keys(after.flow?.answers ?? {}).sort()).toEqual(path.slice(0, -1).sort());
  });

  it('[G4] cancel ends the flow, by word and by button', () => {
    for (const input of [write(rules.words.cancel[0]!), press('go:cancel')])
      expect(hear(state, input, world).state.flow).toBeUndefined();
  });

  it('[G5] a wish for a human queues with a card, and the flow waits to go on', () => {
    const wished = hear(state, write(rules.words.human[0]!), world).state;
    expect(wished).toMatchObject({ owner: 'queue', card: { title: flow.title, step: id } });
    const agent = { id: 'a', name: 'Ada' };
    const taken = hear(wished, { type: 'accept', clientId: 'accept-it', agent }, world).state;
    const back = hear(taken, { type: 'agent-close', clientId: 'close-it', agent, reason: 'solved' }, world);
    expect(back.choices.map((choice) => choice.id)).toEqual(['go:on', 'go:stop']);
    expect(hear(back.state, press('go:on'), world).state.flow).toMatchObject({ id: flow.id, step: id });
  });

  it('[G5] a wish for a human with nobody there offers the form, and the question stays', () => {
    const alone = { ...world, desk: { available: 0, waiting: 0 } };
    const wished = hear(state, write(rules.words.human[0]!), alone);
    expect(wished.state.flow).toMatchObject({ step: id });
    expect(wished.choices.map((choice) => choice.id)).toContain('form');
  });

  it('[G6] nonsense is met with hints, and in the end with a way on', () => {
    let at = state;
    for (let n = 0; n < 4; n++) {
      const heard = hear(at, write('xyzzy qwrtz'), world);
      expect(heard.sources.length).toBeGreaterThan(0);
      at = heard.state;
      if (at.flow?.step !== id) return;
      if (heard.choices.some((choice) => choice.id === 'human')) return;
    }
    throw new Error('no way on was offered');
  });

  it('[G7] a part of a control word or of a choice is not taken for it', () => {
    const negated = hear(state, write('ich will nicht abbrechen sondern weiter'), world);
    expect(negated.state.flow?.step).toBe(id);
  });
});

describe('inside a flow', () => {
  const flow = knowledge.flows!.get('freischaltcode')!;

  it('[G8] another flow’s wish asks whether to switch, and goes where it is told', () => {
    const wishing = flowWorld({ decide: () => ({ kind: 'flow', flow: 'zugangsdaten' }) });
    const asked = hear(enter(flow, world).state, write('ich hab mein Passwort vergessen'), wishing);
    expect(asked.choices.map((choice) => choice.id)).toEqual(['go:switch', 'go:stay']);
    expect(hear(asked.state, press('go:switch'), world).state.flow?.id).toBe('zugangsdaten');
    expect(hear(asked.state, write('nein'), world).state.flow?.id).toBe('freischaltcode');
    expect(hear(asked.state, write('ja'), world).state.flow?.id).toBe('zugangsdaten');
  });

  it('[G8] a number answers the question that is seen, not the one behind it', () => {
    const wishing = flowWorld({ decide: () => ({ kind: 'flow', flow: 'zugangsdaten' }) });
    const asked = hear(enter(flow, world).state, write('ich hab mein Passwort vergessen'), wishing);
    expect(hear(asked.state, write('1'), world).state.flow?.id).toBe('zugangsdaten');
    expect(hear(asked.state, write('2'), world).state.flow).toMatchObject({ id: flow.id, path: [] });
  });

  it('[G2] a button of something else is done, then the question comes again', () => {
    const before = enter(flow, world);
    const heard = hear(before.state, press('article:browser'), world);
    expect(heard.sources[0]).toBe('article:browser');
    expect(heard.choices).toEqual(before.choices);
  });

  it('a button of a flow that is over says so', () => {
    expect(hear(startState, press('go:back'), world).sources).toEqual(['text:flow.over']);
  });

  it('[G2] after several digressions in a row the visitor is asked whether to go on', () => {
    let { state } = enter(flow, world);
    let last: ReturnType<typeof hear> | undefined;
    for (let n = 0; n < rules.digression.most; n++) {
      last = hear(state, write('Welchen Browser brauche ich?'), answering);
      state = last.state;
    }
    expect(last?.choices.map((choice) => choice.id)).toEqual(['go:on', 'go:stop']);
    expect(hear(state, press('go:stop'), world).state.flow).toBeUndefined();
  });

  it('[G9] a correction changes the one earlier answer that fits', () => {
    const deep = questions.find(({ state }) => (state.flow?.path.length ?? 0) > 0)!;
    const first = deep.state.flow!.path[0]!;
    const asked = deep.flow.steps.get(first)!;
    if (asked.verb !== 'ask') throw new Error('the first question of every flow is an ask');
    const other = asked.choices.find((choice) => choice.value !== deep.state.flow!.answers[first]!.value)!;
    const heard = hear(deep.state, write(`${rules.correct.markers[0]} ${other.label}`), world);
    const kept = heard.state.flow?.answers[first]?.value;
    expect([kept, heard.sources[0]]).toEqual([heard.state.flow ? other.value : undefined, 'flow:_rules']);
  });

  it('[G10] reminds once, and forgets after the time that the rules name', () => {
    const { state } = enter(flow, world);
    const reminded = hear(state, { type: 'alarm', kind: 'flow-remind' }, world);
    expect(reminded.state.flow).toBeDefined();
    expect(reminded.choices.length).toBeGreaterThan(0);
    expect(hear(state, { type: 'alarm', kind: 'flow-forget' }, world).state.flow).toBeUndefined();
  });
});

it('[G12] a way that leads back to a question asks it anew', () => {
  const flow = knowledge.flows!.get('konto-kuendigen')!;
  const steps = new Map(flow.steps);
  const asking = steps.get('vertraege')!;
  const confirming = steps.get('bestaetigung')!;
  if (asking.verb !== 'ask' || confirming.verb !== 'confirm') throw new Error('the flow has changed');
  steps.set('bestaetigung', { ...confirming, declined: { label: 'Noch einmal', next: 'vertraege' } });
  const looping = { ...flow, steps };
  const here = flowWorld(undefined, { ...knowledge, flows: new Map([[flow.id, looping]]) });
  let { state } = enter(looping, here);
  for (let round = 0; round < 3; round++) {
    state = hear(state, press('answer:vertraege:nein'), here).state;
    expect(state.flow).toMatchObject({ step: 'bestaetigung', path: ['vertraege'] });
    state = hear(state, press('answer:bestaetigung:declined'), here).state;
    expect(state.flow).toMatchObject({ step: 'vertraege', path: [], answers: {} });
  }
});

describe('while the visitor waits for a human', () => {
  const flow = knowledge.flows!.get('konto-kuendigen')!;
  const queued = hear(startState, { type: 'call-human', clientId: 'call-human' }, world).state;

  it('[G12][Q2] a flow can be begun, answered and cancelled', () => {
    const begun = hear(queued, press(`flow:${flow.id}`), world);
    expect(begun.state).toMatchObject({ owner: 'queue', flow: { id: flow.id } });
    const [answer] = answersTo(flow, begun.state.flow!.step);
    expect(hear(begun.state, answer!, world).sources).not.toContain('text:choices.rejected');
    expect(hear(begun.state, press('go:cancel'), world).state.flow).toBeUndefined();
    expect(hear(begun.state, write(rules.words.cancel[0]!), world).state.flow).toBeUndefined();
  });

  it('[G5] a flow that rests is not answered by what the visitor says meanwhile', () => {
    const wished = hear(enter(flow, world).state, write(rules.words.human[0]!), world).state;
    const heard = hear(wished, write('Welchen Browser brauche ich?'), answering);
    expect(heard.sources).toEqual(['article:browser']);
  });

  it('[Q10] the end of the hours ends the waiting, never a chat that runs', () => {
    const agent = { id: 'a', name: 'Ada' };
    const talking = hear(queued, { type: 'accept', clientId: 'accept-it', agent }, world).state;
    const late = { ...world, now: Date.parse('2026-11-23T19:00:00Z') };
    expect(hear(queued, { type: 'alarm', kind: 'desk-closing' }, late).state.owner).toBe('assistant');
    for (const input of [{ type: 'alarm', kind: 'desk-closing' }, { type: 'desk-shut' }] as const)
      expect(hear(talking, input, late).state.owner).toBe('agent');
    expect(hear(queued, { type: 'alarm', kind: 'desk-closing' }, world).state.owner).toBe('queue');
  });

  it('[Q3] the last agent who leaves is told, with the form', () => {
    const told = hear(queued, { type: 'nobody-left' }, { ...world, desk: { available: 0, waiting: 1 } });
    expect(told).toMatchObject({ state: { owner: 'queue' }, choices: [{ id: 'form' }] });
  });

  it('[G5] the card of an earlier flow does not go along with a later wish', () => {
    const agent = { id: 'a', name: 'Ada' };
    const wished = hear(enter(flow, world).state, write(rules.words.human[0]!), world).state;
    const taken = hear(wished, { type: 'accept', clientId: 'accept-it', agent }, world).state;
    const back = hear(taken, { type: 'agent-close', clientId: 'close-it', agent, reason: 'solved' }, world);
    expect(back.state.card).toBeUndefined();
  });
});

describe('[G11] a flow that an editor changed meanwhile', () => {
  const flow = knowledge.flows!.get('konto-kuendigen')!;
  const { state, id } = questions.find((it) => it.flow === flow && (it.state.flow?.path.length ?? 0) > 0)!;
  const edited = (
    change: (steps: Map<string, Flow['steps'] extends ReadonlyMap<string, infer S> ? S : never>) => void,
  ) => {
    const steps = new Map(flow.steps);
    change(steps);
    const other = { ...flow, revision: 'edited', steps };
    return flowWorld(undefined, { ...knowledge, flows: new Map([...knowledge.flows!, [flow.id, other]]) });
  };

  it('goes on when the step is the same', () => {
    const same = edited(() => {});
    const [answer] = answersTo(flow, id);
    expect(hear(state, answer!, same).state.flow?.path.length ?? 99).toBeGreaterThan(state.flow!.path.length);
  });

  it('asks again when the step was changed', () => {
    const changed = edited((steps) => steps.set(id, { ...steps.get(id)!, hash: 'other' }));
    const heard = hear(state, write('irgendwas'), changed);
    expect(heard.state.flow).toMatchObject({ step: id, revision: 'edited', stepHash: 'other' });
  });

  it('starts again with the answers that are still good when the step is gone, and says so', () => {
    const gone = edited((steps) => {
      const end = [...steps.values()].find((it) => it.verb === 'end')!;
      steps.set(id, { ...end, id });
    });
    const heard = hear(state, write('irgendwas'), gone);
    expect(heard.sources[0]).toBe('flow:_rules');
  });

  it('[G4][G5] still takes a wish for a human and the way out first', () => {
    const changed = edited((steps) => steps.set(id, { ...steps.get(id)!, hash: 'other' }));
    expect(hear(state, write(rules.words.human[0]!), changed).state.owner).toBe('queue');
    expect(hear(state, write(rules.words.cancel[0]!), changed).state.flow).toBeUndefined();
    expect(hear(state, press('go:cancel'), changed).state.flow).toBeUndefined();
  });

  it('answers the message itself when the whole flow is gone', () => {
    const { [flow.id]: _, ...rest } = Object.fromEntries(knowledge.flows!);
    const gone = flowWorld(answering.understanding, { ...knowledge, flows: new Map(Object.entries(rest)) });
    const heard = hear(state, write('Welchen Browser brauche ich?'), gone);
    expect(heard.sources).toEqual(['article:browser']);
    expect(heard.state.flow).toBeUndefined();
  });
});

describe('whatever happens in flows', () => {
  const agent = { id: 'a', name: 'Ada' };
  const ids = flows.flatMap((flow) => [
    `flow:${flow.id}`,
    ...[...flow.steps.keys()].flatMap((id) => idsOf(flow, id)),
  ]);
  const goes = ['go:back', 'go:cancel', 'go:on', 'go:stop', 'go:switch', 'go:stay', 'human', 'flows', 'none'];
  const said = [...Object.values(rules.words).flat(), 'nein, doch E-Mail', 'gestern', '3.11.', '1', 'xyzzy'];
  const input: fc.Arbitrary<Input> = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ids, ...goes).map((id) => press(id)) },
    { weight: 3, arbitrary: fc.constantFrom(...said).map(write) },
    fc.string().map(write),
    fc.constantFrom<Input>(
      { type: 'call-human', clientId: 'call-human' },
      { type: 'leave-queue', clientId: 'leave-it' },
      { type: 'accept', clientId: 'accept-it', agent },
      { type: 'agent-close', clientId: 'close-it', agent, reason: 'solved' },
      { type: 'agent-lost' },
      { type: 'alarm', kind: 'flow-remind' },
      { type: 'alarm', kind: 'flow-forget' },
      { type: 'alarm', kind: 'desk-closing' },
    ),
  );
  const decision = fc.constantFrom<Decision>(
    { kind: 'answer', article: 'browser', also: [] },
    { kind: 'flow', flow: 'zugangsdaten' },
    { kind: 'handoff', intent: 'mensch' },
    { kind: 'smalltalk', intent: 'dank' },
    { kind: 'none', reason: 'out-of-scope', nearest: [] },
  );

  /** What editors may do to the files between two messages. */
  const edits = fc.constantFrom<(flow: Flow) => Flow | undefined>(
    (flow) => flow,
    (flow) => ({ ...flow, revision: 'edited' }),
    (flow) => editSteps(flow, (step) => ({ ...step, hash: 'edited' })),
    (flow) =>
      editSteps(flow, (step) => (step.verb === 'ask' ? { ...step, choices: step.choices.slice(1) } : step)),
    (flow) => editSteps(flow, (step) => (step.verb === 'confirm' ? endOf(flow, step.id) : step)),
    () => undefined,
  );
  const editSteps = (flow: Flow, edit: (step: FlowStep) => FlowStep): Flow => ({
    ...flow,
    revision: 'edited',
    steps: new Map([...flow.steps].map(([id, step]) => [id, edit(step)])),
  });
  const endOf = (flow: Flow, id: string): FlowStep => ({
    ...[...flow.steps.values()].find((it) => it.verb === 'end')!,
    id,
  });
  const editedKnowledge = (edit: (flow: Flow) => Flow | undefined) => ({
    ...knowledge,
    flows: new Map(
      flows.flatMap((flow) => {
        const edited = edit(flow);
        return edited === undefined ? [] : [[flow.id, edited] as const];
      }),
    ),
  });

  it('[G12] no throw, no dead end, state survives JSON, the same input gives the same output', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(input, decision, edits), { maxLength: 40 }), (acts) => {
        let state: DialogueState = startState;
        for (const [act, decided, edit] of acts) {
          const here = flowWorld({ decide: () => decided }, editedKnowledge(edit));
          const stepped = step(state, act, here);
          expect(step(DialogueState.parse(JSON.parse(JSON.stringify(state))), act, here)).toEqual(stepped);
          if (stepped.kind === 'refused') continue;
          state = stepped.state;
        }
        if (state.owner === 'agent') return;
        if (!state.flow?.resting)
          expect(hear(state, write(rules.words.cancel[0]!), world).state.flow).toBeUndefined();
        expect(hear(state, { type: 'call-human', clientId: 'last-wish' }, world).state.owner).toBe('queue');
      }),
      { numRuns: 200 },
    );
  });
});

function idsOf(flow: Flow, id: string): string[] {
  return answersTo(flow, id).flatMap((answer) => (answer.type === 'choice' ? [answer.id] : []));
}

describe('[G13] the walks that editors wrote', () => {
  let understanding: Understanding;
  beforeAll(async () => {
    understanding = await shippedUnderstanding();
  });

  for (const flow of flows)
    flow.tests.forEach((walk, nth) => {
      it(`${flow.id}, ${nth + 1}: ${walk.join(', ').slice(0, 80)}`, () =>
        playWalk(flow, walk, understanding));
    });
});

/** Plays a walk: words or labels of buttons are said, `=step` and `faq:id` are expected. */
function playWalk(flow: Flow, walk: readonly string[], understanding: Understanding): void {
  const here = flowWorld(understanding);
  let last: ReturnType<typeof hear> = enter(flow, here);
  let began = false;
  for (const act of walk) {
    if (act === '=abgebrochen') expect(last.state.flow).toBeUndefined();
    else if (act.startsWith('=')) expectAt(flow, last, act.slice(1));
    else if (act.startsWith('faq:')) expect(last.sources).toContain(`article:${act.slice(4)}`);
    else {
      const button = last.choices.find((choice) => choice.label === act);
      if (began) last = hear(last.state, button === undefined ? write(act) : press(button.id, act), here);
      began = true;
    }
  }
}

function expectAt(flow: Flow, heard: ReturnType<typeof hear>, id: string): void {
  const step = flow.steps.get(id);
  if (step?.verb !== 'end') return expect(heard.state.flow?.step).toBe(id);
  expect(heard.state.flow).toBeUndefined();
  if (step.end.kind === 'handoff') expect(heard.state.owner).toBe('queue');
}
