import { describe, expect, it } from 'vitest';
import { alertOf, isCalling, titleOf } from '../../console/alert.ts';
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
    expect(alertOf(state)).toMatchObject({ waiting: 2, unread: 1 });
  });

  it('goes only to who could take somebody now', () => {
    const waiting = [chat('c1')];
    const { me } = inbox(1);
    expect(isCalling(inbox(1, { waiting }))).toBe(true);
    expect(isCalling(inbox(1, { waiting: [] }))).toBe(false);
    const offered = (agent: string) => inbox(1, { waiting: [chat('c1', { status: 'offered', agent })] });
    const called = (list: ReturnType<typeof inbox>) =>
      alertOf(after([signedIn(), { type: 'inbox', inbox: list, receivedAt: TEN }])).calling;
    expect([offered('a1'), offered('b2')].map(called)).toEqual([true, false]);
    expect(isCalling(inbox(1, { waiting, me: { ...me, available: false } }))).toBe(false);
    expect(isCalling(inbox(1, { waiting, mine: [chat('c2')], me: { ...me, capacity: 1 } }))).toBe(false);
  });

  it.each([
    [{ waiting: 2, unread: 1, calling: true }, false, '(2) Wartende – Lotse'],
    [{ waiting: 2, unread: 1, calling: true }, true, '(2) Bitte annehmen – Lotse'],
    [{ waiting: 2, unread: 1, calling: false }, true, '(2) Wartende – Lotse'],
    [{ waiting: 0, unread: 1, calling: false }, false, '(1) Neue Nachricht – Lotse'],
    [{ waiting: 0, unread: 0, calling: false }, true, 'Lotse – Beratung'],
  ])('stands in the title: %j, %s', (alert, second, title) => {
    expect(titleOf(alert, second)).toBe(title);
  });
});
