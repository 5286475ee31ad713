import { expect, it } from 'vitest';
import { startState } from '../../../server/dialogue/state.ts';
import { begin, MINUTE, NOW, type Subject, save } from '../support.ts';

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
}
