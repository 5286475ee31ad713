import { expect, it } from 'vitest';
import { begin, load, NOW, type Subject, save, signUp, visitorSays } from '../support.ts';

/** The largest number that JavaScript holds exactly, beyond the 32 bits of a plain SQL integer. */
const LARGEST = Number.MAX_SAFE_INTEGER;

export function numberCases(given: () => Subject): void {
  it.each([LARGEST, 2 ** 31, 2 ** 32, 253_402_300_799_999])('keeps the time %d exactly', async (time) => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c');
    await save(store, 'c', {
      at: time,
      alarms: { set: [{ kind: 'idle', dueAt: time }], drop: [] },
      events: [visitorSays('spät')],
    });
    await store.setPause({ until: time, notice: 'lange' }, 'anna', 0);
    expect(await store.dueAlarms(time, 1)).toEqual([{ conversation: 'c', kind: 'idle', dueAt: time }]);
    expect((await store.listEvents('c', 0, 1))[0]?.at).toBe(time);
    expect((await load(store, 'c')).touchedAt).toBe(time);
    expect((await store.currentPause(0))?.until).toBe(time);
  });

  it('finds nothing behind numbers that no conversation reaches', async () => {
    const { store } = given();
    await begin(store, 'c', [visitorSays('eins')]);
    for (const since of [2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1])
      expect(await store.listEvents('c', since, 10)).toEqual([]);
  });

  it('takes versions, epochs and read marks of any size for what they are', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c', [visitorSays('eins')]);
    const { state } = await load(store, 'c');
    const turn = { conversation: 'c', at: NOW, state, events: [] };
    expect(await store.saveTurn({ ...turn, expectedVersion: LARGEST })).toEqual({ kind: 'conflict' });
    const change = { do: 'close', id: 'none', epoch: LARGEST, reason: 'solved' } as const;
    expect(await save(store, 'c', { handoff: change })).toEqual({ kind: 'refused', code: 'stale' });
    await expect(store.markRead('anna', 'c', LARGEST)).resolves.toBeUndefined();
  });

  it('counts in numbers, not in texts', async () => {
    const { store } = given();
    expect(await store.countAgents()).toBe(0);
    await signUp(store, 'anna');
    await store.setAvailable('anna', true, NOW);
    expect(await store.countAgents()).toBe(1);
    expect(await store.countAvailable(NOW)).toBe(1);
    expect(await store.inboxSeq()).toBeTypeOf('number');
  });
}
