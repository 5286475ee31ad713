import type { DayFigures, HourFigures } from '../../protocol/desk.ts';
import { quantile } from '../dialogue/wait.ts';
import { addDays, instantOf, isCalendarDate, localTime } from '../hours/local-time.ts';
import { RequestError } from '../request-error.ts';
import type { ConversationRow, HandoffRow } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * A calendar day at the desk, today unless named.
 * @throws RequestError `bad-request` for a date that is none
 */
export async function dayFigures(parts: ChatParts, date?: string): Promise<DayFigures> {
  const now = parts.clock.now();
  const { zone } = parts.hours();
  const day = date ?? localTime(zone, now).date;
  if (!isCalendarDate(day)) throw new RequestError('bad-request', { field: 'date' });
  const [from, to] = [instantOf(zone, day, 0), instantOf(zone, addDays(day, 1), 0)];
  const [waiting, handoffs, conversations] = await Promise.all([
    parts.store.listWaiting(),
    parts.store.handoffsBetween(from, to),
    parts.store.conversationsBetween(from, to),
  ]);
  const hourOf = (at: number) => Math.floor(localTime(zone, at).msOfDay / HOUR_MS);
  return {
    date: day,
    waitingNow: waiting.length,
    ...(waiting[0] === undefined ? {} : { longestWaitMs: now - waiting[0].queuedAt }),
    ...summary(handoffs, conversations),
    agents: chatsByAgent(handoffs),
    hours: byHour(handoffs, conversations, hourOf),
  };
}

const isServed = ({ acceptedAt }: HandoffRow) => acceptedAt !== undefined;
const isAbandoned = ({ acceptedAt, closedAt, leftMessage }: HandoffRow) =>
  acceptedAt === undefined && closedAt !== undefined && !leftMessage;

function summary(handoffs: readonly HandoffRow[], conversations: readonly ConversationRow[]) {
  const waits = handoffs
    .flatMap(({ queuedAt, acceptedAt }) => (acceptedAt === undefined ? [] : [acceptedAt - queuedAt]))
    .sort((a, b) => a - b);
  const left = handoffs.filter((it) => !isServed(it) && it.leftMessage);
  return {
    conversations: conversations.length,
    solvedByAssistant: conversations.filter(({ needed }) => !needed).length,
    handoffs: handoffs.length,
    served: waits.length,
    abandoned: handoffs.filter(isAbandoned).length,
    leftMessage: left.length,
    ...(waits.length === 0 ? {} : { waitMedianMs: quantile(waits, 0.5), waitP90Ms: quantile(waits, 0.9) }),
  };
}

function chatsByAgent(handoffs: readonly HandoffRow[]): DayFigures['agents'] {
  const counts = new Map<string, DayFigures['agents'][number]>();
  for (const { id, name } of handoffs.flatMap(({ servedBy }) => servedBy))
    counts.set(id, { id, name, chats: (counts.get(id)?.chats ?? 0) + 1 });
  return [...counts.values()].sort((a, b) => b.chats - a.chats || a.name.localeCompare(b.name, 'de'));
}

function byHour(
  handoffs: readonly HandoffRow[],
  conversations: readonly ConversationRow[],
  hourOf: (at: number) => number,
): HourFigures[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    conversations: 0,
    handoffs: 0,
    abandoned: 0,
  }));
  for (const { createdAt } of conversations) hours[hourOf(createdAt)]!.conversations += 1;
  for (const handoff of handoffs) {
    const hour = hours[hourOf(handoff.queuedAt)]!;
    hour.handoffs += 1;
    if (isAbandoned(handoff)) hour.abandoned += 1;
  }
  return hours;
}
