import { CompiledQuery } from 'kysely';
import { lastText, type NewEvent, numbered, placeAfter } from './events.ts';
import { encode } from './json.ts';
import type { Turn, TurnResult } from './store.ts';
import type { Database } from './tables.ts';
import { assertKeyed } from './turns.ts';
import { newUsage } from './workbench.ts';
import type { Statement } from './write.ts';

/*
 * A turn as one statement of PostgreSQL, which is a transaction of its own: one way there and back in place of about
 * ten. Everything in it hangs on the row that it moves, so it is done whole or not at all. Parts are done in the order
 * in which they are read: the row of `meta`, which every writer wants, is taken when all else is `done`.
 */

const STATEMENT = `with moved as (
  update conversation
  set version = version + 1, last_seq = last_seq + $3, state = $4, touched_at = $5, last_text = coalesce($6, last_text)
  where id = $1 and version = $2 and ($7::text is null or exists (
    select from handoff
    where id = $7 and conversation = $1 and epoch = $8 and status = 'active' and agent = $9))
  returning id, last_seq
), stored as (
  insert into event (conversation, seq, at, type, sender, client_id, body)
  select moved.id, moved.last_seq - $3 + place, $5, type,
    case place when 1 then $10::text end, case place when 1 then $11::text end, body
  from moved, unnest($12::text[], $13::text[]) with ordinality as new (type, body, place)
  returning seq
), counted as (
  insert into usage (id, week, measure, source, count)
  select new.id, $14, measure, source, count
  from moved, unnest($15::text[], $16::text[], $17::text[], $18::integer[]) as new (id, measure, source, count)
  returning id
), dropped as (
  delete from alarm using moved where conversation = moved.id and kind = any ($19::text[])
  returning kind
), alarmed as (
  insert into alarm (conversation, kind, due_at)
  select moved.id, kind, due_at from moved, unnest($20::text[], $21::bigint[]) as new (kind, due_at)
  on conflict (conversation, kind) do update set due_at = excluded.due_at
  returning kind
), done as (
  select (select count(*) from stored) + (select count(*) from counted)
    + (select count(*) from dropped) + (select count(*) from alarmed) as changes
), raised as (
  update meta set inbox_seq = inbox_seq + 1 from moved
  where (select changes from done) >= 0 and exists (select from handoff where conversation = moved.id and status <> 'closed')
  returning inbox_seq
)
select moved.last_seq, raised.inbox_seq from moved left join raised on true`;

/**
 * The statement for a turn of the kind that most are: words, counts, alarms, and at most an owner who is to stay.
 * Undefined for any other.
 */
export function turnStatement(turn: Turn): Statement<TurnResult> | undefined {
  const { handoff, request, note, block, original, gap, rings } = turn;
  const aside = [request, note, block, original, gap, rings].some((part) => part !== undefined);
  if (aside || (handoff !== undefined && handoff.do !== 'hold')) return undefined;
  return (db) => save(db, turn);
}

async function save(db: Database, turn: Turn): Promise<TurnResult | undefined> {
  assertKeyed(turn);
  const events = numbered(turn.events, turn.at);
  const query = CompiledQuery.raw(STATEMENT, valuesOf(turn, events));
  const { rows } = await db.executeQuery<{ last_seq: number; inbox_seq: number | null }>(query);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    kind: 'saved',
    events: placeAfter(row.last_seq - events.length, events).map(({ event }) => event),
    ...(row.inbox_seq !== null && { inboxSeq: row.inbox_seq }),
  };
}

function valuesOf(turn: Turn, events: readonly NewEvent[]): unknown[] {
  const { command, alarms } = turn;
  const hold = turn.handoff?.do === 'hold' ? turn.handoff : undefined;
  const usage = turn.usage === undefined ? [] : newUsage(turn.usage);
  const set = new Map((alarms?.set ?? []).map(({ kind, dueAt }) => [kind, dueAt]));
  // All parts of a statement see the rows as they were before it, so a kind is dropped or set, not both.
  const dropped = (alarms?.drop ?? []).filter((kind) => !set.has(kind));
  return [
    turn.conversation,
    turn.expectedVersion,
    events.length,
    encode(turn.state),
    turn.at,
    lastText(events) ?? null,
    ...[hold?.id, hold?.epoch, hold?.agent, command?.sender, command?.clientId].map((part) => part ?? null),
    events.map(({ event }) => event.type),
    events.map(({ json }) => json),
    turn.usage?.week ?? null,
    usage.map(({ id }) => id),
    usage.map(({ measure }) => measure),
    usage.map(({ source }) => source),
    usage.map(({ count }) => count),
    dropped,
    [...set.keys()],
    [...set.values()],
  ];
}
