import type { Inbox } from '../protocol/agent.ts';
import { offeredToMe, unread } from './selectors.ts';
import type { ConsoleState } from './state.ts';
import { texts } from './texts.ts';

/**
 * What there is for this agent: visitors who wait, and own chats with something unread. `calling`: somebody waits
 * whom this agent could take now.
 */
export type Alert = { readonly waiting: number; readonly unread: number; readonly calling: boolean };

export function alertOf(state: ConsoleState): Alert {
  const { inbox } = state;
  if (inbox === undefined) return { waiting: 0, unread: 0, calling: false };
  return {
    waiting: inbox.waiting.length,
    calling: isCalling(inbox) || offeredToMe(inbox).length > 0,
    unread: inbox.mine.filter((chat) => unread(state, chat) > 0).length,
  };
}

/** Whoever is away or has all hands full is told the number, but not called; nor is anybody for a colleague's offer. */
export function isCalling({ waiting, mine, me }: Inbox): boolean {
  const free = waiting.some(({ status }) => status === 'waiting');
  return free && me.available && mine.length < me.capacity;
}

/** The tab's title. `second` is its other half, with which it changes to and fro while calling. */
export function titleOf({ waiting, unread: chats, calling }: Alert, second: boolean): string {
  const { alert, product, pageTitle } = texts;
  if (waiting > 0) return `${calling && second ? alert.call(waiting) : alert.waiting(waiting)} – ${product}`;
  return chats > 0 ? `${alert.unread(chats)} – ${product}` : pageTitle;
}
