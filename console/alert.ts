import { type ConsoleState, unread } from './state.ts';
import { texts } from './texts.ts';

/** What calls for this agent: visitors who wait, and own chats with something unread. */
export type Alert = { readonly waiting: number; readonly unread: number };

export function alertOf(state: ConsoleState): Alert {
  const { inbox } = state;
  if (inbox === undefined) return { waiting: 0, unread: 0 };
  return {
    waiting: inbox.waiting.length,
    unread: inbox.mine.filter((chat) => unread(state, chat) > 0).length,
  };
}

/** The tab's title. `second` is the other half of the call while somebody waits. */
export function titleOf({ waiting, unread: chats }: Alert, second: boolean): string {
  const { alert, product, pageTitle } = texts;
  if (waiting > 0) return `${second ? alert.call(waiting) : alert.waiting(waiting)} – ${product}`;
  return chats > 0 ? `${alert.unread(chats)} – ${product}` : pageTitle;
}
