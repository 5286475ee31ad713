import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, neighbour, SHORTCUT_LETTERS, shortcutOf } from '../../console/shortcuts.ts';

const key = (more: Partial<Key>): Key => ({
  key: 'j',
  code: 'KeyJ',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});

describe('shortcuts', () => {
  it('[T13] fire with Alt, wherever the focus is', () => {
    expect(shortcutOf(key({ altKey: true }), true)).toBe('next');
    // On a Mac the letter is another one then; the place on the keyboard counts.
    expect(shortcutOf(key({ altKey: true, key: 'º' }), false)).toBe('next');
  });

  it('[T13] never take a letter from somebody who types or from a screen reader', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (letter, typing) => {
        const found = shortcutOf(key({ key: letter }), typing);
        expect(found).toBe(letter === '?' && !typing ? 'help' : undefined);
      }),
    );
    // AltGr, as Windows reports it: @ and € are written with it.
    expect(shortcutOf(key({ altKey: true, ctrlKey: true, code: 'KeyS' }), true)).toBeUndefined();
    expect(shortcutOf(key({ altKey: true, isComposing: true }), true)).toBeUndefined();
  });

  it('[T13] leave alone what browsers and German keyboards need with Alt', () => {
    const letters = Object.values(SHORTCUT_LETTERS);
    expect(new Set(letters).size).toBe(letters.length);
    for (const taken of ['D', 'F', 'E', 'L', 'N', 'C', 'B', 'A', 'H']) expect(letters).not.toContain(taken);
  });
});

describe('walking through a list', () => {
  it('goes round, and begins at either end', () => {
    const ids = ['a', 'b', 'c'];
    expect(neighbour(ids, 'b', 1)).toBe('c');
    expect(neighbour(ids, 'c', 1)).toBe('a');
    expect(neighbour(ids, 'a', -1)).toBe('c');
    expect(neighbour(ids, undefined, 1)).toBe('a');
    expect(neighbour(ids, 'gone', -1)).toBe('c');
    expect(neighbour([], undefined, 1)).toBeUndefined();
  });
});
