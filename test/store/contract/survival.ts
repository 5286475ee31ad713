import { expect, it } from 'vitest';
import {
  accept,
  allEvents,
  assistantSays,
  begin,
  command,
  leaveRequest,
  load,
  NOW,
  type Subject,
  save,
  signUp,
  visitorSays,
  waiting,
} from '../support.ts';

export function survivalCases(given: () => Subject): void {
  it('has after a reopening everything that it had before (1)', async () => {
    const subject = given();
    await signUp(subject.store, 'anna');
    await waiting(subject.store, 'c');
    await accept(subject.store, 'c', 'anna');
    await save(subject.store, 'c', {
      events: [visitorSays('Frage'), assistantSays('Antwort')],
      alarms: { set: [{ kind: 'idle', dueAt: NOW }], drop: [] },
    });
    await leaveRequest(subject.store, 'r');
    await subject.store.markRead('anna', 'c', 1);
    await subject.store.setPause({ until: NOW + 1, notice: 'kurz' }, 'anna', NOW);
    const before = await everything(subject);
    await subject.reopen();
    expect(await everything(subject)).toEqual(before);
  });

  it('knows a command of before (3)', async () => {
    const subject = given();
    await begin(subject.store, 'c');
    const first = await command(subject.store, 'c', 'visitor', 'client-0001', visitorSays('Frage'));
    await subject.reopen();
    const again = await command(subject.store, 'c', 'visitor', 'client-0001', visitorSays('Frage'));
    expect(again).toEqual({ kind: 'repeated', event: first.kind === 'saved' && first.events[0] });
  });

  it('keeps its epoch, its counts and the agents’ places (2, 6, 7)', async () => {
    const subject = given();
    const { epoch } = subject.store;
    await signUp(subject.store, 'anna', { capacity: 1 });
    await waiting(subject.store, 'c');
    await accept(subject.store, 'c', 'anna');
    const inboxSeq = await subject.store.inboxSeq();
    await subject.reopen();
    expect(subject.store.epoch).toBe(epoch);
    expect(await subject.store.inboxSeq()).toBe(inboxSeq);
    await waiting(subject.store, 'd');
    expect(await accept(subject.store, 'd', 'anna')).toMatchObject({ code: 'at-capacity' });
    const next = await save(subject.store, 'c', { events: [visitorSays('weiter')] });
    expect(next).toMatchObject({ events: [{ seq: 1 }], inboxSeq: inboxSeq + 2 });
  });

  it('ends the writes under way before it closes (1)', async () => {
    const subject = given();
    await begin(subject.store, 'c');
    const saving = subject.store.saveTurn({
      conversation: 'c',
      expectedVersion: 1,
      at: NOW,
      state: (await load(subject.store, 'c')).state,
      events: [visitorSays('knapp')],
    });
    await subject.reopen();
    expect((await saving).kind).toBe('saved');
    expect(await allEvents(subject.store, 'c')).toHaveLength(1);
  });

  it('answers while it is open, and rejects instead of hanging once it is closed', async () => {
    const subject = given();
    const closed = subject.store;
    await expect(closed.ping()).resolves.toBeUndefined();
    await subject.reopen();
    await expect(closed.ping()).rejects.toThrow();
    await expect(closed.findConversation('c')).rejects.toThrow();
    await expect(begin(closed, 'c')).rejects.toThrow();
  });

  it('has an epoch of its own', async () => {
    expect(given().store.epoch).toMatch(/^[\w-]{8,}$/);
  });
}

async function everything({ store }: Subject) {
  return {
    conversation: await load(store, 'c'),
    events: await allEvents(store, 'c'),
    alarms: await store.dueAlarms(NOW, 10),
    chats: await store.listChats('anna'),
    requests: await store.listRequests(0),
    pause: await store.currentPause(NOW),
    agent: await store.findAgent('anna'),
    inboxSeq: await store.inboxSeq(),
  };
}
