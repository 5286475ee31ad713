import { expect, it } from 'vitest';
import {
  accept,
  begin,
  changeHandoff,
  leaveRequest,
  MINUTE,
  NOW,
  type Subject,
  save,
  signUp,
  visitorSays,
  waiting,
} from '../support.ts';

const note = (text: string, more = {}) => ({
  id: `note-${text}`,
  conversation: 'c',
  agent: 'anna',
  clientId: `client-${text}`,
  kind: 'note' as const,
  text,
  at: NOW,
  ...more,
});

export function asideCases(given: () => Subject): void {
  it('keeps notes in order, each command once', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Frau Ahrens' });
    await begin(store, 'c');
    await store.addNote(note('zwei', { at: NOW + 1 }));
    const first = await store.addNote(note('eins'));
    expect(first).toEqual({ ...note('eins'), agentName: 'Frau Ahrens' });
    const again = await store.addNote(note('eins', { id: 'other', text: 'anders', at: NOW + 9 }));
    expect(again).toEqual(first);
    expect((await store.listNotes('c')).map(({ text }) => text)).toEqual(['eins', 'zwei']);
    expect(await store.listNotes('unknown')).toEqual([]);
  });

  it('knows what the visitor has seen, and never goes back', async () => {
    const { store } = given();
    await begin(store, 'c');
    expect(await store.visitorRead('c')).toBe(0);
    const moved = [];
    for (const seq of [2, 5, 3, 5]) moved.push(await store.noteVisitorRead('c', seq));
    expect(moved).toEqual([true, true, false, false]);
    expect(await store.visitorRead('c')).toBe(5);
  });

  it('keeps a visitor out until a time, or until it is lifted', async () => {
    const { store } = given();
    await signUp(store, 'chief', { name: 'Frau Chef', role: 'agent' });
    await waiting(store, 'c');
    const block = { id: 'b', agent: 'chief', until: NOW + MINUTE };
    await save(store, 'c', { block });
    await store.proveVisitor('c', { subject: 'kunde-1' }, NOW);
    expect(await store.blockedUntil('c', NOW)).toBe(NOW + MINUTE);
    expect(await store.personBlockedUntil('kunde-1', NOW)).toBe(NOW + MINUTE);
    expect(await store.personBlockedUntil('kunde-1', NOW + MINUTE)).toBeUndefined();
    expect(await store.personBlockedUntil('kunde-2', NOW)).toBeUndefined();
    expect(await store.blockedUntil('c', NOW + MINUTE)).toBeUndefined();
    expect(await store.listBlocks(NOW)).toEqual([
      { ...block, conversation: 'c', byName: 'Frau Chef', at: NOW },
    ]);
    expect(await store.listBlocks(NOW + MINUTE)).toEqual([]);
    const lifted = await Promise.all([store.liftBlock('b', NOW), store.liftBlock('b', NOW)]);
    expect(lifted.sort()).toEqual([false, true]);
    expect(await store.blockedUntil('c', NOW)).toBeUndefined();
    expect(await store.personBlockedUntil('kunde-1', NOW)).toBeUndefined();
    expect(await store.liftBlock('unknown', NOW)).toBe(false);
  });

  it('gives a request back: its taker, or a supervisor anybody’s', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await leaveRequest(store, 'r');
    expect(await store.releaseRequest('r', undefined)).toBe(false);
    await store.takeRequest('r', 'anna', NOW);
    expect(await store.releaseRequest('r', 'bela')).toBe(false);
    expect(await store.releaseRequest('r', 'anna')).toBe(true);
    expect(await store.findRequest('r')).toMatchObject({ status: 'open' });
    expect(await store.takeRequest('r', 'bela', NOW)).toBe(true);
    expect(await store.releaseRequest('r', undefined)).toBe(true);
    expect((await store.findRequest('r'))?.agent).toBeUndefined();
    await store.takeRequest('r', 'bela', NOW);
    await store.finishRequest('r', 'bela', NOW);
    expect(await store.releaseRequest('r', undefined)).toBe(false);
  });

  it('takes the finishing of a request back: who finished it, or a supervisor anybody’s', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await leaveRequest(store, 'r');
    await store.takeRequest('r', 'anna', NOW);
    expect(await store.reopenRequest('r', 'anna', 'anna', NOW)).toBe(false);
    await store.finishRequest('r', 'anna', NOW);
    expect(await store.reopenRequest('r', 'bela', 'bela', NOW)).toBe(false);
    expect(await store.reopenRequest('r', 'anna', 'anna', NOW)).toBe(true);
    expect(await store.findRequest('r')).toMatchObject({ status: 'taken', agent: 'anna' });
    await store.finishRequest('r', 'anna', NOW);
    expect(await store.reopenRequest('r', 'bela', undefined, NOW)).toBe(true);
    expect(await store.findRequest('r')).toMatchObject({ status: 'taken', agent: 'bela' });
  });
}

export function figureCases(given: () => Subject): void {
  it('gives the handoffs of a time with how they went, and how long recent chats took', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Frau Ahrens' });
    await waiting(store, 'before', NOW - 1);
    await waiting(store, 'served', NOW);
    await waiting(store, 'left', NOW + 1);
    await waiting(store, 'after', NOW + MINUTE);
    await accept(store, 'served', 'anna', NOW + 10);
    const close = { do: 'close', id: 'handoff-served', epoch: 2, reason: 'solved' } as const;
    await changeHandoff(store, 'served', close, NOW + 50);
    const leave = { do: 'close', id: 'handoff-left', epoch: 1, reason: 'left-queue' } as const;
    await changeHandoff(store, 'left', leave, NOW + 20);
    expect(await store.handoffsBetween(NOW, NOW + MINUTE)).toEqual([
      {
        queuedAt: NOW,
        acceptedAt: NOW + 10,
        closedAt: NOW + 50,
        leftMessage: false,
        servedBy: [{ id: 'anna', name: 'Frau Ahrens' }],
      },
      { queuedAt: NOW + 1, closedAt: NOW + 20, leftMessage: false, servedBy: [] },
    ]);
    expect(await store.recentPace(NOW, 10)).toEqual([{ acceptedAt: NOW + 10, closedAt: NOW + 50 }]);
    expect(await store.recentPace(NOW + MINUTE, 10)).toEqual([]);
  });

  it('counts a wait to the first agent, whoever comes after a lost one', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await waiting(store, 'lost', NOW);
    await accept(store, 'lost', 'anna', NOW + 10);
    const requeue = { do: 'requeue', id: 'handoff-lost', epoch: 2 } as const;
    await changeHandoff(store, 'lost', requeue, NOW + 60);
    const again = { do: 'accept', id: 'handoff-lost', epoch: 3, agent: 'bela' } as const;
    await changeHandoff(store, 'lost', again, NOW + 90);
    expect(await store.handoffsBetween(NOW, NOW + MINUTE)).toMatchObject([
      { queuedAt: NOW, acceptedAt: NOW + 10, servedBy: [expect.objectContaining({ id: 'bela' })] },
    ]);
  });

  it('gives the conversations in which the visitor wrote, and who needed a human', async () => {
    const { store } = given();
    await begin(store, 'silent');
    await begin(store, 'answered', [visitorSays('Frage')]);
    await begin(store, 'handed', [visitorSays('Frage')]);
    const call = { do: 'open', id: 'h', reason: 'wish', question: '' } as const;
    await changeHandoff(store, 'handed', call);
    expect(await store.conversationsBetween(NOW, NOW + 1)).toEqual(
      expect.arrayContaining([
        { createdAt: NOW, needed: false },
        { createdAt: NOW, needed: true },
      ]),
    );
    expect(await store.conversationsBetween(NOW, NOW + 1)).toHaveLength(2);
    expect(await store.conversationsBetween(NOW + 1, NOW + 2)).toEqual([]);
  });
}

export function teamCases(given: () => Subject): void {
  const session = (agent: string, tokenHash: string) => ({
    tokenHash,
    agent,
    csrf: 'csrf',
    at: NOW,
    expiresAt: NOW + MINUTE,
  });

  it('changes a password and ends the other sessions', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    for (const token of ['mine', 'other']) await store.createSession(session('anna', token));
    await store.setPassword('anna', 'new hash', 'mine');
    expect((await store.findPassword('anna'))?.passwordHash).toBe('new hash');
    expect(await store.findSession('mine', NOW)).toBeDefined();
    expect(await store.findSession('other', NOW)).toBeUndefined();
  });

  it('resets a password by a link, once, and ends all sessions', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.createSession(session('anna', 'mine'));
    const reset = { tokenHash: 'reset', agent: 'anna', expiresAt: NOW + MINUTE };
    expect(await store.createReset({ ...reset, agent: 'unknown' })).toBe(false);
    expect(await store.createReset(reset)).toBe(true);
    expect(await store.findReset('reset', NOW)).toMatchObject({ login: 'anna' });
    expect(await store.findReset('reset', NOW + MINUTE)).toBeUndefined();
    expect(await store.findInvitation('reset', NOW)).toBeUndefined();
    const uses = await Promise.all([
      store.redeemReset('reset', 'one', NOW),
      store.redeemReset('reset', 'two', NOW),
    ]);
    expect(uses.filter((agent) => agent === 'anna')).toHaveLength(1);
    expect(await store.findSession('mine', NOW)).toBeUndefined();
    expect(await store.redeemReset('unknown', 'x', NOW)).toBeUndefined();
  });

  it('replaces a reset link by the next one, and keeps invitations apart from both', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.addInvitation({ tokenHash: 'one', role: 'agent', expiresAt: NOW + MINUTE });
    await store.addInvitation({ tokenHash: 'two', role: 'supervisor', expiresAt: NOW + MINUTE });
    for (const tokenHash of ['first', 'second'])
      await store.createReset({ tokenHash, agent: 'anna', expiresAt: NOW + MINUTE });
    expect(await store.findReset('first', NOW)).toBeUndefined();
    expect(await store.findReset('second', NOW)).toBeDefined();
    expect(await store.findInvitation('one', NOW)).toBe('agent');
    expect(await store.findInvitation('two', NOW)).toBe('supervisor');
    const account = { id: 'x', login: 'x', name: 'X', passwordHash: 'h', capacity: 1, at: NOW };
    expect(await store.redeemInvitation('second', account)).toBe('invalid');
  });

  it('never shuts out the last supervisor, not even when two shut out each other', async () => {
    const { store } = given();
    for (const id of ['mia', 'ole']) {
      await store.addInvitation({ tokenHash: id, role: 'supervisor', expiresAt: NOW + MINUTE });
      const account = { id, login: id, name: id, passwordHash: 'h', capacity: 1, at: NOW };
      await store.redeemInvitation(id, account);
    }
    await signUp(store, 'anna');
    const both = await Promise.all([store.setDisabled('mia', true), store.setDisabled('ole', true)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await store.setDisabled('anna', true)).toBe(true);
    expect(await store.setDisabled('unknown', true)).toBe(false);
    expect((await store.listAgents()).filter(({ disabled }) => disabled)).toHaveLength(2);
  });

  it('lists all accounts by name with what they do, and why they are away', async () => {
    const { store } = given();
    await signUp(store, 'zoe', { name: 'Zoe' });
    await signUp(store, 'anna', { name: 'Anna' });
    await store.setAvailable('anna', false, NOW, 'break');
    await store.setCapacity('zoe', 5);
    const [anna, zoe] = await store.listAgents();
    expect(anna).toMatchObject({ name: 'Anna', awayReason: 'break', active: 0, seenAt: NOW, createdAt: NOW });
    expect(zoe).toMatchObject({ name: 'Zoe', capacity: 5 });
    expect(await store.setCapacity('unknown', 2)).toBe(false);
    await store.setAvailable('anna', true, NOW);
    expect((await store.findAgent('anna'))?.awayReason).toBeUndefined();
  });
}
