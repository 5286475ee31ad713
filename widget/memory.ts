/** What a tab keeps over a reload. Written only after the visitor has opened the window. */
export interface Memory {
  get(key: MemoryKey): string | null;
  /** `null` or an empty string removes. */
  set(key: MemoryKey, value: string | null): void;
  clear(): void;
  /** The token that this browser remembers beyond its tabs because the visitor wants it to, until its time is over. */
  remembered(): string | undefined;
  /** Remembers it from now on for the longest time; `undefined` forgets it at once. */
  remember(token: string | undefined): void;
}

/** How long a conversation is remembered after it was last gone on with. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/** `lotse` is the one key that the launcher reads; its presence means that a conversation exists. */
export type MemoryKey = (typeof KEYS)[number];

const KEYS = [
  'lotse',
  'lotse.previous',
  'lotse.outbox',
  'lotse.draft',
  'lotse.form',
  'lotse.lang',
  'lotse.sound',
  'lotse.hidden',
] as const;

/** The tab's session storage; where the browser forbids it, the page's own memory. */
export function tabMemory(): Memory {
  const fallback = new Map<string, string>();
  const storage = attempt(() => sessionStorage);
  const get = (key: MemoryKey) => attempt(() => storage?.getItem(key)) ?? fallback.get(key) ?? null;
  const browser = attempt(() => localStorage);
  const remember = (token: string | undefined) =>
    attempt(() => {
      if (token === undefined) browser?.removeItem('lotse');
      else browser?.setItem('lotse', JSON.stringify({ token, until: Date.now() + REMEMBERED_MS }));
    });
  const set = (key: MemoryKey, value: string | null) => {
    fallback.delete(key);
    if (value)
      attempt(
        () => storage?.setItem(key, value),
        () => fallback.set(key, value),
      );
    else attempt(() => storage?.removeItem(key));
  };
  return {
    get,
    set,
    clear() {
      for (const key of KEYS) set(key, null);
      remember(undefined);
    },
    remember,
    remembered: () =>
      attempt(() => {
        const { token, until } = JSON.parse(browser?.getItem('lotse') ?? '{}');
        if (until > Date.now()) return String(token);
        remember(undefined);
        return undefined;
      }),
  };
}

function attempt<T>(act: () => T, otherwise?: () => void): T | undefined {
  try {
    return act();
  } catch {
    otherwise?.();
    return undefined;
  }
}
