import type { ConversationEvent, ConversationStatus } from '../protocol/conversation.ts';
import * as outbox from './outbox.ts';
import type { Line, Refused } from './shared/connection.ts';

/** Everything that the window shows derives from this. */
export interface State {
  readonly line: Line;
  /** The server no longer serves this version of the widget. */
  readonly outdated: boolean;
  /** True when the server has put us into the conversation's room since the line is up. */
  readonly joined: boolean;
  /** Changes when the server's database was restored: what we hold may never have happened. */
  readonly epoch: string | undefined;
  /** The conversation without gaps: the event of seq n stands at index n - 1. */
  readonly events: readonly ConversationEvent[];
  /** The highest seq that we have heard of. */
  readonly known: number;
  readonly status: ConversationStatus | undefined;
  /** What was asked last when the conversation was last synced. */
  readonly question: string;
  readonly outbox: outbox.Outbox;
  /** The last refusal of something that is not a message, until the next act. */
  readonly trouble: Refused | undefined;
  /** The former conversation is gone, this one is new. */
  readonly anew: boolean;
  readonly open: boolean;
  /** The last seq that the visitor has seen, in this tab or another. */
  readonly read: number;
}

/** What can happen to the window. */
export type Input =
  | { type: 'line'; line: Line }
  | { type: 'outdated' }
  /** The server lets this visitor in no more, or not yet. */
  | { type: 'kept-out'; error: Refused }
  | {
      type: 'synced';
      since: number;
      /** `known` as it was when the sync was asked. */
      known: number;
      epoch: string;
      events: readonly ConversationEvent[];
      more: boolean;
      status: ConversationStatus;
      question: string;
    }
  | { type: 'added'; event: ConversationEvent }
  | { type: 'status'; status: ConversationStatus }
  | { type: 'heartbeat'; seq: number; epoch: string }
  | { type: 'reached'; seq: number }
  | { type: 'commanded'; command: outbox.Command }
  | { type: 'acknowledged'; id: string }
  | { type: 'refused'; id: string; error: Refused }
  | { type: 'retried' | 'discarded'; id: string }
  | { type: 'calmed' }
  | { type: 'begun-anew'; lost: boolean }
  | { type: 'opened' | 'closed' }
  | { type: 'read'; seq: number };

export const startState: State = {
  line: 'connecting',
  outdated: false,
  joined: false,
  epoch: undefined,
  events: [],
  known: 0,
  status: undefined,
  question: '',
  outbox: [],
  trouble: undefined,
  anew: false,
  open: false,
  read: 0,
};

/** The seq of the last event that we hold; 0 before the first. */
export const lastSeq = (state: State): number => state.events.length;

/** True when we are not in the room, or something that exists is missing. */
export const needsSync = (state: State): boolean => !state.joined || lastSeq(state) < state.known;

/** Replies that came while the window was closed. */
export function unread(state: State): number {
  if (state.open) return 0;
  return state.events.slice(state.read).filter(isReply).length;
}

/** The first message is the greeting, which answers nothing. */
const isReply = ({ type, seq }: ConversationEvent) =>
  type === 'agent.message' || (type === 'assistant.message' && seq > 1);

/** What an input makes of a state. Pure; the only place where the window's state changes. */
export function reduce(state: State, input: Input): State {
  return seen(settled(change(state, input)));
}

function change(state: State, input: Input): State {
  switch (input.type) {
    case 'line':
      return { ...state, line: input.line, joined: input.line === 'up' && state.joined };
    case 'outdated':
      return { ...state, outdated: true };
    case 'kept-out':
      return { ...state, trouble: input.error };
    case 'synced':
      return synced(state, input);
    case 'added':
      return append(state, [input.event]);
    case 'status':
      return { ...state, status: input.status };
    case 'heartbeat':
      return input.epoch === state.epoch || state.epoch === undefined
        ? { ...state, known: Math.max(state.known, input.seq) }
        : forget(state);
    case 'reached':
      return { ...state, known: Math.max(state.known, input.seq) };
    case 'begun-anew':
      return begunAnew(state, input.lost);
    case 'opened':
      return { ...state, open: true };
    case 'closed':
      return { ...state, open: false };
    case 'read':
      return { ...state, read: Math.max(state.read, input.seq) };
    default:
      return changeOutbox(state, input);
  }
}

type OutboxInput = Extract<
  Input,
  { type: 'commanded' | 'acknowledged' | 'refused' | 'retried' | 'discarded' | 'calmed' }
>;

function changeOutbox(state: State, input: OutboxInput): State {
  switch (input.type) {
    case 'commanded':
      return {
        ...state,
        outbox: outbox.add(state.outbox, input.command),
        // Why nothing is sent at all stays to be read.
        trouble: state.line === 'stopped' ? state.trouble : undefined,
      };
    case 'acknowledged':
      return { ...state, outbox: outbox.acknowledge(state.outbox, input.id), trouble: undefined };
    case 'refused':
      return refused(state, input.id, input.error);
    case 'retried':
      return { ...state, outbox: outbox.retry(state.outbox, input.id) };
    case 'discarded':
      return { ...state, outbox: outbox.discard(state.outbox, input.id) };
    case 'calmed':
      return { ...state, trouble: undefined };
    default:
      return input satisfies never;
  }
}

/** A refusal of a message is shown at the message; of anything else, and "slow down", it is the window's trouble. */
function refused(state: State, id: string, error: Refused): State {
  const after = outbox.refuse(state.outbox, id, error);
  const dropped = !after.some((entry) => outbox.idOf(entry) === id);
  return {
    ...state,
    outbox: after,
    trouble: dropped || error.code === 'slow-down' ? error : state.trouble,
  };
}

/** One page of a sync. Of another epoch than ours it counts only when it was asked from the beginning. */
function synced(state: State, page: Extract<Input, { type: 'synced' }>): State {
  const foreign = state.epoch !== undefined && state.epoch !== page.epoch;
  if (foreign && page.since > 0) return { ...forget(state), epoch: page.epoch };
  const from = foreign ? forget(state) : state;
  const { epoch, question } = page;
  // Only with the last page it is known how things stand; what came before it is no news.
  const status = page.more ? from.status : page.status;
  const next = append({ ...from, epoch, status, question, joined: true }, page.events);
  if (page.more && page.events.length > 0) return { ...next, known: Math.max(next.known, lastSeq(next) + 1) };
  // What nobody has heard of since this sync was asked does not exist, else we would ask for ever.
  return next.known <= page.known ? { ...next, known: lastSeq(next) } : next;
}

/** Takes the events that continue ours without a gap; the others only tell how far there is to go. */
function append(state: State, events: readonly ConversationEvent[]): State {
  const taken = [...state.events];
  let { known, status } = state;
  for (const event of events) {
    if (event.seq === taken.length + 1) taken.push(event);
    // What was being typed is here; that typing ended may come later or be lost.
    if (status && event.type === 'agent.message') status = { ...status, agentTyping: false };
    known = Math.max(known, event.seq);
  }
  return { ...state, events: taken, known, status };
}

/** Drops what the server told; what the visitor wrote and nobody stored stays. */
function forget(state: State): State {
  return { ...state, joined: false, epoch: undefined, events: [], known: 0, read: 0 };
}

function begunAnew(state: State, lost: boolean): State {
  const kept = outbox.carryOver(state.outbox);
  return {
    ...forget(state),
    // Until the line has been opened without the old token, nothing may be asked on it.
    line: 'connecting',
    status: undefined,
    question: '',
    trouble: undefined,
    outbox: kept,
    anew: lost,
  };
}

function settled(state: State): State {
  if (state.outbox.length === 0) return state;
  const ids = state.events.flatMap((event) => ('clientId' in event ? (event.clientId ?? []) : []));
  return { ...state, outbox: outbox.settle(state.outbox, new Set(ids)) };
}

function seen(state: State): State {
  return state.open && state.read !== lastSeq(state) ? { ...state, read: lastSeq(state) } : state;
}
