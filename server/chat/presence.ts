import type { DeskStatus } from '../../protocol/conversation.ts';
import { deskOpen, openingWords } from '../dialogue/handoff.ts';
import type { Desk } from '../dialogue/world.ts';
import { describeWeek } from '../hours/words.ts';
import type { Conversation, DeskNow, Store } from '../store/store.ts';
import type { ChatParts } from './parts.ts';
import { Recent } from './recent.ts';

/** How long an agent may be gone (line lost, laptop closed) before the chats go back to the queue. */
export const AGENT_GRACE_MS = 45_000;

/** The desk as people decide it: who is there, who waits, whether it is paused, how fast it works. */
export async function readDesk({ store }: ChatParts, now: number): Promise<Desk> {
  return toDesk(await store.deskNow(now, now - AGENT_GRACE_MS), await handlingTimes(store, now));
}

/** A conversation and the desk as they are together. */
export async function findWithDesk(
  { store }: ChatParts,
  conversation: string,
  now: number,
): Promise<{ readonly conversation: Conversation; readonly desk: Desk } | undefined> {
  const handling = await handlingTimes(store, now);
  const found = await store.findWithDesk(conversation, now, now - AGENT_GRACE_MS);
  return found && { conversation: found.conversation, desk: toDesk(found.desk, handling) };
}

function toDesk({ places, used, ...desk }: DeskNow, handling: readonly number[]): Desk {
  return { pace: { handling, places, used }, ...desk };
}

/** How long recent chats took in ms, as it was at most ten seconds ago: every turn asks, and few end meanwhile. */
function handlingTimes(store: Store, now: number): Promise<readonly number[]> {
  return paces.read(store, now, async () => {
    const rows = await store.recentPace(now - PACE_MS, PACE_CHATS);
    return rows.map(({ acceptedAt, closedAt }) => closedAt - acceptedAt);
  });
}

/** A chat has ended here, so the pace is another. */
export function forgetPace(store: Store): void {
  paces.forget(store);
}

const paces = new Recent<Store, readonly number[]>(10_000);

/** Chats that ended longer ago say little about today's. */
const PACE_MS = 7 * 24 * 60 * 60 * 1000;
const PACE_CHATS = 40;

/** A heartbeat may be told what another one was told this long before: 10,000 windows ask every 20 seconds. */
const shared = new Recent<ChatParts, DeskStatus>(1_000);

/** The desk in words for visitors, as it was at most a second ago. */
export function recentDeskStatus(parts: ChatParts): Promise<DeskStatus> {
  const now = parts.clock.now();
  return shared.read(parts, now, async () => deskWords(parts, await readDesk(parts, now), now));
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
