import type { DeskStatus } from '../../protocol/conversation.ts';
import { deskOpen, openingWords } from '../dialogue/handoff.ts';
import type { Desk } from '../dialogue/world.ts';
import { describeWeek } from '../hours/words.ts';
import type { ChatParts } from './parts.ts';

/** How long an agent may be gone (line lost, laptop closed) before the chats go back to the queue. */
export const AGENT_GRACE_MS = 45_000;

/** The desk as people decide it: who is there, who waits, whether it is paused, how fast it works. */
export async function readDesk({ store }: ChatParts, now: number): Promise<Desk> {
  const [{ places, used, ...desk }, recent] = await Promise.all([
    store.deskNow(now, now - AGENT_GRACE_MS),
    store.recentPace(now - PACE_MS, PACE_CHATS),
  ]);
  const handling = recent.map(({ acceptedAt, closedAt }) => closedAt - acceptedAt);
  return { ...desk, pace: { handling, places, used } };
}

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
