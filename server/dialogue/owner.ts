import { closesAt, isOpen } from '../hours/schedule.ts';
import {
  backToAssistant,
  deskCloses,
  deskOpen,
  dropQueueAlarms,
  endHandoff,
  queueAlarms,
  reachability,
  waitAgain,
} from './handoff.ts';
import type { AgentRef, Input } from './input.ts';
import { done, event, refused } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { formChoice, sayText } from './say.ts';
import type { DialogueState } from './state.ts';
import type { World } from './world.ts';

/*
 * What agents do with a handoff: take it, hand it on, give it back, end it. Who may is decided twice: here by the
 * state, and by the store's conditional UPDATE with the epoch.
 */

const dropGrace: Output = { type: 'drop-alarm', kind: 'grace-over' };

/** A chat that runs when the desk closes may go on for a while. */
function graceAlarm({ hours, now }: World): Output[] {
  const closing = isOpen(hours, now) ? closesAt(hours, now) : now;
  return closing === null ? [] : [{ type: 'set-alarm', kind: 'grace-over', dueAt: closing + hours.grace }];
}

/** An agent as events name one. */
function named({ id, name }: AgentRef) {
  return { agent: id, agentName: name };
}

/** The waiting chat is offered to one agent. The visitor is told nothing: nobody has taken it yet. */
export function offer(state: DialogueState, input: Extract<Input, { type: 'offer' }>): Step {
  if (state.owner !== 'queue') return refused('stale');
  const { agent, until } = input;
  return done(
    state,
    { type: 'offer-handoff', agent, until },
    { type: 'set-alarm', kind: 'offer', dueAt: until },
  );
}

/** The offer was let pass, or nobody answered in time. */
export function pass(state: DialogueState): Step {
  const drop: Output = { type: 'drop-alarm', kind: 'offer' };
  return state.owner === 'queue' ? done(state, { type: 'pass-handoff' }, drop) : done(state, drop);
}

export function accept(state: DialogueState, input: Extract<Input, { type: 'accept' }>, world: World): Step {
  const { agent, clientId } = input;
  if (state.owner === 'agent') return refused('taken', state.agent?.name);
  if (state.owner === 'assistant') return refused('stale');
  return done(
    { ...state, owner: 'agent', agent: { id: agent.id, name: agent.name } },
    event({ type: 'owner.changed', owner: 'agent', reason: 'accepted', clientId, ...named(agent) }),
    event(sayText(world.knowledge, 'agent.joined', [], { agent: agent.name })),
    { type: 'accept-handoff', agent: agent.id },
    ...dropQueueAlarms,
    ...graceAlarm(world),
  );
}

export function agentWrites(state: DialogueState, input: Extract<Input, { type: 'agent-text' }>): Step {
  const { agent, clientId, text } = input;
  if (!owns(state, agent)) return refused('stale', state.agent?.name);
  return done(state, event({ type: 'agent.message', clientId, text, ...named(agent) }), {
    type: 'hold-handoff',
    agent: agent.id,
  });
}

export function agentCloses(
  state: DialogueState,
  input: Extract<Input, { type: 'agent-close' }>,
  world: World,
): Step {
  const { agent, clientId, reason } = input;
  if (!owns(state, agent)) return refused('stale', state.agent?.name);
  return done(
    backToAssistant(state),
    event({
      type: 'owner.changed',
      owner: 'assistant',
      reason: 'agent-closed',
      clientId,
      ...named(agent),
    }),
    event(sayText(world.knowledge, 'agent.closed', [], { agent: agent.name })),
    ...endHandoff(state, reason),
  );
}

/**
 * The agent's line is gone too long: back to the head of the queue, or the form when the desk is paused; after closing
 * time the chat ends as if the grace time were over.
 */
export function agentLost(state: DialogueState, world: World): Step {
  if (state.owner !== 'agent') return refused('stale');
  if (!isOpen(world.hours, world.now)) return graceOver(state, world);
  const { knowledge } = world;
  const told = event(sayText(knowledge, 'agent.lost', [], { agent: state.agent?.name ?? '' }));
  if (!deskOpen(world)) {
    const ended = deskCloses(state, world);
    return ended.kind === 'done' ? { ...ended, outputs: [told, ...ended.outputs] } : ended;
  }
  const waiting = waitAgain(state, world);
  return done(
    waiting.state,
    event({ type: 'owner.changed', owner: 'queue', reason: 'agent-lost' }),
    told,
    ...waiting.outputs,
    { type: 'requeue-handoff', lost: true },
    dropGrace,
    ...queueAlarms(world),
  );
}

/** The owner hands the chat on, to a colleague or to the head of the queue. */
export function transfer(
  state: DialogueState,
  input: Extract<Input, { type: 'transfer' }>,
  world: World,
): Step {
  const { agent, clientId, to } = input;
  if (!owns(state, agent)) return refused('stale', state.agent?.name);
  return to === 'queue'
    ? toQueue(state, agent, clientId, world)
    : toColleague(state, agent, to, clientId, world);
}

function toColleague(
  state: DialogueState,
  agent: AgentRef,
  to: AgentRef,
  clientId: string,
  world: World,
): Step {
  const values = { from: agent.name, agent: to.name };
  return done(
    { ...state, agent: { id: to.id, name: to.name } },
    event({ type: 'owner.changed', owner: 'agent', reason: 'transferred', clientId, ...named(to) }),
    event(sayText(world.knowledge, 'agent.transferred', [], values)),
    { type: 'transfer-handoff', agent: agent.id, to: to.id },
  );
}

function toQueue(state: DialogueState, agent: AgentRef, clientId: string, world: World): Step {
  if (!deskOpen(world)) return refused('closed');
  const waiting = waitAgain(state, world);
  return done(
    waiting.state,
    event({ type: 'owner.changed', owner: 'queue', reason: 'requeued', clientId, ...named(agent) }),
    event(sayText(world.knowledge, 'agent.requeued', [], { agent: agent.name })),
    ...waiting.outputs,
    { type: 'requeue-handoff', lost: false },
    dropGrace,
    ...queueAlarms(world),
  );
}

/** The owner gives the chat back to the assistant. */
export function agentReturns(
  state: DialogueState,
  input: Extract<Input, { type: 'agent-return' }>,
  world: World,
): Step {
  const { agent, clientId } = input;
  if (!owns(state, agent)) return refused('stale', state.agent?.name);
  return done(
    backToAssistant(state),
    event({ type: 'owner.changed', owner: 'assistant', reason: 'returned', clientId, ...named(agent) }),
    event(sayText(world.knowledge, 'agent.returned', [], { agent: agent.name })),
    ...endHandoff(state, 'returned'),
  );
}

/** The grace time after closing is over; the hours may have been changed meanwhile. */
export function graceOver(state: DialogueState, world: World): Step {
  if (state.owner !== 'agent') return done(state, dropGrace);
  if (isOpen(world.hours, world.now)) return done(state, dropGrace, ...graceAlarm(world));
  const { knowledge } = world;
  const values = { ...reachability(world), agent: state.agent?.name ?? '' };
  return done(
    backToAssistant(state),
    event({ type: 'owner.changed', owner: 'assistant', reason: 'desk-closed' }),
    event(sayText(knowledge, 'agent.after-hours', [formChoice(knowledge)], values)),
    ...endHandoff(state, 'after-hours'),
  );
}

function owns(state: DialogueState, agent: AgentRef): boolean {
  return state.owner === 'agent' && state.agent?.id === agent.id;
}
