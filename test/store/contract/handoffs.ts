import { expect, it } from 'vitest';
import {
  accept,
  agentSays,
  allEvents,
  begin,
  callAgent,
  changeHandoff,
  countTo,
  load,
  NOW,
  openHandoff,
  ownerBecomes,
  type Subject,
  save,
  signUp,
  waiting,
} from '../support.ts';

const STALE = { kind: 'refused', code: 'stale' };
const AT_CAPACITY = { kind: 'refused', code: 'at-capacity' };

export function handoffCases(given: () => Subject): void {
  it('opens waiting, under epoch 1', async () => {
    const { store } = given();
    await waiting(store, 'c');
    expect(await openHandoff(store, 'c')).toEqual({
      id: 'handoff-c',
      conversation: 'c',
      status: 'waiting',
      epoch: 1,
      reason: 'wish',
      question: 'Hilfe?',
      queuedAt: NOW,
    });
  });

  it('refuses a second open handoff and saves nothing of that turn (4)', async () => {
    const { store } = given();
    await waiting(store, 'c');
    const second = { do: 'open', id: 'other', reason: 'miss', question: '' } as const;
    expect(await save(store, 'c', { handoff: second, events: [ownerBecomes('queue')] })).toEqual(STALE);
    expect((await openHandoff(store, 'c')).id).toBe('handoff-c');
    expect(await allEvents(store, 'c')).toEqual([]);
  });

  it('refuses a second one while an agent owns the first (4)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const second = { do: 'open', id: 'other', reason: 'miss', question: '' } as const;
    expect(await changeHandoff(store, 'c', second)).toEqual(STALE);
  });

  it('opens a new one once the first is closed (4)', async () => {
    const { store } = given();
    await waiting(store, 'c');
    await changeHandoff(store, 'c', { do: 'close', id: 'handoff-c', epoch: 1, reason: 'left' });
    expect((await load(store, 'c')).handoff).toBeUndefined();
    const again = { do: 'open', id: 'second', reason: 'wish', question: '' } as const;
    expect((await changeHandoff(store, 'c', again)).kind).toBe('saved');
    expect(await openHandoff(store, 'c')).toMatchObject({ id: 'second', epoch: 1 });
  });

  it('gives the chat to the agent who accepts, raising the epoch by one (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Anna Ahrens' });
    await waiting(store, 'c');
    expect((await accept(store, 'c', 'anna')).kind).toBe('saved');
    const owned = { status: 'active', epoch: 2, agent: 'anna', agentName: 'Anna Ahrens', queuedAt: NOW };
    expect(await openHandoff(store, 'c')).toMatchObject(owned);
  });

  it('tells the second agent who was faster, also for an old version (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Anna Ahrens' });
    await signUp(store, 'bela');
    await waiting(store, 'c');
    const { version } = await load(store, 'c');
    await accept(store, 'c', 'anna');
    const late = { do: 'accept', id: 'handoff-c', epoch: 1, agent: 'bela' } as const;
    const taken = { kind: 'refused', code: 'taken', by: 'Anna Ahrens' };
    expect(await changeHandoff(store, 'c', late)).toEqual(taken);
    expect(await save(store, 'c', { handoff: late, expectedVersion: version })).toEqual(taken);
  });

  it('lets exactly one of many accept at once, and tells the others who (5)', async () => {
    const { store } = given();
    const agents = countTo(8).map((n) => `agent-${n}`);
    for (const agent of agents) await signUp(store, agent);
    await waiting(store, 'c');
    const results = await Promise.all(agents.map((agent) => accept(store, 'c', agent)));
    const winner = agents[results.findIndex(({ kind }) => kind === 'saved')];
    const lost = results.filter(({ kind }) => kind !== 'saved');
    expect(lost).toEqual(Array.from({ length: 7 }, () => ({ kind: 'refused', code: 'taken', by: winner })));
    expect((await openHandoff(store, 'c')).agent).toBe(winner);
  });

  it('answers an accept that only lost against a message with a conflict, so it can be tried again', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    const { version } = await load(store, 'c');
    await save(store, 'c', {});
    const handoff = { do: 'accept', id: 'handoff-c', epoch: 1, agent: 'anna' } as const;
    expect(await save(store, 'c', { handoff, expectedVersion: version })).toEqual({ kind: 'conflict' });
    expect((await save(store, 'c', { handoff })).kind).toBe('saved');
  });

  it('refuses an accept with a stale epoch, of a closed or of an unknown handoff (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    const handoff = { do: 'accept', id: 'handoff-c', epoch: 0, agent: 'anna' } as const;
    expect(await changeHandoff(store, 'c', handoff)).toEqual(STALE);
    expect(await changeHandoff(store, 'c', { ...handoff, id: 'unknown', epoch: 1 })).toEqual(STALE);
    await changeHandoff(store, 'c', { do: 'close', id: 'handoff-c', epoch: 1, reason: 'left' });
    expect(await changeHandoff(store, 'c', { ...handoff, epoch: 1 })).toEqual(STALE);
    expect(await changeHandoff(store, 'c', { ...handoff, epoch: 2 })).toEqual(STALE);
  });

  it('does not let a turn change another conversation’s handoff (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    await begin(store, 'd');
    for (const change of [
      { do: 'accept', id: 'handoff-c', epoch: 1, agent: 'anna' },
      { do: 'hold', id: 'handoff-c', epoch: 1, agent: 'anna' },
      { do: 'close', id: 'handoff-c', epoch: 1, reason: 'left' },
    ] as const)
      expect(await changeHandoff(store, 'd', change)).toEqual(STALE);
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'waiting', epoch: 1 });
  });

  it('lets only its owner write in a chat, under the epoch of the accept (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Anna Ahrens' });
    await signUp(store, 'bela');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const hold = { do: 'hold', id: 'handoff-c', epoch: 2, agent: 'anna' } as const;
    const events = [agentSays('Guten Tag')];
    expect((await save(store, 'c', { handoff: hold, events })).kind).toBe('saved');
    expect(await save(store, 'c', { handoff: { ...hold, epoch: 1 }, events })).toEqual(STALE);
    const stranger = { kind: 'refused', code: 'taken', by: 'Anna Ahrens' };
    expect(await save(store, 'c', { handoff: { ...hold, agent: 'bela' }, events })).toEqual(stranger);
    expect((await openHandoff(store, 'c')).epoch).toBe(2);
    expect(await allEvents(store, 'c')).toHaveLength(1);
  });

  it('refuses to hold what nobody owns', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    const hold = { do: 'hold', id: 'handoff-c', epoch: 1, agent: 'anna' } as const;
    expect(await changeHandoff(store, 'c', hold)).toEqual(STALE);
  });

  it('puts a chat back into the queue and fences its old owner off (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const requeue = { do: 'requeue', id: 'handoff-c', epoch: 2 } as const;
    expect((await changeHandoff(store, 'c', requeue)).kind).toBe('saved');
    const back = await openHandoff(store, 'c');
    expect(back).toMatchObject({ status: 'waiting', epoch: 3, queuedAt: NOW });
    expect(back.agent).toBeUndefined();
    expect(await changeHandoff(store, 'c', requeue)).toEqual(STALE);
    const hold = { do: 'hold', id: 'handoff-c', epoch: 2, agent: 'anna' } as const;
    expect(await changeHandoff(store, 'c', hold)).toEqual(STALE);
  });

  it('tells a returning owner who took over (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await signUp(store, 'bela', { name: 'Béla Bartels' });
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    await changeHandoff(store, 'c', { do: 'requeue', id: 'handoff-c', epoch: 2 });
    await accept(store, 'c', 'bela');
    const hold = { do: 'hold', id: 'handoff-c', epoch: 2, agent: 'anna' } as const;
    const taken = { kind: 'refused', code: 'taken', by: 'Béla Bartels' };
    expect(await changeHandoff(store, 'c', hold)).toEqual(taken);
  });

  it('refuses to put back what waits already', async () => {
    const { store } = given();
    await waiting(store, 'c');
    expect(await changeHandoff(store, 'c', { do: 'requeue', id: 'handoff-c', epoch: 1 })).toEqual(STALE);
  });

  it('closes once, waiting or owned, only under the right epoch (5)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await waiting(store, 'c');
    await accept(store, 'c', 'anna');
    const close = { do: 'close', id: 'handoff-c', epoch: 1, reason: 'solved' } as const;
    expect(await changeHandoff(store, 'c', close)).toEqual(STALE);
    expect((await changeHandoff(store, 'c', { ...close, epoch: 2 })).kind).toBe('saved');
    expect(await changeHandoff(store, 'c', { ...close, epoch: 2 })).toEqual(STALE);
    expect(await changeHandoff(store, 'c', { ...close, epoch: 3 })).toEqual(STALE);
    expect((await load(store, 'c')).handoff).toBeUndefined();
  });

  it('refuses the chat over an agent’s capacity, and leaves it waiting (6)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { capacity: 2 });
    for (const id of ['a', 'b', 'c']) await waiting(store, id);
    expect((await accept(store, 'a', 'anna')).kind).toBe('saved');
    expect((await accept(store, 'b', 'anna')).kind).toBe('saved');
    expect(await accept(store, 'c', 'anna')).toEqual(AT_CAPACITY);
    expect(await openHandoff(store, 'c')).toMatchObject({ status: 'waiting', epoch: 1 });
  });

  it('keeps the capacity when all chats are accepted at once (6)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { capacity: 3 });
    const ids = countTo(9).map((n) => `c${n}`);
    for (const id of ids) await waiting(store, id);
    const results = await Promise.all(ids.map((id) => accept(store, id, 'anna')));
    expect(results.filter(({ kind }) => kind === 'saved')).toHaveLength(3);
    expect(results.filter((result) => 'code' in result && result.code === 'at-capacity')).toHaveLength(6);
    expect((await store.listChats('anna')).mine).toHaveLength(3);
  });

  it('frees a place by closing and by putting back, once each (6)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { capacity: 1 });
    for (const id of ['a', 'b', 'c', 'd']) await waiting(store, id);
    await accept(store, 'a', 'anna');
    await changeHandoff(store, 'a', { do: 'close', id: 'handoff-a', epoch: 2, reason: 'solved' });
    await changeHandoff(store, 'a', { do: 'close', id: 'handoff-a', epoch: 2, reason: 'solved' });
    expect((await accept(store, 'b', 'anna')).kind).toBe('saved');
    expect(await accept(store, 'c', 'anna')).toEqual(AT_CAPACITY);
    await changeHandoff(store, 'b', { do: 'requeue', id: 'handoff-b', epoch: 2 });
    expect((await accept(store, 'c', 'anna')).kind).toBe('saved');
    expect(await accept(store, 'd', 'anna')).toEqual(AT_CAPACITY);
  });

  it('takes no place for a chat that closes while it waits (6)', async () => {
    const { store } = given();
    await signUp(store, 'anna', { capacity: 1 });
    await waiting(store, 'a');
    await changeHandoff(store, 'a', { do: 'close', id: 'handoff-a', epoch: 1, reason: 'left' });
    await waiting(store, 'b');
    await waiting(store, 'c');
    expect((await accept(store, 'b', 'anna')).kind).toBe('saved');
    expect(await accept(store, 'c', 'anna')).toEqual(AT_CAPACITY);
  });

  it('gives a disabled account no chat', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.setDisabled('anna', true);
    await waiting(store, 'c');
    expect((await accept(store, 'c', 'anna')).kind).toBe('refused');
    expect((await openHandoff(store, 'c')).status).toBe('waiting');
  });

  it('keeps events and state of a refused turn out (5)', async () => {
    const { store } = given();
    await waiting(store, 'c');
    const before = await load(store, 'c');
    const state = { ...before.state, owner: 'agent' as const };
    const handoff = { do: 'close', id: 'handoff-c', epoch: 7, reason: 'left' } as const;
    const alarms = { set: [{ kind: 'idle' as const, dueAt: NOW }], drop: [] };
    await save(store, 'c', { handoff, state, alarms, events: [ownerBecomes('agent')] });
    expect(await load(store, 'c')).toEqual(before);
    expect(await allEvents(store, 'c')).toEqual([]);
    expect(await store.dueAlarms(NOW, 10)).toEqual([]);
  });

  it('repeats an accept that came twice under its id instead of refusing it (3)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c');
    await callAgent(store, 'c');
    const turn = {
      command: { sender: 'anna', clientId: 'client-0001' },
      handoff: { do: 'accept', id: 'handoff-c', epoch: 1, agent: 'anna' } as const,
      events: [ownerBecomes('agent')],
    };
    expect((await save(store, 'c', turn)).kind).toBe('saved');
    expect((await save(store, 'c', turn)).kind).toBe('repeated');
    expect((await openHandoff(store, 'c')).epoch).toBe(2);
  });
}
