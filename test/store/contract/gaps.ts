import { expect, it } from 'vitest';
import { begin, load, MINUTE, NOW, type Subject, save, signUp, visitorSays } from '../support.ts';

const gap = (id: string, more = {}) => ({
  id,
  kind: 'unanswered' as const,
  question: `Frage ${id}`,
  revision: '0123456789ab',
  ...more,
});

export function gapCases(given: () => Subject): void {
  it('keeps a gap with its turn, newest first, and bounds what is read', async () => {
    const { store } = given();
    await begin(store, 'c');
    await save(store, 'c', { at: NOW, gap: gap('a', { nearest: 'browser' }) });
    await save(store, 'c', { at: NOW + MINUTE, gap: gap('b', { kind: 'rejected' }) });
    await save(store, 'c', { at: NOW + 2 * MINUTE, gap: gap('c') });
    expect((await store.listGaps(NOW, 2)).map(({ id }) => id)).toEqual(['c', 'b']);
    expect((await store.listGaps(NOW + 1, 9)).map(({ id }) => id)).toEqual(['c', 'b']);
    expect((await store.listGaps(0, 9)).at(-1)).toEqual({
      ...gap('a', { nearest: 'browser' }),
      conversation: 'c',
      at: NOW,
      status: 'open',
    });
  });

  it('keeps neither gap nor counts of a turn that was repeated or lost a race', async () => {
    const { store } = given();
    await begin(store, 'c');
    const { version } = await load(store, 'c');
    const counts = [{ measure: 'asked' as const, source: '', count: 1 }];
    const turn = {
      conversation: 'c',
      expectedVersion: version,
      at: NOW,
      state: (await load(store, 'c')).state,
      events: [visitorSays('Kann ich Möbel mieten?')],
      command: { sender: 'visitor', clientId: 'client-0001' },
      usage: { week: '2026-11-23', counts },
    };
    expect((await store.saveTurn({ ...turn, gap: gap('a') })).kind).toBe('saved');
    expect((await store.saveTurn({ ...turn, gap: gap('b') })).kind).toBe('repeated');
    const { command: _, ...other } = turn;
    expect((await store.saveTurn({ ...other, gap: gap('c') })).kind).toBe('conflict');
    expect((await store.listGaps(0, 9)).map(({ id }) => id)).toEqual(['a']);
    expect(await store.usageSince('2026-01-01')).toEqual([
      { week: '2026-11-23', measure: 'asked', source: '', count: 1 },
    ]);
  });

  it('says who took or finished gaps, and nobody once they are open again', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Frau Ahrens' });
    await begin(store, 'c');
    for (const id of ['a', 'b', 'c']) await save(store, 'c', { at: NOW, gap: gap(id) });
    await store.markGaps(['a', 'b'], 'taken', 'anna');
    await store.markGaps(['b'], 'done', 'anna');
    const marks = async () =>
      Object.fromEntries((await store.listGaps(0, 9)).map((row) => [row.id, [row.status, row.agentName]]));
    expect(await marks()).toEqual({
      a: ['taken', 'Frau Ahrens'],
      b: ['done', 'Frau Ahrens'],
      c: ['open', undefined],
    });
    await store.markGaps(['a', 'b'], 'open', undefined);
    expect(await marks()).toMatchObject({ a: ['open', undefined], b: ['open', undefined] });
    await store.markGaps([], 'done', 'anna');
  });

  it('sums what was counted by week, measure and source', async () => {
    const { store } = given();
    await begin(store, 'c');
    const counted = (week: string, count: number, source = 'article:browser') => ({
      week,
      counts: [{ measure: 'helpful' as const, source, count }],
    });
    await save(store, 'c', { usage: counted('2026-11-16', 1) });
    await save(store, 'c', { usage: counted('2026-11-23', 1) });
    await save(store, 'c', { usage: counted('2026-11-23', 1) });
    await save(store, 'c', { usage: counted('2026-11-23', -1) });
    await save(store, 'c', { usage: counted('2026-11-23', 1, 'article:app') });
    expect(await store.usageSince('2026-11-23')).toEqual([
      { week: '2026-11-23', measure: 'helpful', source: 'article:app', count: 1 },
      { week: '2026-11-23', measure: 'helpful', source: 'article:browser', count: 1 },
    ]);
    expect(await store.usageSince('2026-11-01')).toHaveLength(3);
  });
}
