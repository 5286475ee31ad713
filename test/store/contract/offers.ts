import { expect, it } from 'vitest';
import type { HandoffChange, Store } from '../../../server/store/store.ts';
import {
  accept,
  changeHandoff,
  MINUTE,
  NOW,
  openHandoff,
  type Subject,
  save,
  signUp,
  waiting,
} from '../support.ts';

const STALE = { kind: 'refused', code: 'stale' };

/** An agent who takes chats. */
async function takes(store: Store, id: string, capacity = 3): Promise<void> {
  await signUp(store, id, { name: `Frau ${id}`, capacity });
  await store.setAvailable(id, true, NOW);
}

async function change(store: Store, id: string, what: { do: string } & Record<string, unknown>, at = NOW) {
  const { id: handoff, epoch } = await openHandoff(store, id);
  return changeHandoff(store, id, { id: handoff, epoch, ...what } as HandoffChange, at);
}

const offer = (store: Store, id: string, agent: string) =>
  change(store, id, { do: 'offer', agent, until: NOW + MINUTE });

const chatsOf = async (store: Store, agent: string) =>
  (await store.listAgents()).find(({ id }) => id === agent)?.active;

export function offerCases(given: () => Subject): void {
  it('reserves a waiting chat and a place for one agent; it goes on waiting (5, 6)', async () => {
    const { store } = given();
    await takes(store, 'anna');
    await waiting(store, 'c');
    expect((await offer(store, 'c', 'anna')).kind).toBe('saved');
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'offered', agent: 'anna', epoch: 2 });
    expect(await store.queuePlace('handoff-c')).toBe(1);
    expect(await store.listUnoffered()).toEqual([]);
    expect(await chatsOf(store, 'anna')).toBe(1);
    const [listed] = (await store.listChats('anna')).waiting;
    expect(listed).toMatchObject({ status: 'offered', offeredUntil: NOW + MINUTE });
    expect(await store.listHeld('anna')).toMatchObject([{ conversation: 'c' }]);
  });

  it('is accepted by whom it was offered to, in the place that it holds already (6)', async () => {
    const { store } = given();
    await takes(store, 'anna', 1);
    await takes(store, 'bela');
    await waiting(store, 'c');
    await offer(store, 'c', 'anna');
    expect(await accept(store, 'c', 'bela')).toEqual({ kind: 'refused', code: 'taken', by: 'Frau anna' });
    expect((await accept(store, 'c', 'anna')).kind).toBe('saved');
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'active', agent: 'anna', epoch: 3 });
    expect(await chatsOf(store, 'anna')).toBe(1);
  });

  it('is made once however many offer at the same time (5)', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await takes(store, agent);
    const { epoch } = await waiting(store, 'c');
    const offers = await Promise.all(
      ['anna', 'bela', 'anna'].map((agent) =>
        changeHandoff(store, 'c', { do: 'offer', id: 'handoff-c', epoch, agent, until: NOW }),
      ),
    );
    expect(offers.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    expect(((await chatsOf(store, 'anna')) ?? 0) + ((await chatsOf(store, 'bela')) ?? 0)).toBe(1);
  });

  it('that is let pass frees the place, and remembers who did', async () => {
    const { store } = given();
    await takes(store, 'anna');
    await waiting(store, 'c');
    await offer(store, 'c', 'anna');
    expect((await change(store, 'c', { do: 'pass' })).kind).toBe('saved');
    expect(await chatsOf(store, 'anna')).toBe(0);
    expect(await store.listUnoffered()).toMatchObject([{ conversation: 'c', epoch: 3, passedBy: ['anna'] }]);
    expect(await change(store, 'c', { do: 'pass' })).toEqual(STALE);
    await takes(store, 'bela');
    await offer(store, 'c', 'bela');
    await change(store, 'c', { do: 'pass' });
    expect((await store.listUnoffered())[0]?.passedBy).toEqual(['anna', 'bela']);
  });

  it('goes to nobody who is away, disabled or full, and changes nothing then (6)', async () => {
    const { store } = given();
    await signUp(store, 'away', { name: 'Frau away' });
    await takes(store, 'full', 1);
    await waiting(store, 'first');
    await accept(store, 'first', 'full');
    await waiting(store, 'c');
    expect(await offer(store, 'c', 'away')).toEqual({ kind: 'refused', code: 'away', by: 'Frau away' });
    expect(await offer(store, 'c', 'full')).toEqual({
      kind: 'refused',
      code: 'at-capacity',
      by: 'Frau full',
    });
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'waiting', epoch: 1 });
  });

  it('that the visitor leaves frees the place and belongs to nobody', async () => {
    const { store } = given();
    await takes(store, 'anna');
    await waiting(store, 'c');
    await offer(store, 'c', 'anna');
    await change(store, 'c', { do: 'close', reason: 'left-queue' });
    expect(await chatsOf(store, 'anna')).toBe(0);
    expect(await store.mayRead('anna', 'c')).toBe(false);
  });

  it('goes first to the fewest chats, then to the longest idle', async () => {
    const { store } = given();
    for (const agent of ['busy', 'fresh', 'idle', 'gone']) await takes(store, agent);
    for (const [id, agent] of [
      ['a', 'busy'],
      ['b', 'fresh'],
      ['d', 'idle'],
    ] as const) {
      await waiting(store, id);
      await accept(store, id, agent);
    }
    await change(store, 'd', { do: 'close', reason: 'solved' }, NOW + MINUTE);
    await change(store, 'b', { do: 'close', reason: 'solved' }, NOW + 2 * MINUTE);
    await store.touchAgents(['busy', 'fresh', 'idle'], NOW + 3 * MINUTE);
    expect(await store.listFree(NOW + MINUTE)).toEqual(['idle', 'fresh', 'busy']);
    await waiting(store, 'e');
    expect(await store.deskNow(NOW, NOW + MINUTE)).toEqual({
      available: 3,
      places: 9,
      used: 1,
      waiting: 1,
    });
    await store.setPause({ until: NOW + MINUTE, notice: 'Pause' }, 'idle', NOW);
    expect(await store.deskNow(NOW, NOW + 9 * MINUTE)).toEqual({
      available: 0,
      places: 0,
      used: 0,
      waiting: 1,
      pause: { until: NOW + MINUTE, notice: 'Pause' },
    });
    expect(await store.deskNow(NOW + MINUTE, NOW)).not.toHaveProperty('pause');
  });

  it('tells a conversation and the desk at once, the same as one by one', async () => {
    const { store } = given();
    await takes(store, 'anna');
    await waiting(store, 'a');
    await store.setPause({ until: NOW + MINUTE, notice: 'Pause' }, 'anna', NOW);
    const oneByOne = async (now: number) => ({
      conversation: await store.findConversation('a'),
      desk: await store.deskNow(now, NOW),
    });
    expect(await store.findWithDesk('a', NOW, NOW)).toEqual(await oneByOne(NOW));
    await accept(store, 'a', 'anna');
    expect(await store.findWithDesk('a', NOW + MINUTE, NOW)).toEqual(await oneByOne(NOW + MINUTE));
    expect(await store.findWithDesk('z', NOW, NOW)).toBeUndefined();
  });
}

export function transferCases(given: () => Subject): void {
  it('moves the chat and the place to a colleague in one step (5, 6)', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await takes(store, agent);
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const note = {
      id: 'n1',
      conversation: 'c',
      agent: 'anna',
      clientId: 'client-0001',
      kind: 'transfer',
      text: 'Fragt nach dem Code.',
      at: NOW,
    } as const;
    const transfer = { do: 'transfer', id: 'handoff-c', epoch: 2, agent: 'anna', to: 'bela' } as const;
    expect((await save(store, 'c', { handoff: transfer, note })).kind).toBe('saved');
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'active', agent: 'bela', epoch: 3 });
    expect([await chatsOf(store, 'anna'), await chatsOf(store, 'bela')]).toEqual([0, 1]);
    expect(await store.listNotes('c')).toEqual([{ ...note, agentName: 'Frau anna' }]);
  });

  it('is refused to a colleague who is away or full, and to whom it does not belong (5, 6)', async () => {
    const { store } = given();
    for (const agent of ['anna', 'full', 'bela']) await takes(store, agent, 1);
    await signUp(store, 'away', { name: 'Frau away' });
    for (const [id, agent] of [
      ['c', 'anna'],
      ['d', 'full'],
    ] as const) {
      await waiting(store, id);
      await accept(store, id, agent);
    }
    const to = (colleague: string, agent = 'anna') =>
      change(store, 'c', { do: 'transfer', agent, to: colleague });
    expect(await to('full')).toMatchObject({ code: 'at-capacity', by: 'Frau full' });
    expect(await to('away')).toMatchObject({ code: 'away', by: 'Frau away' });
    expect(await to('bela', 'bela')).toMatchObject({ code: 'taken', by: 'Frau anna' });
    expect(await openHandoff(store, 'c')).toMatchObject({ agent: 'anna', epoch: 2 });
    expect([await chatsOf(store, 'anna'), await chatsOf(store, 'full')]).toEqual([1, 1]);
  });

  it('goes to one of two colleagues however many try at the same time (5)', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela', 'cem']) await takes(store, agent);
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const tries = await Promise.all(
      ['bela', 'cem', 'bela', 'cem'].map((to) =>
        changeHandoff(store, 'c', { do: 'transfer', id: 'handoff-c', epoch: 2, agent: 'anna', to }),
      ),
    );
    expect(tries.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    const counts = await Promise.all(['anna', 'bela', 'cem'].map((agent) => chatsOf(store, agent)));
    expect(counts.reduce((sum = 0, count = 0) => sum + count, 0)).toBe(1);
  });

  it('tells an agent whose line was gone who has the chat now', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await takes(store, agent);
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    await change(store, 'c', { do: 'requeue', lost: true }, NOW + MINUTE);
    expect(await store.listLost('anna', NOW)).toMatchObject([
      { conversation: 'c', status: 'waiting', lostAt: NOW + MINUTE },
    ]);
    await accept(store, 'c', 'bela');
    expect(await store.listLost('anna', NOW)).toMatchObject([{ status: 'active', agentName: 'Frau bela' }]);
    expect(await store.listLost('anna', NOW + MINUTE)).toEqual([]);
    expect(await store.listLost('bela', NOW)).toEqual([]);
  });

  it('remembers no loss of a chat that its owner put back', async () => {
    const { store } = given();
    await takes(store, 'anna');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    await change(store, 'c', { do: 'requeue' });
    expect(await store.listLost('anna', 0)).toEqual([]);
    expect((await store.listUnoffered())[0]?.passedBy).toEqual(['anna']);
  });
}
