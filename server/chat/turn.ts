import type { ConversationEvent } from '../../protocol/conversation.ts';
import type { Input } from '../dialogue/input.ts';
import type { Output, Step } from '../dialogue/output.ts';
import type { DialogueState } from '../dialogue/state.ts';
import { step } from '../dialogue/step.ts';
import type { Desk, World } from '../dialogue/world.ts';
import { weekOf } from '../hours/week.ts';
import { newId } from '../ids.ts';
import { describeError } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import type {
  Conversation,
  HandoffChange,
  NewAlarm,
  NewBlock,
  NewNote,
  NewRequest,
  Turn,
  TurnResult,
} from '../store/store.ts';
import type { ChatParts } from './parts.ts';
import { findWithDesk, forgetPace, readDesk } from './presence.ts';
import { openState, sealState } from './seal.ts';

/*
 * A turn: load -> step -> saveTurn -> publish. Invariants:
 * 1. Nothing is acknowledged or published before its transaction has committed.
 * 2. A lost race is read again and stepped again; since `step` is pure nothing has happened meanwhile.
 * 3. The repetition of a command returns what the first one did.
 */

/** How often a turn that lost a race is tried again before the visitor is told to try later. */
const RACES = 12;

/** Who an input comes from, as it stands in the key of a command. */
export type Sender = 'visitor' | 'desk' | `agent:${string}`;

/** What a turn left behind: its first event, and whether this call did it or an earlier one. */
export interface Taken {
  readonly event: ConversationEvent | undefined;
  readonly repeated: boolean;
}

/** What a turn carries beside the input. */
export interface TurnExtras {
  readonly request?: NewRequest;
  readonly note?: NewNote;
  readonly block?: NewBlock;
  /** What stood under the masks, sealed. */
  readonly original?: string;
  /** The alarm, as it was claimed, that the input comes from. */
  readonly rings?: NewAlarm;
  /** The epoch of the handoff that an agent's console acted on. */
  readonly handoff?: { readonly id: string; readonly epoch: number };
}

/**
 * Takes one input in a conversation.
 * @throws RequestError `not-found` (`stale` for one with a handoff), what the dialogue or the store refuses, `unavailable` after too many races.
 */
export async function takeTurn(
  parts: ChatParts,
  conversationId: string,
  sender: Sender,
  input: Input,
  extras: TurnExtras = {},
): Promise<Taken> {
  for (let race = 0; race < RACES; race++) {
    const now = parts.clock.now();
    const found = await findWithDesk(parts, conversationId, now);
    // Whoever acts on a handoff does not learn whether there is such a conversation without it.
    if (found === undefined) throw new RequestError(extras.handoff === undefined ? 'not-found' : 'stale');
    const { state: sealed, touchedAt } = found.conversation;
    const conversation = { ...found.conversation, state: openState(sealed, parts.seal) };
    // Who waited for a connection meanwhile may read what a later one wrote: time does not go back for that.
    const world = worldOf(parts, Math.max(now, touchedAt), found.desk);
    const stepped = stepSafely(parts, conversation, input, world);
    if (stepped.kind === 'refused')
      return await repeatedOr(parts, conversation, sender, input, () => {
        throw new RequestError(stepped.code, stepped.by === undefined ? {} : { by: stepped.by });
      });
    const original = sealedOriginal(parts, conversation, input);
    const aside = original === undefined ? extras : { original, ...extras };
    const turn = toTurn(conversation, sender, input, stepped, world, aside);
    const result = await parts.store.saveTurn({ ...turn, state: sealState(turn.state, parts.seal) });
    if (result.kind !== 'conflict') return conclude(parts, conversation, turn, result);
  }
  throw new RequestError('unavailable');
}

/** Only what is said to a person is kept under the masks: an assistant has no use for it. */
function sealedOriginal({ seal }: ChatParts, { state }: Conversation, input: Input): string | undefined {
  const kept = state.owner === 'agent' && input.type === 'text' && input.masked && input.raw !== undefined;
  return kept ? seal.seal(input.raw) : undefined;
}

/** The world as a step may see it. */
export async function worldNow(parts: ChatParts): Promise<World> {
  const now = parts.clock.now();
  return worldOf(parts, now, await readDesk(parts, now));
}

function worldOf(parts: ChatParts, now: number, desk: Desk): World {
  const { knowledge, understanding } = parts.inForce();
  return { now, hours: parts.hours(), knowledge, understanding, desk };
}

/** A failure of the assistant on the visitor's words must not swallow them: they are kept, people are offered. */
function stepSafely(parts: ChatParts, conversation: Conversation, input: Input, world: World): Step {
  try {
    return step(conversation.state, input, world);
  } catch (error) {
    parts.log.error('step.failed', { conversation: conversation.id, error: describeError(error) });
    if (input.type !== 'text' && input.type !== 'choice') throw error;
    const text = input.type === 'text' ? input.text : input.label;
    const masked = input.type === 'text' && input.masked;
    return step(conversation.state, { type: 'trouble', clientId: input.clientId, text, masked }, world);
  }
}

async function repeatedOr(
  parts: ChatParts,
  conversation: Conversation,
  sender: Sender,
  input: Input,
  otherwise: () => never,
): Promise<Taken> {
  if (!('clientId' in input)) return otherwise();
  const event = await parts.store.findCommand(conversation.id, sender, input.clientId);
  return event === undefined ? otherwise() : { event, repeated: true };
}

function conclude(
  parts: ChatParts,
  conversation: Conversation,
  turn: Turn,
  result: Exclude<TurnResult, { kind: 'conflict' }>,
): Taken {
  if (result.kind === 'refused') throw refusedByStore(result);
  if (result.kind === 'repeated') return { event: result.event, repeated: true };
  const { cluster } = parts;
  if (turn.handoff?.do === 'close') forgetPace(parts.store);
  if (result.events.length > 0)
    cluster.publish({ type: 'events', conversation: conversation.id, events: result.events });
  if (changesStatus(conversation.state, turn.state))
    cluster.publish({ type: 'status', conversation: conversation.id });
  if (conversation.handoff !== undefined || result.inboxSeq !== undefined) cluster.publish({ type: 'inbox' });
  return { event: result.events[0], repeated: false };
}

/** Who was meant to get the chat takes none: the input names somebody who cannot be chosen. */
function refusedByStore({ code, by }: Extract<TurnResult, { kind: 'refused' }>): RequestError {
  const named = by === undefined ? {} : { by };
  return code === 'away'
    ? new RequestError('not-allowed', { ...named, field: 'to' })
    : new RequestError(code, named);
}

function changesStatus(before: DialogueState, after: DialogueState): boolean {
  return (
    before.owner !== after.owner || before.closed !== after.closed || before.agent?.id !== after.agent?.id
  );
}

function toTurn(
  conversation: Conversation,
  sender: Sender,
  input: Input,
  stepped: Extract<Step, { kind: 'done' }>,
  world: World,
  extras: TurnExtras,
): Turn {
  const { outputs, state } = stepped;
  const handoff = outputs.map((output) => handoffChange(output, conversation, extras)).find((it) => it);
  return {
    conversation: conversation.id,
    expectedVersion: conversation.version,
    at: world.now,
    state,
    events: outputs.flatMap((output) => (output.type === 'event' ? [output.body] : [])),
    alarms: {
      set: outputs.flatMap((output) =>
        output.type === 'set-alarm' ? [{ kind: output.kind, dueAt: output.dueAt }] : [],
      ),
      drop: outputs.flatMap((output) => (output.type === 'drop-alarm' ? [output.kind] : [])),
    },
    ...('clientId' in input ? { command: { sender, clientId: input.clientId } } : {}),
    ...(handoff === undefined ? {} : { handoff }),
    ...(extras.request === undefined ? {} : { request: extras.request }),
    ...(extras.rings === undefined ? {} : { rings: extras.rings }),
    ...(extras.note === undefined ? {} : { note: extras.note }),
    ...(extras.block === undefined ? {} : { block: extras.block }),
    ...(extras.original === undefined ? {} : { original: extras.original }),
    ...learnt(outputs, world),
  };
}

/** What editors learn from the turn, saved with it. */
function learnt(outputs: readonly Output[], { knowledge, hours, now }: World): Pick<Turn, 'gap' | 'usage'> {
  const [gap] = outputs.flatMap((output) => (output.type === 'gap' ? [output] : []));
  const counts = outputs.flatMap((output) =>
    output.type === 'count' ? [{ measure: output.measure, source: output.source, count: output.by }] : [],
  );
  const { revision } = knowledge;
  return {
    ...(gap === undefined
      ? {}
      : {
          gap: {
            id: newId(),
            kind: gap.kind,
            question: gap.question,
            revision,
            ...(gap.nearest === undefined ? {} : { nearest: gap.nearest }),
          },
        }),
    ...(counts.length === 0 ? {} : { usage: { week: weekOf(hours.zone, now), counts } }),
  };
}

/** The change of the open handoff, fenced by the epoch that the agent acted on or that was just read. */
function handoffChange(
  output: Output,
  conversation: Conversation,
  extras: TurnExtras,
): HandoffChange | undefined {
  if (output.type === 'open-handoff')
    return { do: 'open', id: newId(), reason: output.reason, question: output.question };
  const open = extras.handoff ?? conversation.handoff;
  if (open === undefined) return undefined;
  const fence = { id: open.id, epoch: open.epoch };
  switch (output.type) {
    case 'accept-handoff':
      return { do: 'accept', ...fence, agent: output.agent };
    case 'hold-handoff':
      return { do: 'hold', ...fence, agent: output.agent };
    case 'offer-handoff':
      return { do: 'offer', ...fence, agent: output.agent, until: output.until };
    case 'pass-handoff':
      return { do: 'pass', ...fence };
    case 'transfer-handoff':
      return { do: 'transfer', ...fence, agent: output.agent, to: output.to };
    case 'requeue-handoff':
      return { do: 'requeue', ...fence, lost: output.lost };
    case 'close-handoff':
      return { do: 'close', ...fence, reason: output.reason };
    default:
      return undefined;
  }
}
