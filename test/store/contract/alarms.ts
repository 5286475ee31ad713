import { expect, it } from 'vitest';
import { startState } from '../../../server/dialogue/state.ts';
import { begin, countTo, load, MINUTE, NOW, type Subject, save, visitorSays } from '../support.ts';

export function alarmCases(given: () => Subject): void {
  it('sets alarms with a conversation and with a turn', async () => {
    const { store } = given();
    await store.createConversation({
      id: 'c',
      tokenHash: 'hash',
      at: NOW,
      state: startState,
      events: [],
      alarms: [{ kind: 'idle', dueAt: NOW + 1 }],
    });
    await save(store, 'c', { alarms: { set: [{ kind: 'max-wait', dueAt: NOW }], drop: [] } });
    expect(await store.dueAlarms(NOW + 1, 10)).toEqual([
      { conversation: 'c', kind: 'max-wait', dueAt: NOW },
      { conversation: 'c', kind: 'idle', dueAt: NOW + 1 },
    ]);
  });

  it('takes the last of one kind that a turn sets twice', async () => {
    const { store } = given();
    await begin(store, 'c');
    const set = [
      { kind: 'idle', dueAt: NOW + 1 },
      { kind: 'idle', dueAt: NOW + 2 },
    ] as const;
    expect(await save(store, 'c', { alarms: { set, drop: ['idle'] } })).toMatchObject({ kind: 'saved' });
    expect(await store.dueAlarms(NOW + 2, 10)).toEqual([{ conversation: 'c', kind: 'idle', dueAt: NOW + 2 }]);
  });

  it('is due at its instant, not a millisecond before', async () => {
    const { store } = given();
    await begin(store, 'c');
    await save(store, 'c', { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    expect(await store.dueAlarms(NOW - 1, 10)).toEqual([]);
    expect(await store.dueAlarms(NOW, 10)).toHaveLength(1);
  });

  it('lists the oldest first, at most as many as asked for', async () => {
    const { store } = given();
    for (const [id, dueAt] of [
      ['a', NOW + 3],
      ['b', NOW + 1],
      ['c', NOW + 2],
    ] as const) {
      await begin(store, id);
      await save(store, id, { alarms: { set: [{ kind: 'idle', dueAt }], drop: [] } });
    }
    const due = await store.dueAlarms(NOW + MINUTE, 2);
    expect(due.map((alarm) => alarm.conversation)).toEqual(['b', 'c']);
  });

  it('replaces an alarm of the same kind in the same conversation only', async () => {
    const { store } = given();
    for (const id of ['a', 'b']) {
      await begin(store, id);
      await save(store, id, { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    }
    await save(store, 'a', { alarms: { set: [{ kind: 'idle', dueAt: NOW + MINUTE }], drop: [] } });
    expect(await store.dueAlarms(NOW + MINUTE, 10)).toEqual([
      { conversation: 'b', kind: 'idle', dueAt: NOW },
      { conversation: 'a', kind: 'idle', dueAt: NOW + MINUTE },
    ]);
  });

  it('drops the kinds that a turn names, then sets', async () => {
    const { store } = given();
    await begin(store, 'c');
    const both = [
      { kind: 'idle', dueAt: NOW },
      { kind: 'max-wait', dueAt: NOW },
    ] as const;
    await save(store, 'c', { alarms: { set: both, drop: [] } });
    await save(store, 'c', {
      alarms: { set: [{ kind: 'idle', dueAt: NOW + 5 }], drop: ['idle', 'max-wait'] },
    });
    expect(await store.dueAlarms(NOW + MINUTE, 10)).toEqual([
      { conversation: 'c', kind: 'idle', dueAt: NOW + 5 },
    ]);
  });

  it('keeps a due alarm until a turn or `dropAlarm` takes it away', async () => {
    const { store } = given();
    await begin(store, 'c');
    await save(store, 'c', { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    await store.dueAlarms(NOW, 10);
    expect(await store.dueAlarms(NOW, 10)).toHaveLength(1);
    await store.dropAlarm('c', 'max-wait');
    expect(await store.dueAlarms(NOW, 10)).toHaveLength(1);
    await store.dropAlarm('c', 'idle');
    expect(await store.dueAlarms(NOW, 10)).toEqual([]);
  });

  const setIdle = async ({ store }: Subject, ...ids: string[]) => {
    for (const id of ids) {
      await begin(store, id);
      await save(store, id, { alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] } });
    }
  };

  it('claims due alarms for one caller, oldest first, until the claim runs out', async () => {
    const { store } = given();
    await setIdle(given(), 'a', 'b', 'c');
    const until = NOW + MINUTE;
    const first = await store.claimAlarms(NOW, until, 2);
    expect(first).toEqual([
      { conversation: 'a', kind: 'idle', dueAt: until },
      { conversation: 'b', kind: 'idle', dueAt: until },
    ]);
    expect(await store.claimAlarms(NOW, until, 9)).toMatchObject([{ conversation: 'c' }]);
    expect(await store.claimAlarms(until - 1, until + MINUTE, 9)).toEqual([]);
    expect(await store.claimAlarms(until, until + MINUTE, 9)).toHaveLength(3);
  });

  it('gives every alarm to one of many who claim at once', async () => {
    const { store } = given();
    const ids = countTo(12).map((n) => `c${n}`);
    await setIdle(given(), ...ids);
    const claims = await Promise.all(ids.map(() => store.claimAlarms(NOW, NOW + MINUTE, 5)));
    // Those that several wanted at once went to one of them; what all have left is there for the next round.
    claims.push(await store.claimAlarms(NOW, NOW + MINUTE, ids.length));
    expect(
      claims
        .flat()
        .map((alarm) => alarm.conversation)
        .sort(),
    ).toEqual(ids.sort());
  });

  it('lets a turn ring the alarm that it claimed, once', async () => {
    const { store } = given();
    await setIdle(given(), 'c');
    const [alarm] = await store.claimAlarms(NOW, NOW + MINUTE, 1);
    const rings = { kind: 'idle', dueAt: alarm?.dueAt ?? 0 } as const;
    const said = { rings, events: [visitorSays('zu spät')] };
    expect((await save(store, 'c', said)).kind).toBe('saved');
    expect(await store.dueAlarms(NOW + MINUTE, 9)).toEqual([]);
    expect(await save(store, 'c', said)).toEqual({ kind: 'refused', code: 'stale' });
    expect((await load(store, 'c')).lastSeq).toBe(1);
  });

  it('refuses to ring an alarm that was set anew meanwhile', async () => {
    const { store } = given();
    await setIdle(given(), 'c');
    const [alarm] = await store.claimAlarms(NOW, NOW + MINUTE, 1);
    const later = { kind: 'idle', dueAt: NOW + 5 * MINUTE } as const;
    await save(store, 'c', { alarms: { set: [later], drop: [] } });
    const rung = await save(store, 'c', { rings: { kind: 'idle', dueAt: alarm?.dueAt ?? 0 } });
    expect(rung).toEqual({ kind: 'refused', code: 'stale' });
    expect(await store.dueAlarms(later.dueAt, 9)).toEqual([{ conversation: 'c', ...later }]);
  });

  it('lets a turn that rings an alarm set it again', async () => {
    const { store } = given();
    await setIdle(given(), 'c');
    const again = { kind: 'idle', dueAt: NOW + MINUTE } as const;
    const rung = await save(store, 'c', {
      rings: { kind: 'idle', dueAt: NOW },
      alarms: { set: [again], drop: ['idle'] },
    });
    expect(rung.kind).toBe('saved');
    expect(await store.dueAlarms(NOW + MINUTE, 9)).toEqual([{ conversation: 'c', ...again }]);
  });
}
