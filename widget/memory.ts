/** What a tab keeps over a reload. Written only after the visitor has opened the window. */
export interface Memory {
  get(key: MemoryKey): string | null;
  /** `null` or an empty string removes. */
  set(key: MemoryKey, value: string | null): void;
  clear(): void;
}

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
    },
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
