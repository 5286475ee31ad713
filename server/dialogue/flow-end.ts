import { plainText } from '../../protocol/plain-text.ts';
import type { EndStep, Flow } from '../knowledge/flow.ts';
import { sayInFlow } from './flow-say.ts';
import { type Answers, slotsOf } from './flow-walk.ts';
import { callHuman, deskOpen } from './handoff.ts';
import { after, done, event } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { say, sayArticle } from './say.ts';
import type { DialogueState, HandoffCard } from './state.ts';
import type { World } from './world.ts';

/** Takes the alarms of a flow away. */
export const dropFlowAlarms: readonly Output[] = [
  { type: 'drop-alarm', kind: 'flow-remind' },
  { type: 'drop-alarm', kind: 'flow-forget' },
];

/** The same conversation outside of any flow. */
export function withoutFlow(state: DialogueState): DialogueState {
  const { flow: _, ...rest } = state;
  return rest;
}

/** The end of a flow: an answer, a link, or people. */
export function finish(
  state: DialogueState,
  flow: Flow,
  step: EndStep,
  answers: Answers,
  world: World,
): Step {
  const { knowledge } = world;
  const { end } = step;
  const left = { ...withoutFlow(state), misses: 0 };
  const tell = (approved: Parameters<typeof sayInFlow>[1]) =>
    event(sayInFlow(flow, approved, answers, world));
  if (end.kind === 'handoff') {
    const card = cardOf(flow, answers, [...end.summary, ...end.forAgent], { topic: end.topic });
    return after(dropFlowAlarms, reachPeople({ ...left, card }, flow, end, answers, world));
  }
  if (end.kind === 'link') return done(left, ...dropFlowAlarms, tell(end.text), event(say(end.link)));
  const article = end.article === undefined ? undefined : knowledge.articles.get(end.article);
  return done(
    article === undefined ? left : { ...left, shown: [...left.shown, article.id].slice(-10) },
    ...dropFlowAlarms,
    ...(end.text === undefined ? [] : [tell(end.text)]),
    ...(article === undefined ? [] : [event(sayArticle(knowledge, article))]),
  );
}

function reachPeople(
  state: DialogueState,
  flow: Flow,
  end: Extract<EndStep['end'], { kind: 'handoff' }>,
  answers: Answers,
  world: World,
): Step {
  const called = callHuman(state, 'flow', world);
  if (deskOpen(world) && world.desk.available > 0) return called;
  const { text, article } = end.closed;
  const shown = article === undefined ? undefined : world.knowledge.articles.get(article);
  const instead: Output[] = [
    ...(text === undefined ? [] : [event(sayInFlow(flow, text, answers, world))]),
    ...(shown === undefined ? [] : [event(sayArticle(world.knowledge, shown))]),
  ];
  return after(instead, called);
}

/** What the agent sees: the goal, the open question, the answers. */
export function cardOf(
  flow: Flow,
  answers: Answers,
  wanted: readonly string[],
  more: Partial<HandoffCard> = {},
): HandoffCard {
  const slots = slotsOf(flow, answers);
  const order = wanted.filter((slot) => slots.has(slot));
  const rest = [...slots.keys()].filter((slot) => !order.includes(slot));
  return {
    title: flow.title,
    ...more,
    answers: [...order, ...rest].flatMap((slot) => {
      const answer = slots.get(slot);
      return answer === undefined ? [] : [{ ...answer, question: questionOf(flow, slot) }];
    }),
  };
}

/** The question behind a slot, or of a step, without what was said before it. */
export function questionOf(flow: Flow, slot: string): string {
  const step =
    [...flow.steps.values()].find((it) => it.verb === 'ask' && it.save === slot) ?? flow.steps.get(slot);
  const text = step?.verb === 'ask' || step?.verb === 'confirm' ? plainText(step.text.body) : slot;
  return text.trim().split('\n').at(-1) ?? slot;
}
