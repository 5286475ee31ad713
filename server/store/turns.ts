import { changeAlarms, takeAlarm } from './alarms.ts';
import { insertBlock } from './blocks.ts';
import { findCommand, lastText, numbered, placeAfter, storeEvents } from './events.ts';
import { changeHandoff, type Refused, refusal, STALE } from './handoff-changes.ts';
import { raiseInbox, raiseInboxOf } from './inbox.ts';
import { encode } from './json.ts';
import { insertNote } from './notes.ts';
import { prepared } from './prepared.ts';
import { dropOriginals, insertOriginal } from './privacy.ts';
import { storeRequest } from './requests.ts';
import type { Turn, TurnResult } from './store.ts';
import type { Trx } from './tables.ts';
import { addUsage, insertGap } from './workbench.ts';
import { Undone } from './write.ts';

/** Saves everything that one input does. Takes the conversation's row lock first, so turns of one do not mix. */
export async function saveTurn(trx: Trx, turn: Turn): Promise<TurnResult | Undone<TurnResult>> {
  assertKeyed(turn);
  const events = numbered(turn.events, turn.at);
  const lastSeq = await advance(trx, turn, lastText(events));
  if (lastSeq === undefined) return new Undone(await whyNotAdvanced(trx, turn));
  const before = lastSeq - events.length;
  const placed = placeAfter(before, events);
  if (!(await storeEvents(trx, turn.conversation, placed, turn.command)))
    return new Undone(await repeated(trx, turn));
  const refused = await changeDesk(trx, turn);
  if (refused) return new Undone<TurnResult>(refused);
  await storeAside(trx, turn, before + 1);
  const inboxSeq = await raiseInboxFor(trx, turn);
  const saved = placed.map(({ event }) => event);
  return { kind: 'saved', events: saved, ...(inboxSeq !== undefined && { inboxSeq }) };
}

/** @throws Error when the command's key would be nowhere */
export function assertKeyed({ command, events }: Turn): void {
  if (command && events.length === 0)
    throw new Error(`The command ${command.clientId} has no event that could carry its key.`);
}

/** The alarm that rings and the handoff: what may have become another meanwhile, so that the turn makes no sense. */
async function changeDesk(trx: Trx, turn: Turn): Promise<Refused | undefined> {
  if (turn.rings && !(await takeAlarm(trx, turn.conversation, turn.rings))) return STALE;
  return turn.handoff && changeHandoff(trx, turn, turn.handoff);
}

/** @param first Number of the turn's first event. */
async function storeAside(trx: Trx, turn: Turn, first: number): Promise<void> {
  if (turn.request) await storeRequest(trx, turn, turn.request);
  if (turn.note) await insertNote(trx, turn.note);
  if (turn.block) await insertBlock(trx, turn.conversation, turn.at, turn.block);
  if (turn.original) await insertOriginal(trx, turn.conversation, first, turn.original);
  if (turn.handoff?.do === 'close') await dropOriginals(trx, turn.conversation);
  if (turn.gap) await insertGap(trx, turn.conversation, turn.at, turn.gap);
  if (turn.usage) await addUsage(trx, turn.usage);
  if (turn.alarms) await changeAlarms(trx, turn.conversation, turn.alarms);
}

const nextVersion = prepared(
  (
    db,
    turn: { id: string; version: number; events: number; state: string; text: string | null; at: number },
  ) =>
    db
      .updateTable('conversation')
      .set((eb) => ({
        version: eb('version', '+', 1),
        last_seq: eb('last_seq', '+', turn.events),
        state: turn.state,
        touched_at: turn.at,
        last_text: eb.fn.coalesce(eb.val(turn.text), 'last_text'),
      }))
      .where('id', '=', turn.id)
      .where('version', '=', turn.version)
      .returning('last_seq'),
);

/** Moves the conversation to its next version; undefined when it is not at the expected one. */
async function advance(trx: Trx, turn: Turn, text: string | undefined): Promise<number | undefined> {
  const [row] = await nextVersion(trx, {
    id: turn.conversation,
    version: turn.expectedVersion,
    events: turn.events.length,
    state: encode(turn.state),
    text: text ?? null,
    at: turn.at,
  });
  return row?.last_seq;
}

async function findRepeated(trx: Trx, { conversation, command }: Turn): Promise<TurnResult | undefined> {
  if (!command) return undefined;
  const event = await findCommand(trx, conversation, command.sender, command.clientId);
  return event && { kind: 'repeated', event };
}

async function repeated(trx: Trx, turn: Turn): Promise<TurnResult> {
  const result = await findRepeated(trx, turn);
  if (result) return result;
  throw new Error(`The command ${turn.command?.clientId} stands in the way of itself, but cannot be found.`);
}

/**
 * An agent who accepts or writes acted on what a console showed: when that is over, the agent is told at once. Every
 * other turn was fenced with what it had just read, so it is read and stepped again.
 */
async function whyNotAdvanced(trx: Trx, turn: Turn): Promise<TurnResult> {
  const result = await findRepeated(trx, turn);
  if (result) return result;
  const shown = turn.handoff?.do === 'accept' || turn.handoff?.do === 'hold' ? turn.handoff : undefined;
  const refused = shown && (await refusal(trx, turn.conversation, shown));
  return refused ?? { kind: 'conflict' };
}

async function raiseInboxFor(trx: Trx, turn: Turn): Promise<number | undefined> {
  const certain = turn.request !== undefined || turn.handoff !== undefined;
  return certain ? raiseInbox(trx) : raiseInboxOf(trx, turn.conversation);
}
