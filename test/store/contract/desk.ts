import { expect, it } from 'vitest';
import {
  accept,
  agentSays,
  assistantSays,
  begin,
  callAgent,
  changeHandoff,
  leaveRequest,
  load,
  MINUTE,
  NOW,
  ownerBecomes,
  type Subject,
  save,
  signUp,
  visitorSays,
  waiting,
} from '../support.ts';

export function deskCases(given: () => Subject): void {
  it('lists what waits and what is mine, not what others own', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    for (const id of ['waits', 'mine', 'theirs', 'closed']) await waiting(store, id);
    await accept(store, 'mine', 'anna');
    await accept(store, 'theirs', 'bela');
    await accept(store, 'closed', 'anna');
    await changeHandoff(store, 'closed', { do: 'close', id: 'handoff-closed', epoch: 2, reason: 'solved' });
    const { waiting: queue, mine } = await store.listChats('anna');
    expect(queue.map((chat) => chat.conversation)).toEqual(['waits']);
    expect(mine.map((chat) => chat.conversation)).toEqual(['mine']);
    expect(mine[0]).toMatchObject({ agent: 'anna', agentName: 'anna', epoch: 2, question: 'Hilfe?' });
  });

  it('shows the last words, whoever said them, and no mere event', async () => {
    const { store } = given();
    await begin(store, 'c', [assistantSays('Guten Tag.')]);
    await callAgent(store, 'c');
    const words = async () => (await store.listChats('anna')).waiting[0]?.lastText;
    expect(await words()).toBe('Guten Tag.');
    await save(store, 'c', {
      events: [visitorSays('Hallo'), assistantSays('Ja,\nbitte?'), ownerBecomes('queue')],
    });
    expect(await words()).toBe('Ja, bitte?');
    await save(store, 'c', { events: [agentSays('Anna hier')] });
    expect(await words()).toBe('Anna hier');
    await save(store, 'c', { events: [ownerBecomes('assistant')] });
    expect(await words()).toBe('Anna hier');
  });

  it('cuts the last words at 200 units, never through a character', async () => {
    const { store } = given();
    await begin(store, 'c', [visitorSays(`${'x'.repeat(199)}😀 und mehr`)]);
    await callAgent(store, 'c');
    const [chat] = (await store.listChats('anna')).waiting;
    expect(chat?.lastText).toBe('x'.repeat(199));
  });

  it('counts the visitor’s messages that this agent has not read', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await begin(store, 'c', [visitorSays('eins'), assistantSays('Antwort'), visitorSays('zwei')]);
    await callAgent(store, 'c');
    const unread = async (agent: string) => (await store.listChats(agent)).waiting[0]?.unread;
    expect(await unread('anna')).toBe(2);
    await store.markRead('anna', 'c', 1);
    expect([await unread('anna'), await unread('bela')]).toEqual([1, 2]);
    await store.markRead('anna', 'c', 3);
    expect(await unread('anna')).toBe(0);
    await save(store, 'c', { events: [visitorSays('drei')] });
    expect(await unread('anna')).toBe(1);
  });

  it('never unreads', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c', [visitorSays('eins'), visitorSays('zwei')]);
    await callAgent(store, 'c');
    await store.markRead('anna', 'c', 2);
    await store.markRead('anna', 'c', 1);
    expect((await store.listChats('anna')).waiting[0]?.unread).toBe(0);
  });

  it('lets an agent read where it owns or owned the chat, and everybody where a request was left', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await waiting(store, 'c');
    await leaveRequest(store, 'r');
    expect(await store.mayRead('anna', 'c')).toBe(false);
    await accept(store, 'c', 'anna');
    expect([await store.mayRead('anna', 'c'), await store.mayRead('bela', 'c')]).toEqual([true, false]);
    await changeHandoff(store, 'c', { do: 'close', id: 'handoff-c', epoch: 2, reason: 'solved' });
    expect([await store.mayRead('anna', 'c'), await store.mayRead('bela', 'c')]).toEqual([true, false]);
    expect(await store.mayRead('bela', 'of-r')).toBe(true);
    expect(await store.mayRead('anna', 'unknown')).toBe(false);
  });

  it('pauses until an instant, then is open again', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    const pause = { until: NOW + MINUTE, notice: 'Störung in der Telefonanlage' };
    await store.setPause(pause, 'anna', NOW);
    expect(await store.currentPause(NOW + MINUTE - 1)).toEqual(pause);
    expect(await store.currentPause(NOW + MINUTE)).toBeUndefined();
  });

  it('replaces a pause by the next one and ends it when told', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.setPause({ until: NOW + MINUTE, notice: 'kurz' }, 'anna', NOW);
    await store.setPause({ until: NOW + 5 * MINUTE, notice: 'lang' }, 'anna', NOW);
    expect(await store.currentPause(NOW)).toEqual({ until: NOW + 5 * MINUTE, notice: 'lang' });
    await store.setPause(undefined, 'anna', NOW);
    expect(await store.currentPause(NOW)).toBeUndefined();
  });

  it('raises the inbox by every change that it shows, and tells the turn its number (7)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c', [visitorSays('Hallo')]);
    const changes: [string, () => Promise<unknown>][] = [
      ['call', () => callAgent(store, 'c')],
      ['message in the queue', () => save(store, 'c', { events: [visitorSays('Hallo?')] })],
      ['accept', () => accept(store, 'c', 'anna')],
      ['read', () => store.markRead('anna', 'c', 1)],
      ['requeue', () => changeHandoff(store, 'c', { do: 'requeue', id: 'handoff-c', epoch: 2 })],
      ['close', () => changeHandoff(store, 'c', { do: 'close', id: 'handoff-c', epoch: 3, reason: 'left' })],
      ['presence', () => store.setAvailable('anna', true, NOW)],
      ['pause', () => store.setPause({ until: NOW + 1, notice: 'kurz' }, 'anna', NOW)],
      ['resume', () => store.setPause(undefined, 'anna', NOW)],
      ['account shut', () => store.setDisabled('anna', true)],
    ];
    for (const [name, change] of changes) {
      const before = await store.inboxSeq();
      const result = await change();
      expect(await store.inboxSeq(), name).toBe(before + 1);
      if (typeof result === 'object' && result && 'kind' in result)
        expect(result, name).toMatchObject({ kind: 'saved', inboxSeq: before + 1 });
    }
  });

  it('leaves the inbox alone when nothing that it shows changes (7)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c');
    await store.markRead('anna', 'c', 1);
    const before = await store.inboxSeq();
    const alone = await save(store, 'c', { events: [visitorSays('Frage'), assistantSays('Antwort')] });
    expect(alone).not.toHaveProperty('inboxSeq');
    await store.markRead('anna', 'c', 1);
    const handoff = { do: 'close', id: 'none', epoch: 1, reason: 'left' } as const;
    await changeHandoff(store, 'c', handoff);
    expect(await store.inboxSeq()).toBe(before);
    expect((await load(store, 'c')).version).toBe(2);
  });

  it('has one pause when several are set at once', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    const pauses = ['eins', 'zwei', 'drei', 'vier'].map((notice) => ({ until: NOW + 1, notice }));
    await Promise.all(pauses.map((pause) => store.setPause(pause, 'anna', NOW)));
    expect(pauses).toContainEqual(await store.currentPause(NOW));
    await store.setPause(undefined, 'anna', NOW);
    expect(await store.currentPause(NOW)).toBeUndefined();
  });
}
