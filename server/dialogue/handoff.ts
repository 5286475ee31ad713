import { closesAt, isOpen, nextOpening } from '../hours/schedule.ts';
import { describeOpening, describeWeek } from '../hours/words.ts';
import type { Input } from './input.ts';
import { after, done, event, refused } from './outcome.ts';
import type { Output, Step } from './output.ts';
import { formChoice, sayText } from './say.ts';
import type { DialogueState } from './state.ts';
import { waitRange } from './wait.ts';
import type { World } from './world.ts';

/** True while people can be reached: within the hours and not paused. */
export function deskOpen(world: World): boolean {
  return isOpen(world.hours, world.now) && pauseInForce(world) === undefined;
}

/** The pause that holds now. */
function pauseInForce(world: World) {
  const { pause } = world.desk;
  return pause !== undefined && pause.until > world.now ? pause : undefined;
}

/** When people can be reached next, in German words; empty when the calendar knows no day. */
export function openingWords(world: World): string {
  const from = Math.max(world.now, pauseInForce(world)?.until ?? 0);
  const next = isOpen(world.hours, from) ? from : nextOpening(world.hours, from);
  return next === null ? '' : describeOpening(world.hours, next, world.now);
}

/** The phone number with its hours, and the next opening: what fills the blanks of every such sentence. */
export function reachability(world: World): Record<string, string> {
  const { hours } = world;
  return { phone: hours.phone, hours: describeWeek(hours), opening: openingWords(world) };
}

/** How a wish for a human came about. */
export type HumanReason = 'button' | 'words' | 'choice' | 'flow';

/** The visitor wants a human: into the queue, or the form with an honest reason. */
export function callHuman(state: DialogueState, reason: HumanReason, world: World, clientId?: string): Step {
  const { knowledge, desk } = world;
  if (state.owner === 'agent') return refused('closed');
  if (state.owner === 'queue') return done(state, event(sayText(knowledge, 'queue.already')));
  if (!deskOpen(world)) return done(state, event(sayClosed(world)));
  if (desk.available === 0) return done(state, event(sayNobody(world)));
  if (isFullForToday(world)) return done(state, event(sayFull(world)));
  const joined =
    desk.waiting === 0
      ? sayText(knowledge, 'queue.joined.next')
      : sayText(knowledge, 'queue.joined', [], { place: String(desk.waiting + 1) });
  return done(
    { ...state, owner: 'queue', misses: 0 },
    event({ type: 'owner.changed', owner: 'queue', reason, ...(clientId === undefined ? {} : { clientId }) }),
    event(joined),
    { type: 'open-handoff', reason, question: state.question },
    ...queueAlarms(world),
  );
}

function sayClosed(world: World) {
  const { knowledge } = world;
  const pause = pauseInForce(world);
  const values = reachability(world);
  return pause !== undefined && isOpen(world.hours, world.now)
    ? sayText(knowledge, 'desk.paused', [formChoice(knowledge)], { ...values, notice: pause.notice })
    : sayText(knowledge, 'desk.closed', [formChoice(knowledge)], values);
}

/** True when who joins the queue now would probably still wait when the desk closes. */
export function isFullForToday(world: World): boolean {
  const closing = closesAt(world.hours, world.now);
  const range = waitRange(world.desk.waiting + 1, world.desk.pace);
  if (closing === null || range === undefined) return false;
  return (range.from + range.to) / 2 > closing - world.now;
}

function sayFull(world: World) {
  const { knowledge, hours, now } = world;
  const next = nextOpening(hours, now);
  const opening = next === null ? '' : describeOpening(hours, next, now);
  return sayText(knowledge, 'queue.full', [formChoice(knowledge)], { ...reachability(world), opening });
}

export function queueAlarms(world: World): Output[] {
  const closing = closesAt(world.hours, world.now);
  return [
    { type: 'set-alarm', kind: 'max-wait', dueAt: world.now + world.hours.maxWait },
    ...(closing === null ? [] : [{ type: 'set-alarm', kind: 'desk-closing', dueAt: closing } as const]),
  ];
}

export const dropQueueAlarms: readonly Output[] = [
  { type: 'drop-alarm', kind: 'offer' },
  { type: 'drop-alarm', kind: 'max-wait' },
  { type: 'drop-alarm', kind: 'desk-closing' },
];

/** What ends an open handoff, if there is one. */
export function endHandoff(state: DialogueState, reason: string): Output[] {
  if (state.owner === 'assistant') return [];
  return [{ type: 'close-handoff', reason }, ...dropQueueAlarms, { type: 'drop-alarm', kind: 'grace-over' }];
}

export function leaveQueue(state: DialogueState, clientId: string, world: World): Step {
  if (state.owner !== 'queue') return refused('stale');
  return done(
    backToAssistant(state),
    event({ type: 'owner.changed', owner: 'assistant', reason: 'left-queue', clientId }),
    event(sayText(world.knowledge, 'queue.left')),
    ...endHandoff(state, 'left-queue'),
  );
}

/** A message was left in the form; who waited need not wait any longer. */
export function fileRequest(
  state: DialogueState,
  input: Extract<Input, { type: 'file-request' }>,
  world: World,
): Step {
  const { clientId, reference, answerBy } = input;
  const filed: Output[] = [
    event({ type: 'request.filed', clientId, reference, answerBy }),
    event(sayText(world.knowledge, 'form.filed', [], { reference, answerBy })),
  ];
  if (state.owner !== 'queue') return done({ ...state, misses: 0 }, ...filed);
  return done(
    backToAssistant(state),
    ...filed,
    event({ type: 'owner.changed', owner: 'assistant', reason: 'request-filed' }),
    ...endHandoff(state, 'request-filed'),
  );
}

/** The last agent has left while the visitor waits: the form is offered once, the place is kept. */
export function nobodyLeft(state: DialogueState, world: World): Step {
  if (state.owner !== 'queue' || state.toldNobody || world.desk.available > 0) return done(state);
  return done({ ...state, toldNobody: true }, event(sayNobody(world)));
}

/** Back in the queue; whoever finds nobody there is told at once. */
export function waitAgain(state: DialogueState, world: World): { state: DialogueState; outputs: Output[] } {
  const { agent: _, toldNobody: __, ...rest } = state;
  const waiting = { ...rest, owner: 'queue' } as const;
  return world.desk.available > 0
    ? { state: waiting, outputs: [] }
    : { state: { ...waiting, toldNobody: true }, outputs: [event(sayNobody(world))] };
}

function sayNobody(world: World) {
  return sayText(world.knowledge, 'queue.nobody', [formChoice(world.knowledge)], reachability(world));
}

/** The desk closes or pauses while the visitor waits: the message form instead. */
export function deskCloses(state: DialogueState, world: World): Step {
  if (state.owner === 'assistant') return done(state);
  const { knowledge } = world;
  const closing =
    pauseInForce(world) === undefined
      ? sayText(knowledge, 'queue.closing', [formChoice(knowledge)], reachability(world))
      : sayClosed(world);
  return done(
    backToAssistant(state),
    event({ type: 'owner.changed', owner: 'assistant', reason: 'desk-closed' }),
    event(closing),
    ...endHandoff(state, 'desk-closed'),
  );
}

/** The alarm of closing time; the hours may have been changed meanwhile, and a chat that runs may finish. */
export function closingTime(state: DialogueState, world: World): Step {
  const drop: Output = { type: 'drop-alarm', kind: 'desk-closing' };
  if (state.owner !== 'queue') return done(state, drop);
  const closing = closesAt(world.hours, world.now);
  if (deskOpen(world) && closing !== null)
    return done(state, { type: 'set-alarm', kind: 'desk-closing', dueAt: closing });
  return after([drop], deskCloses(state, world));
}

/** Longer than promised: say so and offer the form; the place in the queue is kept. */
export function waitedTooLong(state: DialogueState, world: World): Step {
  const drop: Output = { type: 'drop-alarm', kind: 'max-wait' };
  if (state.owner !== 'queue') return done(state, drop);
  const { knowledge } = world;
  return done(
    state,
    event(sayText(knowledge, 'queue.too-long', [formChoice(knowledge)], reachability(world))),
    drop,
  );
}

export function backToAssistant(state: DialogueState): DialogueState {
  const { agent: _, card: __, toldNobody: ___, ...rest } = state;
  return { ...rest, owner: 'assistant', misses: 0 };
}
