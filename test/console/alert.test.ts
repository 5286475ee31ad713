import { describe, expect, it } from 'vitest';
import { alertOf, titleOf } from '../../console/alert.ts';
import { after, chat, inbox, signedIn, TEN } from './samples.ts';

describe('the call for the agent', () => {
  it('counts who waits and own chats with something unread', () => {
    const list = inbox(1, {
      waiting: [chat('c1'), chat('c2')],
      mine: [chat('c3', { unread: 4 }), chat('c4'), chat('c5', { unread: 1, lastSeq: 7 })],
    });
    const state = after([
      signedIn(),
      { type: 'inbox', inbox: list, receivedAt: TEN },
      { type: 'read', conversation: 'c5', seq: 7 },
    ]);
    expect(alertOf(state)).toEqual({ waiting: 2, unread: 1 });
  });

  it.each([
    [{ waiting: 2, unread: 1 }, false, '(2) Wartende – Lotse'],
    [{ waiting: 2, unread: 1 }, true, '(2) Bitte annehmen – Lotse'],
    [{ waiting: 0, unread: 1 }, false, '(1) Neue Nachricht – Lotse'],
    [{ waiting: 0, unread: 0 }, true, 'Lotse – Beratung'],
  ])('stands in the title: %j, %s', (alert, second, title) => {
    expect(titleOf(alert, second)).toBe(title);
  });
});
