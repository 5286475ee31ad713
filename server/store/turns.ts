import { changeAlarms, takeAlarm } from './alarms.ts';
import { insertBlock } from './blocks.ts';
import { findCommand, lastText, numbered, storeEvents } from './events.ts';
import { changeHandoff, refusal } from './handoff-changes.ts';
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
  if (turn.command && turn.events.length === 0)
    throw new Error(`The command ${turn.command.clientId} has no event that could carry its key.`);
  const events = numbered(turn.events, 0, turn.at);
  const lastSeq = await advance(trx, turn, lastText(events));
  const repeated = await findRepeated(trx, turn);
  if (repeated) return new Undone(repeated);
  if (lastSeq === undefined) return new Undone(await whyNotAdvanced(trx, turn));
  if (turn.rings && !(await takeAlarm(trx, turn.conversation, turn.rings)))
    return new Undone<TurnResult>({ kind: 'refused', code: 'stale' });
  const refused = turn.handoff && (await changeHandoff(trx, turn, turn.handoff));
  if (refused) return new Undone<TurnResult>(refused);

  const before = lastSeq - events.length;
  const placed = events.map((event) => ({ ...event, seq: before + event.seq }));
  await storeEvents(trx, turn.conversation, placed, turn.command);
  if (turn.request) await storeRequest(trx, turn, turn.request);
  if (turn.note) await insertNote(trx, turn.note);
  if (turn.block) await insertBlock(trx, turn.conversation, turn.at, turn.block);
  if (turn.original) await insertOriginal(trx, turn.conversation, before + 1, turn.original);
  if (turn.handoff?.do === 'close') await dropOriginals(trx, turn.conversation);
  if (turn.gap) await insertGap(trx, turn.conversation, turn.at, turn.gap);
  if (turn.usage) await addUsage(trx, turn.usage);
  if (turn.alarms) await changeAlarms(trx, turn.conversation, turn.alarms);
  const inboxSeq = await raiseInboxFor(trx, turn);
  return { kind: 'saved', events: placed, ...(inboxSeq !== undefined && { inboxSeq }) };
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

async function findRepeated(trx: Trx, turn: Turn): Promise<TurnResult | undefined> {
  if (!turn.command) return undefined;
  const event = await findCommand(trx, turn.conversation, turn.command.sender, turn.command.clientId);
  return event && { kind: 'repeated', event };
}

/**
 * An agent who accepts or writes acted on what a console showed: when that is over, the agent is told at once. Every
 * other turn was fenced with what it had just read, so it is read and stepped again.
 */
async function whyNotAdvanced(trx: Trx, turn: Turn): Promise<TurnResult> {
  const shown = turn.handoff?.do === 'accept' || turn.handoff?.do === 'hold' ? turn.handoff : undefined;
  const refused = shown && (await refusal(trx, turn.conversation, shown));
  return refused ?? { kind: 'conflict' };
}

async function raiseInboxFor(trx: Trx, turn: Turn): Promise<number | undefined> {
  const certain = turn.request !== undefined || turn.handoff !== undefined;
  return certain ? raiseInbox(trx) : raiseInboxOf(trx, turn.conversation);
}
