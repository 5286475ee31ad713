import type { Decision } from '../knowledge/decision.ts';
import type { Article, Knowledge } from '../knowledge/knowledge.ts';
import { startFlow } from './flow-ask.ts';
import { callHuman } from './handoff.ts';
import { after, done, event } from './outcome.ts';
import type { Output, Step } from './output.ts';
import {
  articleChoices,
  flowChoices,
  formChoice,
  humanChoice,
  label,
  say,
  sayArticle,
  sayText,
  topicChoices,
} from './say.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/** How many shown articles are remembered, so that the same text is not given again to a complaint. */
const REMEMBERED = 10;

/** The assistant's turn after the visitor's words: answer, choices, or the honest no. */
export function answerText(state: DialogueState, text: string, world: World): Step {
  const decision = world.understanding.decide(text, { shown: state.shown, said: state.question });
  const wants = decision.kind === 'smalltalk' || decision.kind === 'handoff' ? state.question : text;
  return follow({ ...state, question: wants || text }, decision, world);
}

/** The assistant's turn after a pressed button. The shell has checked that the button was offered. */
export function chooseOption(state: DialogueState, id: string, world: World): Step {
  const { knowledge } = world;
  const [kind, name = ''] = id.split(':');
  const article = kind === 'article' ? knowledge.articles.get(name) : undefined;
  if (article !== undefined) return answer(state, [article], knowledge);
  const topic = kind === 'topic' ? knowledge.topics.find((it) => it.id === name) : undefined;
  if (topic !== undefined) {
    const examples = articleChoices(knowledge, topic.examples);
    const choices = [...examples, ...flowChoices(knowledge, flowsOf(knowledge, topic.id))];
    return done(state, event(sayText(knowledge, 'topic.ask', choices, { topic: topic.title })));
  }
  if (kind === 'flows') {
    const flows = flowChoices(knowledge, knowledge.flows?.keys() ?? []);
    return done(state, event(sayText(knowledge, 'flows.ask', flows)));
  }
  if (kind === 'human') return callHuman(state, 'choice', world);
  return miss(state, 'choices.rejected', topicChoices(knowledge), world);
}

/** What a decision leads to outside of flows. */
export function follow(state: DialogueState, decision: Decision, world: World): Step {
  const { knowledge } = world;
  switch (decision.kind) {
    case 'answer':
      return answer(state, articles(knowledge, [decision.article, ...decision.also]), knowledge);
    case 'choices':
      return done(state, event(offer(decision, knowledge)));
    case 'handoff':
      return callHuman(state, 'words', world);
    case 'smalltalk':
      return done(state, ...intentReply(knowledge, decision.intent));
    case 'flow':
      return (
        startFlow({ ...state, misses: 0 }, decision.flow, world) ??
        miss(state, 'miss.first', topicChoices(knowledge), world)
      );
    case 'none':
      return admit(state, decision, world);
    default:
      return decision satisfies never;
  }
}

function articles(knowledge: Knowledge, ids: readonly string[]): Article[] {
  return ids.map((id) => knowledge.articles.get(id)).filter((article) => article !== undefined);
}

function answer(state: DialogueState, found: readonly Article[], knowledge: Knowledge): Step {
  const shown = [...state.shown, ...found.map((article) => article.id)].slice(-REMEMBERED);
  const outputs = found.flatMap((article, nth): Output[] => {
    const answered = event(sayArticle(knowledge, article));
    if (nth === 0) return [answered];
    return [event(sayText(knowledge, 'also.intro', [], { title: article.title })), answered];
  });
  return done({ ...state, misses: 0, shown }, ...outputs);
}

function offer(decision: Extract<Decision, { kind: 'choices' }>, knowledge: Knowledge) {
  const pair = decision.neighbours === undefined ? undefined : knowledge.neighbours[decision.neighbours];
  const choices = decision.options.map((option) => ({
    id: `${option.kind}:${option.id}`,
    label: pair?.labels[option.id] ?? option.title,
  }));
  const none = { id: 'none', label: label(knowledge, 'choices.none') };
  return pair === undefined
    ? sayText(knowledge, 'choices.ask', [...choices, none])
    : say(pair.ask, [...choices, none]);
}

function intentReply(knowledge: Knowledge, id: string): Output[] {
  const intent = knowledge.intents.get(id);
  return intent === undefined ? [] : [event(say(intent))];
}

/** No answer: in the words that fit the reason, with what is nearest and a way to people. */
function admit(state: DialogueState, decision: Extract<Decision, { kind: 'none' }>, world: World): Step {
  const { knowledge } = world;
  if (decision.reason === 'language') {
    const language = knowledge.languages.find((it) => it.code === decision.language);
    if (language !== undefined) return done(state, event(say(language, [humanChoice(knowledge)])));
  }
  if (decision.reason === 'declined' && decision.intent !== undefined)
    return done(state, ...intentReply(knowledge, decision.intent));
  if (decision.reason === 'empty')
    return done(state, event(sayText(knowledge, 'miss.empty', topicChoices(knowledge))));
  if (decision.reason === 'repeated') return miss(state, 'miss.repeated', [], world);
  const nearest = articleChoices(knowledge, decision.nearest.slice(0, 2));
  return miss(state, 'miss.first', nearest.length > 0 ? nearest : topicChoices(knowledge), world);
}

/** A miss; the second in a row puts people first. */
function miss(
  state: DialogueState,
  key: 'miss.first' | 'miss.repeated' | 'choices.rejected',
  choices: readonly { id: string; label: string }[],
  world: World,
): Step {
  const { knowledge } = world;
  const misses = state.misses + 1;
  const human = humanChoice(knowledge);
  return after(
    [],
    misses >= 2
      ? done(
          { ...state, misses },
          event(sayText(knowledge, 'miss.again', [human, formChoice(knowledge), ...choices])),
        )
      : done({ ...state, misses }, event(sayText(knowledge, key, [...choices, human]))),
  );
}

/** The flows that a topic's articles offer. */
function flowsOf(knowledge: Knowledge, topic: string): Set<string> {
  const articles = [...knowledge.articles.values()].filter((article) => article.topic === topic);
  return new Set(articles.flatMap((article) => article.offers.filter((offer) => offer !== 'human')));
}
