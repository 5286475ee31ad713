import type { DeskStatus } from '../../protocol/conversation.ts';
import { deskOpen, openingWords } from '../dialogue/handoff.ts';
import type { Desk, Pace } from '../dialogue/world.ts';
import { describeWeek } from '../hours/words.ts';
import type { ChatParts } from './parts.ts';

/** How long an agent may be gone (line lost, laptop closed) before the chats go back to the queue. */
export const AGENT_GRACE_MS = 45_000;

/** The desk as people decide it: who is there, who waits, whether it is paused. */
export async function readDesk(parts: ChatParts, now: number): Promise<Desk> {
  const [available, waiting, pause, pace] = await Promise.all([
    parts.store.countAvailable(now - AGENT_GRACE_MS),
    parts.store.listWaiting(),
    parts.store.currentPause(now),
    readPace(parts, now),
  ]);
  return { available, waiting: waiting.length, pace, ...(pause === undefined ? {} : { pause }) };
}

/** Chats that ended longer ago say little about today's. */
const PACE_MS = 7 * 24 * 60 * 60 * 1000;
const PACE_CHATS = 40;

/** How fast the desk works: recent chats, and how many can run at a time. */
export async function readPace(parts: ChatParts, now: number): Promise<Pace> {
  const [recent, { places, used }] = await Promise.all([
    parts.store.recentPace(now - PACE_MS, PACE_CHATS),
    parts.store.countPlaces(now - AGENT_GRACE_MS),
  ]);
  return { handling: recent.map(({ acceptedAt, closedAt }) => closedAt - acceptedAt), places, used };
}

/** The desk in words for visitors. */
export async function deskStatus(parts: ChatParts): Promise<DeskStatus> {
  const now = parts.clock.now();
  const desk = await readDesk(parts, now);
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
