import { answerText, chooseOption } from './answer.ts';
import * as handoff from './handoff.ts';
import type { Input } from './input.ts';
import { after, done, event, refused } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { formChoice, humanChoice, sayText, topicChoices } from './say.ts';
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
  const taken = take(state, input, world);
  return taken.kind === 'done' && !taken.state.closed && isVisitors(input)
    ? { ...taken, outputs: [...taken.outputs, stayAwake(world)] }
    : taken;
}

function take(state: DialogueState, input: Input, world: World): Step {
  switch (input.type) {
    case 'start':
      return done(
        state,
        event(sayText(world.knowledge, 'greeting', topicChoices(world.knowledge))),
        stayAwake(world),
      );
    case 'text':
    case 'choice':
      return takeMessage(state, input, world);
    case 'trouble':
      return after([event(visitorMessage(input))], trouble(state, world));
    case 'call-human':
      return handoff.callHuman(state, 'button', world, input.clientId);
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
    case 'accept':
      return handoff.accept(state, input, world);
    case 'agent-text':
      return handoff.agentWrites(state, input);
    case 'agent-close':
      return handoff.agentCloses(state, input, world);
    case 'agent-lost':
      return handoff.agentLost(state, world);
    case 'desk-paused':
      return handoff.deskCloses(state, world);
    case 'alarm':
      return alarm(state, input.kind, world);
    default:
      return input satisfies never;
  }
}

/** The visitor wrote or pressed a button: the assistant answers unless an agent owns the chat. */
function takeMessage(
  state: DialogueState,
  input: Extract<Input, { type: 'text' | 'choice' }>,
  world: World,
): Step {
  const asked = event(visitorMessage(input));
  if (state.owner === 'agent') return done(state, asked);
  const answered =
    input.type === 'text' ? answerText(state, input.text, world) : chooseOption(state, input.id, world);
  return after([asked], answered);
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
      return after([{ type: 'drop-alarm', kind }], handoff.deskCloses(state, world));
    case 'idle':
      return state.owner === 'assistant'
        ? close(state, 'idle', undefined, world)
        : done(state, stayAwake(world));
    default:
      return kind satisfies never;
  }
}

function close(
  state: DialogueState,
  reason: 'visitor' | 'idle',
  clientId: string | undefined,
  world: World,
): Step {
  const outputs: Output[] = [
    event({ type: 'conversation.closed', reason, ...(clientId === undefined ? {} : { clientId }) }),
    event(sayText(world.knowledge, 'conversation.closed')),
    { type: 'drop-alarm', kind: 'idle' },
    ...handoff.endHandoff(state, 'visitor-left'),
  ];
  const { agent: _, ...rest } = state;
  return done({ ...rest, owner: 'assistant', closed: true }, ...outputs);
}

function isVisitors(input: Input): boolean {
  return !['start', 'alarm', 'accept', 'agent-text', 'agent-close', 'agent-lost', 'desk-paused'].includes(
    input.type,
  );
}

function stayAwake(world: World): Output {
  return { type: 'set-alarm', kind: 'idle', dueAt: world.now + IDLE_MS };
}
