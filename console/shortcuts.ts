/** What a key can do anywhere in the console. */
export type Shortcut =
  | 'help'
  | 'accept'
  | 'next'
  | 'previous'
  | 'composer'
  | 'templates'
  | 'articles'
  | 'suggestion'
  | 'note'
  | 'hand-on'
  | 'close';

/**
 * Keys with Alt, by their place on the keyboard. Single letters would fire while a screen reader browses, Control
 * belongs to the browser. Left out on purpose: D and F open browsers' menus on Windows; L, E, N and the digits write
 * @, €, ~ and brackets on German keyboards of the Mac.
 */
const ALT_KEYS: Readonly<Record<string, Shortcut>> = {
  KeyW: 'accept',
  KeyJ: 'next',
  KeyK: 'previous',
  KeyM: 'composer',
  KeyT: 'templates',
  KeyS: 'articles',
  KeyV: 'suggestion',
  KeyI: 'note',
  KeyG: 'hand-on',
  KeyX: 'close',
};

/** The letter to press with Alt, for the overview and for hints. */
export const SHORTCUT_LETTERS = Object.fromEntries(
  Object.entries(ALT_KEYS).map(([code, shortcut]) => [shortcut, code.slice('Key'.length)]),
) as Readonly<Record<Exclude<Shortcut, 'help'>, string>>;

export type Key = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing'>;

/**
 * @param typing the focus is where letters are text
 * @returns what the key asks for; AltGr counts as typing, because Windows reports it as Control and Alt
 */
export function shortcutOf(key: Key, typing: boolean): Shortcut | undefined {
  if (key.isComposing || key.ctrlKey || key.metaKey) return undefined;
  if (key.altKey) return ALT_KEYS[key.code];
  return key.key === '?' && !typing ? 'help' : undefined;
}

/** The neighbour of `current` in a list that goes round; without a current one the first or the last. */
export function neighbour(
  ids: readonly string[],
  current: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1);
  return ids[(at + step + ids.length) % ids.length];
}
