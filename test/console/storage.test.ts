import { describe, expect, it } from 'vitest';
import { createStorage } from '../../console/storage.ts';

/** A tab's storage with as much room as it is given. */
function area(room = Number.POSITIVE_INFINITY): Storage {
  const items: Record<string, string> = Object.create({
    getItem: (key: string) => items[key] ?? null,
    removeItem: (key: string) => delete items[key],
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      items[key] = value;
    },
  });
  return items as unknown as Storage;
}

describe('what survives a reload of the tab', () => {
  it('is found again by the same agent and by nobody else', () => {
    const tab = area();
    createStorage(tab, 'a1').saveDraft('c1', 'Guten T');
    expect(createStorage(tab, 'a1').draft('c1')).toBe('Guten T');
    expect(createStorage(tab, 'a2').draft('c1')).toBe('');
  });

  it('is gone for a conversation that was deleted, and for no other', () => {
    const own = createStorage(area(), 'a1');
    for (const conversation of ['c1', 'c2']) own.saveDraft(conversation, 'Text');
    own.saveOpen('c1');
    own.forget('c1');
    expect([own.draft('c1'), own.draft('c2'), own.open()]).toEqual(['', 'Text', undefined]);
  });

  it('is gone after signing out, a colleague’s is not', () => {
    const tab = area();
    createStorage(tab, 'a2').saveDraft('c1', 'von a2');
    const own = createStorage(tab, 'a1');
    own.saveDraft('c1', 'von a1');
    own.saveOpen('c1');
    own.saveOutbox([{ clientId: 'm1', conversation: 'c1', text: 'Hallo', state: 'waiting' }]);
    own.clear();
    const again = createStorage(tab, 'a1');
    expect([again.draft('c1'), again.open(), again.outbox()]).toEqual(['', undefined, []]);
    expect(createStorage(tab, 'a2').draft('c1')).toBe('von a2');
  });

  it('is kept in memory when the storage is full', () => {
    const full = createStorage(area(3), 'a1');
    full.saveDraft('c1', 'ein');
    full.saveDraft('c1', 'ein langer Text');
    expect(full.draft('c1')).toBe('ein langer Text');
  });
});
