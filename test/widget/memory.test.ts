import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tabMemory } from '../../widget/memory.ts';

const DAY = 24 * 60 * 60 * 1000;

/** As a browser's storage, of which there may be none. */
function area(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', area());
  vi.stubGlobal('localStorage', area());
  vi.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00Z'), toFake: ['Date'] });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('[P8] a conversation that the browser is to remember', () => {
  it('is known in further tabs until its time is over or it is forgotten', () => {
    const memory = tabMemory();
    expect(memory.remembered()).toBeUndefined();
    memory.remember('secret');
    vi.setSystemTime(Date.now() + 30 * DAY - 1);
    expect(tabMemory().remembered()).toBe('secret');
    vi.setSystemTime(Date.now() + 1);
    expect(tabMemory().remembered()).toBeUndefined();
    expect(localStorage.getItem('lotse')).toBeNull();
    memory.remember('other');
    memory.remember(undefined);
    expect(localStorage.getItem('lotse')).toBeNull();
  });

  it('is forgotten with everything else', () => {
    const memory = tabMemory();
    memory.set('lotse', '{}');
    memory.remember('secret');
    memory.clear();
    expect([sessionStorage.getItem('lotse'), localStorage.getItem('lotse')]).toEqual([null, null]);
  });

  it('is none where the browser forbids it, or something else stands in its place', () => {
    localStorage.setItem('lotse', 'nonsense');
    expect(tabMemory().remembered()).toBeUndefined();
    vi.stubGlobal('localStorage', undefined);
    const memory = tabMemory();
    memory.remember('secret');
    expect(memory.remembered()).toBeUndefined();
  });
});
