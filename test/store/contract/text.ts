import { expect, it } from 'vitest';
import {
  allEvents,
  assistantSays,
  begin,
  leaveRequest,
  load,
  NOW,
  openHandoff,
  type Subject,
  save,
  signUp,
  visitorSays,
} from '../support.ts';

/** What is written, and what is read again: NFC, no NUL, no half characters, everything else untouched. */
const HARD: Record<string, [written: string, read: string]> = {
  'NUL in the middle': ['a\0b', 'ab'],
  'NUL alone': ['\0', ''],
  'a high surrogate alone': ['a\ud83d', 'a\ufffd'],
  'a low surrogate alone': ['\ude00b', '\ufffdb'],
  'surrogates in the wrong order': ['\ude00\ud83d', '\ufffd\ufffd'],
  'umlauts as letter and mark': ['Gru\u0308\u00dfe an A\u0308rzte', 'Grüße an Ärzte'],
  'emoji, families and flags': ['😀 👨‍👩‍👧 🇩🇪', '😀 👨‍👩‍👧 🇩🇪'],
  'an end of SQL': ["'; DROP TABLE event; --", "'; DROP TABLE event; --"],
  'quotes, backslashes and braces': ['"\\" {"a": [1]} \\u0000', '"\\" {"a": [1]} \\u0000'],
  'wildcards and placeholders': ['100 % _x_ ? ?1 :a $1 @b', '100 % _x_ ? ?1 :a $1 @b'],
  'control and direction marks': [
    '\u0001\u001f\u007f\u202e\u200b\ufeff',
    '\u0001\u001f\u007f\u202e\u200b\ufeff',
  ],
  'line ends': ['eins\r\nzwei\u2028drei', 'eins\r\nzwei\u2028drei'],
  'prototype names': ['__proto__ constructor', '__proto__ constructor'],
  '4,000 characters': ['ä'.repeat(4_000), 'ä'.repeat(4_000)],
  '4,000 emoji': ['😀'.repeat(4_000), '😀'.repeat(4_000)],
};

export function textCases(given: () => Subject): void {
  it.each(Object.entries(HARD))('reads %s back everywhere it can stand', async (_name, [written, read]) => {
    const { store } = given();
    await begin(store, 'c');
    const { state } = await load(store, 'c');
    await save(store, 'c', {
      state: { ...state, question: written },
      events: [visitorSays(written), assistantSays(written)],
      handoff: { do: 'open', id: 'h', reason: written, question: written },
    });
    await leaveRequest(store, 'r', NOW, { text: written, email: written, phone: written, answerBy: written });
    const [said, answered] = await allEvents(store, 'c');
    expect(said).toMatchObject({ text: read });
    expect(answered).toMatchObject({ body: [{ children: [{ text: read }] }] });
    expect((await load(store, 'c')).state.question).toBe(read);
    expect(await openHandoff(store, 'c')).toMatchObject({ reason: read, question: read });
    const left = { text: read, email: read, phone: read, answerBy: read };
    expect(await store.findRequest('r')).toMatchObject(left);
  });

  it('publishes what it stored, not what it was given', async () => {
    const { store } = given();
    await begin(store, 'c');
    const saved = await save(store, 'c', { events: [visitorSays('u\u0308\0\ud800')] });
    expect(saved).toMatchObject({ events: [{ text: 'ü\ufffd' }] });
  });

  it('takes hard strings for ids as ids that nobody has', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    for (const [written] of Object.values(HARD)) {
      expect(await store.findConversation(written)).toBeUndefined();
      expect(await store.findConversationByToken(written)).toBeUndefined();
      expect(await store.findCommand(written, written, written)).toBeUndefined();
      expect(await store.listEvents(written, 0, 1)).toEqual([]);
      expect(await store.queuePlace(written)).toBeUndefined();
      expect(await store.findRequest(written)).toBeUndefined();
      expect(await store.takeRequest(written, 'anna', NOW)).toBe(false);
      expect(await store.findPassword(written)).toBeUndefined();
      expect(await store.findSession(written, NOW)).toBeUndefined();
      expect(await store.redeemInvitation(written, { ...account, login: written })).toBe('invalid');
      expect(await store.mayRead(written, written)).toBe(false);
    }
  });

  it('keeps a name as it is written and a notice too', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Anna-Lena O’Brien\0 Müller' });
    await store.setPause({ until: NOW + 1, notice: 'Gru\u0308\u00dfe; DROP\0' }, 'anna', NOW);
    expect((await store.findAgent('anna'))?.name).toBe('Anna-Lena O’Brien Müller');
    expect((await store.currentPause(NOW))?.notice).toBe('Grüße; DROP');
  });
}

const account = { id: 'x', login: 'x', name: 'X', passwordHash: 'hash', capacity: 1, at: NOW };
