import type { ConversationEvent } from '../protocol/conversation.ts';
import { idOf } from './outbox.ts';
import type { ChatEvents } from './package/api.ts';
import { type State, unread } from './state.ts';

/** One thing to tell the page. */
export type Happening = {
  [Name in keyof ChatEvents]: { readonly name: Name; readonly detail: ChatEvents[Name] };
}[keyof ChatEvents];

/**
 * What the page may hear of a change: ids and counts, never what was written. What was there before the chat was
 * loaded is no news.
 */
export function happenings(before: State, after: State): Happening[] {
  return [
    ...ofWindow(before, after),
    ...ofMessages(before, after),
    ...ofCount(before, after),
    ...ofOwner(before, after),
    ...ofErrors(before, after),
  ];
}

function ofWindow(before: State, after: State): Happening[] {
  return after.open === before.open ? [] : [plain(after.open ? 'open' : 'close')];
}

function ofCount(before: State, after: State): Happening[] {
  const count = unread(after);
  return count === unread(before) ? [] : [{ name: 'unread', detail: { unread: count } }];
}

function ofMessages(before: State, after: State): Happening[] {
  if (before.status === undefined) return [];
  const own = new Set(before.outbox.map(idOf));
  return after.events.slice(before.events.length).flatMap((event) => ofEvent(event, own));
}

function ofEvent(event: ConversationEvent, own: ReadonlySet<string>): Happening[] {
  switch (event.type) {
    case 'visitor.message':
      return own.has(event.clientId) ? [{ name: 'sent', detail: { id: event.clientId } }] : [];
    case 'assistant.message':
      return [{ name: 'received', detail: { seq: event.seq, from: 'assistant' } }];
    case 'agent.message':
      return [{ name: 'received', detail: { seq: event.seq, from: 'agent' } }];
    default:
      return [];
  }
}

function ofOwner({ status: before }: State, { status: after }: State): Happening[] {
  if (after === undefined) return [];
  const { owner, queuePlace, closed } = after;
  const moved = before !== undefined && before.owner !== owner;
  return [
    ...(moved && owner === 'queue' ? [plain('handoff')] : []),
    ...(moved && owner === 'agent' ? [plain('agent')] : []),
    ...(queuePlace !== undefined && queuePlace !== before?.queuePlace
      ? [{ name: 'queue', detail: { place: queuePlace } } as const]
      : []),
    ...(before?.closed === false && closed ? [plain('ended')] : []),
  ];
}

function ofErrors(before: State, after: State): Happening[] {
  const trouble = after.trouble === before.trouble ? [] : [after.trouble];
  const known = new Set(before.outbox.map(({ error }) => error));
  const failed = after.outbox.map(({ error }) => error).filter((error) => !known.has(error));
  return [...trouble, ...failed].flatMap((error) =>
    error === undefined ? [] : [{ name: 'error', detail: { code: error.code } } as const],
  );
}

function plain(name: 'open' | 'close' | 'handoff' | 'agent' | 'ended'): Happening {
  return { name, detail: null };
}
