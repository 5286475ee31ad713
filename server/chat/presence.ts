import type { DeskStatus } from '../../protocol/conversation.ts';
import { deskOpen, openingWords } from '../dialogue/handoff.ts';
import type { Desk } from '../dialogue/world.ts';
import { describeWeek } from '../hours/words.ts';
import type { ChatParts } from './parts.ts';

/** How long an agent may be gone (line lost, laptop closed) before the chats go back to the queue. */
export const AGENT_GRACE_MS = 45_000;

/** The desk as people decide it: who is there, who waits, whether it is paused. */
export async function readDesk(parts: ChatParts, now: number): Promise<Desk> {
  const [available, waiting, pause] = await Promise.all([
    parts.store.countAvailable(now - AGENT_GRACE_MS),
    parts.store.listWaiting(),
    parts.store.currentPause(now),
  ]);
  return { available, waiting: waiting.length, ...(pause === undefined ? {} : { pause }) };
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
