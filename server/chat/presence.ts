import type { DeskStatus } from '../../protocol/conversation.ts';
import { deskOpen, openingWords } from '../dialogue/handoff.ts';
import type { Desk } from '../dialogue/world.ts';
import { describeWeek } from '../hours/words.ts';
import type { Store } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

/** How long an agent may be gone (line lost, laptop closed) before the chats go back to the queue. */
export const AGENT_GRACE_MS = 45_000;

/** The desk as people decide it: who is there, who waits, whether it is paused, how fast it works. */
export async function readDesk({ store }: ChatParts, now: number): Promise<Desk> {
  const [{ places, used, ...desk }, handling] = await Promise.all([
    store.deskNow(now, now - AGENT_GRACE_MS),
    handlingTimes(store, now),
  ]);
  return { ...desk, pace: { handling, places, used } };
}

/** How long recent chats took in ms, as it was at most ten seconds ago: every turn asks, and few end meanwhile. */
function handlingTimes(store: Store, now: number): Promise<readonly number[]> {
  const known = paces.get(store);
  if (known !== undefined && now >= known.at && now - known.at < PACE_FRESH_MS) return known.handling;
  const handling = store
    .recentPace(now - PACE_MS, PACE_CHATS)
    .then((rows) => rows.map(({ acceptedAt, closedAt }) => closedAt - acceptedAt));
  paces.set(store, { at: now, handling });
  handling.catch(() => forgetPace(store));
  return handling;
}

/** A chat has ended here, so the pace is another. */
export function forgetPace(store: Store): void {
  paces.delete(store);
}

const PACE_FRESH_MS = 10_000;
const paces = new WeakMap<Store, { readonly at: number; readonly handling: Promise<readonly number[]> }>();

/** Chats that ended longer ago say little about today's. */
const PACE_MS = 7 * 24 * 60 * 60 * 1000;
const PACE_CHATS = 40;

/** A heartbeat may be told what another one was told this long before: 10,000 windows ask every 20 seconds. */
const SHARED_MS = 1_000;
const shared = new WeakMap<ChatParts, { readonly at: number; readonly status: Promise<DeskStatus> }>();

/** The desk in words for visitors, as it was at most a second ago. */
export function recentDeskStatus(parts: ChatParts): Promise<DeskStatus> {
  const now = parts.clock.now();
  const known = shared.get(parts);
  if (known !== undefined && now >= known.at && now - known.at < SHARED_MS) return known.status;
  const status = readDesk(parts, now).then((desk) => deskWords(parts, desk, now));
  shared.set(parts, { at: now, status });
  status.catch(() => shared.delete(parts));
  return status;
}

/** The desk in words for visitors. */
export function deskWords(parts: ChatParts, desk: Desk, now: number): DeskStatus {
  const hours = parts.hours();
  const world = { now, hours, desk, ...parts.inForce() };
  const open = deskOpen(world);
  return {
    open,
    staffed: desk.available > 0,
    hours: describeWeek(hours),
    phone: hours.phone,
    ...(open ? {} : { nextOpening: openingWords(world) }),
    ...(desk.pause === undefined ? {} : { notice: desk.pause.notice }),
  };
}
