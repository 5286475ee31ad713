import { expect, it } from 'vitest';
import { begin, leaveRequest, MINUTE, NOW, request, type Subject, save, signUp } from '../support.ts';

export function requestCases(given: () => Subject): void {
  it('keeps what was left, with and without address', async () => {
    const { store } = given();
    await leaveRequest(store, 'r1', NOW, { email: 'erika@example.org', phone: '+49 30 123456' });
    await leaveRequest(store, 'r2', NOW + 1);
    expect(await store.findRequest('r1')).toEqual({
      id: 'r1',
      conversation: 'of-r1',
      reference: 'A-r1',
      status: 'open',
      text: 'Bitte rufen Sie an.',
      email: 'erika@example.org',
      phone: '+49 30 123456',
      answerBy: 'Mittwoch',
      at: NOW,
    });
    const plain = await store.findRequest('r2');
    expect(plain && Object.keys(plain)).not.toContain('email');
    expect(await store.findRequest('unknown')).toBeUndefined();
  });

  it('rejects a reference that is in use, with the whole turn', async () => {
    const { store } = given();
    await leaveRequest(store, 'r1');
    await begin(store, 'c');
    const double = save(store, 'c', { request: request('r2', { reference: 'A-r1' }) });
    await expect(double).rejects.toThrow();
    expect((await store.findConversation('c'))?.version).toBe(1);
  });

  it('gives a request to the first who takes it', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent, { name: `Name of ${agent}` });
    await leaveRequest(store, 'r');
    expect(await store.takeRequest('r', 'anna', NOW)).toBe(true);
    expect(await store.takeRequest('r', 'bela', NOW)).toBe(false);
    expect(await store.takeRequest('r', 'anna', NOW)).toBe(true);
    const taken = { status: 'taken', agent: 'anna', agentName: 'Name of anna' };
    expect(await store.findRequest('r')).toMatchObject(taken);
  });

  it('lets one of many take it at once', async () => {
    const { store } = given();
    const agents = ['anna', 'bela', 'cem', 'dora'];
    for (const agent of agents) await signUp(store, agent);
    await leaveRequest(store, 'r');
    const results = await Promise.all(agents.map((agent) => store.takeRequest('r', agent, NOW)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it('is finished by its taker only, and twice is no harm', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela']) await signUp(store, agent);
    await leaveRequest(store, 'r');
    expect(await store.finishRequest('r', 'anna', NOW)).toBe(false);
    await store.takeRequest('r', 'anna', NOW);
    expect(await store.finishRequest('r', 'bela', NOW)).toBe(false);
    expect(await store.finishRequest('r', 'anna', NOW)).toBe(true);
    expect(await store.finishRequest('r', 'anna', NOW)).toBe(true);
    expect(await store.finishRequest('r', 'bela', NOW)).toBe(false);
    expect(await store.takeRequest('r', 'anna', NOW)).toBe(false);
    expect(await store.takeRequest('unknown', 'anna', NOW)).toBe(false);
    expect((await store.findRequest('r'))?.status).toBe('done');
  });

  it('lists what is not done and what was done lately, oldest first', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    for (const [index, id] of ['new', 'taken', 'lately', 'long-ago'].entries())
      await leaveRequest(store, id, NOW - index * MINUTE);
    for (const id of ['taken', 'lately', 'long-ago']) await store.takeRequest(id, 'anna', NOW);
    await store.finishRequest('long-ago', 'anna', NOW);
    await store.finishRequest('lately', 'anna', NOW + 1);
    const listed = (await store.listRequests(NOW)).map(({ id }) => id);
    expect(listed).toEqual(['lately', 'taken', 'new']);
  });

  it('raises the inbox when one comes, is taken and is done, not when nothing changes (7)', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    const seen = [await store.inboxSeq()];
    const steps = [
      () => leaveRequest(store, 'r'),
      () => store.takeRequest('r', 'anna', NOW),
      () => store.takeRequest('r', 'anna', NOW),
      () => store.finishRequest('r', 'anna', NOW),
      () => store.finishRequest('r', 'anna', NOW),
    ];
    for (const step of steps) {
      await step();
      seen.push(await store.inboxSeq());
    }
    const [start = 0] = seen;
    expect(seen.map((seq) => seq - start)).toEqual([0, 1, 2, 2, 3, 3]);
  });
}
