import { expect, it } from 'vitest';
import { countTo, MINUTE, NOW, type Subject } from '../support.ts';

export function leaseCases(given: () => Subject): void {
  it('are one holder’s until they run out', async () => {
    const { store } = given();
    expect(await store.takeLease('retention', 'one', NOW, NOW + MINUTE)).toBe(true);
    expect(await store.takeLease('retention', 'two', NOW, NOW + MINUTE)).toBe(false);
    expect(await store.takeLease('retention', 'two', NOW + MINUTE - 1, NOW + 2 * MINUTE)).toBe(false);
    expect(await store.takeLease('retention', 'two', NOW + MINUTE, NOW + 2 * MINUTE)).toBe(true);
    expect(await store.takeLease('retention', 'one', NOW + MINUTE, NOW + 3 * MINUTE)).toBe(false);
  });

  it('are renewed by their holder, and do not touch one another', async () => {
    const { store } = given();
    expect(await store.takeLease('retention', 'one', NOW, NOW + MINUTE)).toBe(true);
    expect(await store.takeLease('retention', 'one', NOW + 1, NOW + 5 * MINUTE)).toBe(true);
    expect(await store.takeLease('retention', 'two', NOW + 2 * MINUTE, NOW + 9 * MINUTE)).toBe(false);
    expect(await store.takeLease('statistics', 'two', NOW, NOW + MINUTE)).toBe(true);
  });

  it('are given back by their holder only', async () => {
    const { store } = given();
    await store.takeLease('retention', 'one', NOW, NOW + MINUTE);
    await store.dropLease('retention', 'two');
    expect(await store.takeLease('retention', 'two', NOW, NOW + MINUTE)).toBe(false);
    await store.dropLease('retention', 'one');
    expect(await store.takeLease('retention', 'two', NOW, NOW + MINUTE)).toBe(true);
  });

  it('go to one of many who ask at once', async () => {
    const { store } = given();
    const asked = countTo(20).map((n) => store.takeLease('retention', `process ${n}`, NOW, NOW + MINUTE));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });
}
