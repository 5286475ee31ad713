import { MASK } from '../../protocol/constants.ts';
import type { GapKind } from '../../protocol/workbench.ts';
import type { Input } from './input.ts';
import type { Output, Step } from './output.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/*
 * What editors learn from a step: the questions that the knowledge lacks something for, and text-free counts of its
 * use. Read off from what the step says, so that no place that answers has to think of it.
 */

/** Approved sentences that are an honest no. */
const MISSES = ['text:miss.first', 'text:miss.again', 'text:miss.repeated'];
/** Sentences that meet a wish for a human when nobody can take it. */
const NOBODY = ['text:desk.closed', 'text:desk.paused', 'text:queue.nobody', 'text:queue.full'];

type Said = Extract<Output, { type: 'event' }>['body'] & { type: 'assistant.message' };

/** The same step, which also tells what is to be learnt from it and remembers the answer that it gave. */
export function learn(before: DialogueState, input: Input, taken: Step, world: World): Step {
  if (taken.kind === 'refused' || before.owner === 'agent') return withRating(input, taken);
  const said = taken.outputs.flatMap(messages);
  const gap = gapOf(before, input, taken.outputs, said, world);
  const human = wantsHuman(input, taken.outputs, said);
  const counts = [
    ...countsOf(before, input, said),
    ...(gap?.kind === 'unanswered' ? [count('unanswered')] : []),
    ...(human ? [count('handed-off', before.answered && `article:${before.answered}`)] : []),
  ];
  const learnt = withRating(input, { ...taken, outputs: [...taken.outputs, ...optional(gap), ...counts] });
  return learnt.kind === 'done' ? { ...learnt, state: remember(learnt.state, input, said) } : learnt;
}

function messages(output: Output): Said[] {
  return output.type === 'event' && output.body.type === 'assistant.message' ? [output.body] : [];
}

function optional(output: Output | undefined): Output[] {
  return output === undefined ? [] : [output];
}

function count(measure: Extract<Output, { type: 'count' }>['measure'], source = '', by = 1): Output {
  return { type: 'count', measure, source, by };
}

const articleOf = (said: Said) =>
  said.source.ref.startsWith('article:') ? said.source.ref.slice('article:'.length) : undefined;

function countsOf(before: DialogueState, input: Input, said: readonly Said[]): Output[] {
  if (input.type !== 'text' && input.type !== 'choice') return [];
  const answers = said.filter((one) => articleOf(one) !== undefined).map(({ source }) => source.ref);
  const inFlow = before.flow !== undefined && !before.flow.resting;
  const asked = input.type === 'text' && (!inFlow || answers.length > 0);
  return [
    ...(asked ? [count('asked')] : []),
    ...answers.map((source) => count(input.type === 'text' ? 'answered' : 'chosen', source)),
  ];
}

/** The gap that a step of the assistant shows, if any. What a flow asks for as sensitive never becomes one. */
function gapOf(
  before: DialogueState,
  input: Input,
  outputs: readonly Output[],
  said: readonly Said[],
  world: World,
): Extract<Output, { type: 'gap' }> | undefined {
  if (before.flow?.sensitive) return undefined;
  const missed = said.find(({ source }) => MISSES.includes(source.ref));
  if (input.type === 'text' && missed !== undefined)
    return gap('unanswered', input.text, nearestOf(missed) ?? lastShown(before, missed));
  if (input.type === 'choice' && input.id === 'none')
    return gap('rejected', before.question, offered(before, world));
  if (before.answered !== undefined && wantsHuman(input, outputs, said))
    return gap('handed-off', before.question, before.answered);
  return undefined;
}

function gap(kind: GapKind, question: string, nearest?: string) {
  if (question === '' || question === MASK) return undefined;
  return { type: 'gap', kind, question, ...(nearest === undefined ? {} : { nearest }) } as const;
}

function nearestOf({ choices }: Said): string | undefined {
  return choices.find(({ id }) => id.startsWith('article:'))?.id.slice('article:'.length);
}

/** A complaint about an answer means the article that was shown. */
function lastShown({ shown }: DialogueState, { source }: Said): string | undefined {
  return source.ref === 'text:miss.repeated' ? shown.at(-1) : undefined;
}

/** The article that stood first among the choices that were rejected. */
function offered({ question, shown }: DialogueState, { understanding }: World): string | undefined {
  const decision = understanding.decide(question, { shown });
  return decision.kind === 'choices'
    ? decision.options.find(({ kind }) => kind === 'article')?.id
    : undefined;
}

function wantsHuman(input: Input, outputs: readonly Output[], said: readonly Said[]): boolean {
  if (!['text', 'choice', 'call-human'].includes(input.type)) return false;
  return (
    outputs.some((output) => output.type === 'open-handoff' && output.reason !== 'flow') ||
    said.some(({ source }) => NOBODY.includes(source.ref))
  );
}

/** A rating counts for the answer; a later one takes the earlier one back. */
function withRating(input: Input, taken: Step): Step {
  if (taken.kind === 'refused' || input.type !== 'rate-answer' || input.about === undefined) return taken;
  const { source, question, before } = input.about;
  const measure = (helpful: boolean) => (helpful ? 'helpful' : 'unhelpful');
  const nearest = source.startsWith('article:') ? source.slice('article:'.length) : undefined;
  const counts = [
    ...(before === null || before === undefined ? [] : [count(measure(before), source, -1)]),
    ...(input.helpful === null ? [] : [count(measure(input.helpful), source)]),
  ];
  const unhelpful = input.helpful === false && before !== false;
  return {
    ...taken,
    outputs: [
      ...taken.outputs,
      ...counts,
      ...optional(unhelpful ? gap('unhelpful', question, nearest) : undefined),
    ],
  };
}

/** The article that the visitor has just read, as long as nothing else was asked. */
function remember(state: DialogueState, input: Input, said: readonly Said[]): DialogueState {
  if (!['text', 'choice', 'call-human'].includes(input.type)) return state;
  const answered = said.map(articleOf).find((id) => id !== undefined);
  const { answered: _, ...rest } = state;
  return answered === undefined ? rest : { answered, ...rest };
}
