import type { Choice, EventBody } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { blanksIn, fill } from '../knowledge/fill.ts';
import type { AskStep, ConfirmStep, Flow, FlowRules } from '../knowledge/flow.ts';
import { longestPath } from '../knowledge/flow-graph.ts';
import type { Approved, Knowledge } from '../knowledge/knowledge.ts';
import { type Answers, blanksOf } from './flow-walk.ts';
import { say } from './say.ts';
import type { World } from './world.ts';

/** The rules that hold in every flow; knowledge with a flow has them. */
export function rulesOf(knowledge: Knowledge): FlowRules {
  if (knowledge.flowRules === undefined) throw new Error('a flow without flows/_rules.yaml');
  return knowledge.flowRules;
}

/** A text of a flow, its blanks filled with the answers so far. */
export function sayInFlow(
  flow: Flow,
  approved: Approved,
  answers: Answers,
  world: World,
  choices: readonly Choice[] = [],
  more: Readonly<Record<string, string>> = {},
): EventBody {
  const values = { ...blanksOf(flow, answers, world, blanksIn(approved)), ...more };
  return say(approved, choices, values);
}

/** The question of a step, with its buttons, the way back and out, and how far it is. */
export function question(
  flow: Flow,
  step: AskStep | ConfirmStep,
  answered: { readonly path: readonly string[]; readonly answers: Answers },
  world: World,
  more: readonly Choice[] = [],
): EventBody {
  const rules = rulesOf(world.knowledge);
  const choices = [
    ...answerChoices(step),
    ...more,
    ...(answered.path.length === 0 ? [] : [{ id: 'go:back', label: rules.labels.back }]),
    { id: 'go:cancel', label: rules.labels.cancel },
  ];
  const asked = sayInFlow(flow, step.text, answered.answers, world, choices);
  if (asked.type !== 'assistant.message') return asked;
  const consequences =
    step.verb === 'confirm' ? step.consequences.map((it) => bodyOf(flow, it, answered.answers, world)) : [];
  const list = {
    type: 'list' as const,
    ordered: false,
    items: consequences.flatMap((body) =>
      body.flatMap((block) => (block.type === 'paragraph' ? [block.children] : block.items)),
    ),
  };
  return {
    ...asked,
    body: consequences.length === 0 ? asked.body : [list, ...asked.body],
    flow: { id: flow.id, title: flow.title, progress: progress(flow, step, answered.path, rules) },
  };
}

function bodyOf(flow: Flow, approved: Approved, answers: Answers, world: World) {
  return fill(approved, blanksOf(flow, answers, world, blanksIn(approved)));
}

/** `answer:STEP:VALUE` for each button of a question. */
function answerChoices(step: AskStep | ConfirmStep): Choice[] {
  const button = (value: string, label: string) => ({ id: `answer:${step.id}:${value}`, label });
  return step.verb === 'confirm'
    ? [button('confirmed', step.confirmed.label), button('declined', step.declined.label)]
    : step.choices.map((choice) => button(choice.value, choice.label));
}

/** „Schritt 2 von 4“: answered questions and this one, of these and the longest way that may still come. */
function progress(
  flow: Flow,
  step: AskStep | ConfirmStep,
  path: readonly string[],
  rules: FlowRules,
): string {
  const at = path.length + 1;
  const steps = path.length + longestPath(flow, step.id);
  return plainText(fill(rules.progress, { step: String(at), steps: String(Math.max(at, steps)) }));
}
