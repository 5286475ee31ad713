import { expect, it } from 'vitest';
import { accept, changeHandoff, MINUTE, NOW, type Subject, signUp, waiting } from '../support.ts';

export function queueCases(given: () => Subject): void {
  it('orders by the time of calling, not by that of saving', async () => {
    const { store } = given();
    await waiting(store, 'late', NOW + 2 * MINUTE);
    await waiting(store, 'early', NOW);
    await waiting(store, 'middle', NOW + MINUTE);
    const order = (await store.listWaiting()).map((handoff) => handoff.conversation);
    expect(order).toEqual(['early', 'middle', 'late']);
    const listed = (await store.listChats('anna')).waiting.map((chat) => chat.conversation);
    expect(listed).toEqual(order);
  });

  it('counts places from 1 and moves up when somebody leaves or is accepted', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    for (const [index, id] of ['a', 'b', 'c'].entries()) await waiting(store, id, NOW + index);
    expect(await store.queuePlace('handoff-a')).toBe(1);
    expect(await store.queuePlace('handoff-c')).toBe(3);
    await changeHandoff(store, 'a', { do: 'close', id: 'handoff-a', epoch: 1, reason: 'left' });
    expect(await store.queuePlace('handoff-c')).toBe(2);
    await accept(store, 'b', 'anna');
    expect(await store.queuePlace('handoff-c')).toBe(1);
  });

  it('gives two who called in the same millisecond different places', async () => {
    const { store } = given();
    for (const id of ['a', 'b']) await waiting(store, id, NOW);
    const places = [await store.queuePlace('handoff-a'), await store.queuePlace('handoff-b')];
    expect(places).toEqual([1, 2]);
  });

  it('knows no place of what is owned, closed or unknown', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'ahead', NOW - MINUTE);
    for (const id of ['owned', 'closed']) await waiting(store, id);
    await accept(store, 'owned', 'anna');
    await changeHandoff(store, 'closed', { do: 'close', id: 'handoff-closed', epoch: 1, reason: 'left' });
    expect(await store.queuePlace('handoff-owned')).toBeUndefined();
    expect(await store.queuePlace('handoff-closed')).toBeUndefined();
    expect(await store.queuePlace('unknown')).toBeUndefined();
    expect((await store.listWaiting()).map((handoff) => handoff.conversation)).toEqual(['ahead']);
  });

  it('returns a chat that was put back to the head', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'first', NOW);
    await accept(store, 'first', 'anna');
    await waiting(store, 'second', NOW + MINUTE);
    await changeHandoff(store, 'first', { do: 'requeue', id: 'handoff-first', epoch: 2 }, NOW + 2 * MINUTE);
    expect(await store.queuePlace('handoff-first')).toBe(1);
    expect((await store.listWaiting()).map((handoff) => handoff.conversation)).toEqual(['first', 'second']);
  });

  it('finds the chats whose agent was not seen since an instant', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    for (const [id, agent] of [
      ['a', 'anna'],
      ['b', 'bela'],
    ] as const) {
      await waiting(store, id);
      await accept(store, id, agent);
    }
    await waiting(store, 'unowned');
    await store.touchAgents(['bela'], NOW + MINUTE);
    expect(await store.lostHandoffs(NOW)).toEqual([]);
    const lost = await store.lostHandoffs(NOW + MINUTE);
    expect(lost).toMatchObject([{ conversation: 'a', status: 'active', agent: 'anna', epoch: 2 }]);
  });

  it('takes an accept as a sign of life', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna', NOW + MINUTE);
    expect(await store.lostHandoffs(NOW + MINUTE)).toEqual([]);
    expect(await store.lostHandoffs(NOW + MINUTE + 1)).toHaveLength(1);
  });
}
