import { isCalling } from './alert.ts';
import { offeredToMe, unread } from './selectors.ts';
import type { ConsoleState } from './state.ts';

/** Something that calls an agent who may be looking elsewhere. */
export type News = {
  readonly kind: 'offered' | 'waiting' | 'message';
  readonly conversation: string;
};

/**
 * What is new between two states and worth a tone: an offer, somebody who waits and could be taken, an own visitor's
 * unread message. The first inbox after signing in brings no news, else a morning would begin with a concert.
 */
export function newsBetween(before: ConsoleState, after: ConsoleState): News[] {
  const [was, is] = [before.inbox, after.inbox];
  if (was === undefined || is === undefined || was === is) return [];
  const offers = offeredToMe(is).filter((chat) => !knew(offeredToMe(was), chat));
  const free = is.waiting.filter(({ status }) => status === 'waiting');
  const waiting = isCalling(is) ? free.filter((chat) => !knew(was.waiting, chat)) : [];
  const written = is.mine.filter((chat) => unread(after, chat) > unreadBefore(before, chat.conversation));
  return [
    ...offers.map(({ conversation }) => ({ kind: 'offered', conversation }) as const),
    ...waiting.map(({ conversation }) => ({ kind: 'waiting', conversation }) as const),
    ...written.map(({ conversation }) => ({ kind: 'message', conversation }) as const),
  ];
}

function knew(
  before: readonly { handoff: string; epoch: number }[],
  chat: { handoff: string; epoch: number },
) {
  return before.some((one) => one.handoff === chat.handoff && one.epoch === chat.epoch);
}

function unreadBefore(before: ConsoleState, conversation: string): number {
  const chat = before.inbox?.mine.find((one) => one.conversation === conversation);
  return chat === undefined ? 0 : unread(before, chat);
}
