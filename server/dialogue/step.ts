import { MASK } from '../../protocol/constants.ts';
import { describeWeek } from '../hours/words.ts';
import { answerText, chooseOption, follow } from './answer.ts';
import { flowAlarm, isSecret, takeFlowChoice, takeFlowText } from './flow.ts';
import { currentFlow } from './flow-ask.ts';
import { offerToGoOn, returnToFlow, wantHuman } from './flow-digress.ts';
import { dropFlowAlarms, withoutFlow } from './flow-end.ts';
import * as handoff from './handoff.ts';
import type { Input } from './input.ts';
import { learn } from './learn.ts';
import { after, done, event, refused } from './outcome.ts';
import type { Output, Step } from './output.ts';
import * as owner from './owner.ts';
import { endQuiet, mindQuiet, warnQuiet } from './quiet.ts';
import { formChoice, humanChoice, label, sayText, topicChoices } from './say.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/** A conversation that nobody touched for this long is closed. */
export const IDLE_MS = 24 * 60 * 60 * 1000;

/**
 * The one entrance to the dialogue: what an input does to a conversation. Pure: the same state, input and world
 * give the same step. Every input of a visitor puts off the end of the conversation by `IDLE_MS`.
 */
export function step(state: DialogueState, input: Input, world: World): Step {
  if (state.closed && input.type !== 'rate-chat' && input.type !== 'rate-answer') return refused('closed');
  const seen = hideSecret(state, input, world);
  const resumed = resumeFlow(state, take(state, seen, world), world);
  const taken = mindQuiet(state, input, learn(state, seen, resumed, world), world);
  return taken.kind === 'done' && !taken.state.closed && isVisitors(input)
    ? { ...taken, outputs: [...taken.outputs, stayAwake(world)] }
    : taken;
}

function take(state: DialogueState, input: Input, world: World): Step {
  switch (input.type) {
    case 'start':
      return done(state, event(greeting(world)), stayAwake(world));
    case 'text':
    case 'choice':
      return takeMessage(state, input, world);
    case 'trouble':
      return after([event(visitorMessage(input))], trouble(state, world));
    case 'call-human':
      return callHuman(state, input.clientId, world);
    case 'leave-queue':
      return handoff.leaveQueue(state, input.clientId, world);
    case 'file-request':
      return handoff.fileRequest(state, input, world);
    case 'rate-answer':
      return done(
        state,
        event({
          type: 'answer.rated',
          clientId: input.clientId,
          answer: input.answer,
          helpful: input.helpful,
        }),
      );
    case 'rate-chat':
      return done(state, event({ type: 'chat.rated', clientId: input.clientId, stars: input.stars }));
    case 'close':
      return close(state, 'visitor', input.clientId, world);
    case 'offer':
      return owner.offer(state, input);
    case 'pass':
      return owner.pass(state);
    case 'accept':
      return owner.accept(state, input, world);
    case 'agent-text':
      return owner.agentWrites(state, input);
    case 'transfer':
      return owner.transfer(state, input, world);
    case 'agent-return':
      return owner.agentReturns(state, input, world);
    case 'agent-close':
      return owner.agentCloses(state, input, world);
    case 'block':
      return close(state, 'misuse', input.clientId, world);
    case 'agent-lost':
      return owner.agentLost(state, world);
    case 'desk-shut':
      return state.owner === 'queue' ? handoff.deskCloses(state, world) : done(state);
    case 'nobody-left':
      return handoff.nobodyLeft(state, world);
    case 'alarm':
      return alarm(state, input.kind, world);
    default:
      return input satisfies never;
  }
}

/** Who speaks here, with the topics and what can be done as buttons. */
function greeting({ knowledge, hours }: World) {
  const flows = knowledge.flows?.size ? [{ id: 'flows', label: label(knowledge, 'flows.button') }] : [];
  return sayText(knowledge, 'greeting', [...topicChoices(knowledge), ...flows], {
    hours: describeWeek(hours),
  });
}

/** The visitor wrote or pressed a button: the assistant answers unless an agent owns the chat. */
function takeMessage(
  state: DialogueState,
  input: Extract<Input, { type: 'text' | 'choice' }>,
  world: World,
): Step {
  const asked = event(visitorMessage(input));
  if (state.owner === 'agent') return done(state, asked);
  return after(
    [asked],
    input.type === 'text' ? takeText(state, input, world) : takeChoice(state, input.id, world),
  );
}

/** Inside a flow the flow comes first; while the visitor waits for a human it rests. */
function takeText(state: DialogueState, input: Extract<Input, { type: 'text' }>, world: World): Step {
  const inFlow = takeFlowText(state, input, world, follow);
  return inFlow ?? answerText(outsideLostFlow(state, world), input.text, world);
}

function takeChoice(state: DialogueState, id: string, world: World): Step {
  return takeFlowChoice(state, id, world) ?? returnToFlow(chooseOption(state, id, world), world);
}

/** A flow whose file is gone is left without a word: the message itself is answered. */
function outsideLostFlow(state: DialogueState, world: World): DialogueState {
  return state.flow !== undefined && currentFlow(state, world) === undefined ? withoutFlow(state) : state;
}

function callHuman(state: DialogueState, clientId: string, world: World): Step {
  const flow = state.owner === 'assistant' ? currentFlow(state, world) : undefined;
  if (flow !== undefined) return wantHuman(state, flow, 'button', world, clientId);
  const { card: _, ...rest } = state;
  return handoff.callHuman(rest, 'button', world, clientId);
}

/** The visitor is back with the assistant: a flow that was open is offered again. */
function resumeFlow(before: DialogueState, taken: Step, world: World): Step {
  if (taken.kind === 'refused' || before.owner === 'assistant') return taken;
  const { state } = taken;
  if (state.owner !== 'assistant' || state.closed || state.flow === undefined) return taken;
  return after(taken.outputs, offerToGoOn(state, world));
}

/** What a flow asks for as sensitive is shown to nobody, not even in the visitor's own window. */
function hideSecret<T extends Input>(state: DialogueState, input: T, world: World): T {
  if (input.type !== 'text' && input.type !== 'trouble') return input;
  const { text } = input;
  const raw = input.type === 'text' ? input.raw : undefined;
  return isSecret(state, text, world)
    ? { ...input, text: MASK, masked: true, raw: raw ?? text }
    : withoutRaw(input);
}

/** The raw text is looked at only where something sensitive was hidden. */
function withoutRaw<T extends object>(input: T): T {
  if (!('raw' in input)) return input;
  const { raw: _, ...rest } = input;
  return rest as T;
}

function visitorMessage(input: Extract<Input, { type: 'text' | 'choice' | 'trouble' }>) {
  const { clientId } = input;
  return input.type === 'choice'
    ? ({ type: 'visitor.message', clientId, text: input.label, masked: false, choice: input.id } as const)
    : ({ type: 'visitor.message', clientId, text: input.text, masked: input.masked } as const);
}

/** The assistant failed: say so and open the way to people. */
function trouble(state: DialogueState, world: World): Step {
  if (state.owner === 'agent') return done(state);
  const { knowledge } = world;
  const choices = [humanChoice(knowledge), formChoice(knowledge)];
  return done(state, event(sayText(knowledge, 'trouble', choices, handoff.reachability(world))));
}

function alarm(state: DialogueState, kind: Extract<Input, { type: 'alarm' }>['kind'], world: World): Step {
  switch (kind) {
    case 'max-wait':
      return handoff.waitedTooLong(state, world);
    case 'desk-closing':
      return handoff.closingTime(state, world);
    case 'grace-over':
      return owner.graceOver(state, world);
    case 'offer':
      return owner.pass(state);
    case 'quiet':
      return warnQuiet(state, world);
    case 'quiet-end':
      return endQuiet(state, world);
    case 'idle':
      return state.owner === 'assistant'
        ? close(state, 'idle', undefined, world)
        : done(state, stayAwake(world));
    case 'flow-remind':
    case 'flow-forget':
      return flowAlarm(state, kind, world);
    default:
      return kind satisfies never;
  }
}

function close(
  state: DialogueState,
  reason: 'visitor' | 'idle' | 'misuse',
  clientId: string | undefined,
  world: World,
): Step {
  const outputs: Output[] = [
    event({ type: 'conversation.closed', reason, ...(clientId === undefined ? {} : { clientId }) }),
    event(closingWords(reason, world)),
    { type: 'drop-alarm', kind: 'idle' },
    ...dropFlowAlarms,
    ...handoff.endHandoff(state, reason === 'misuse' ? reason : 'visitor-left'),
  ];
  const { agent: _, ...rest } = withoutFlow(state);
  return done({ ...rest, owner: 'assistant', closed: true }, ...outputs);
}

function closingWords(reason: 'visitor' | 'idle' | 'misuse', world: World) {
  return reason === 'misuse'
    ? sayText(world.knowledge, 'conversation.blocked', [], handoff.reachability(world))
    : sayText(world.knowledge, 'conversation.closed');
}

function isVisitors(input: Input): boolean {
  return ![
    'start',
    'alarm',
    'offer',
    'pass',
    'accept',
    'agent-text',
    'transfer',
    'agent-return',
    'agent-close',
    'block',
    'agent-lost',
    'desk-shut',
    'nobody-left',
  ].includes(input.type);
}

function stayAwake(world: World): Output {
  return { type: 'set-alarm', kind: 'idle', dueAt: world.now + IDLE_MS };
}
