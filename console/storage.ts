import { type Outbox, pack, unpack } from './outbox.ts';

/** What survives a reload of the tab: words that were typed but have not arrived, and what was open. */
export interface Storage {
  draft(conversation: string): string;
  saveDraft(conversation: string, text: string): void;
  outbox(): Outbox;
  saveOutbox(outbox: Outbox): void;
  open(): string | undefined;
  saveOpen(conversation: string | undefined): void;
  /** The conversation was deleted. */
  forget(conversation: string): void;
  /** Whoever signs out leaves nothing behind for the next at this machine. */
  clear(): void;
}

/**
 * Keeps it per agent, so that nobody finds a colleague's words. A full or forbidden storage loses the surviving, not
 * the work: everything is kept in memory as well.
 */
export function createStorage(area: globalThis.Storage, agent: string): Storage {
  const memory = new Map<string, string>();
  const prefix = `lotse.console.${agent}.`;
  const read = (key: string) => {
    try {
      return memory.get(key) ?? area.getItem(prefix + key);
    } catch {
      return null;
    }
  };
  const write = (key: string, value: string) => {
    if (value === '') memory.delete(key);
    else memory.set(key, value);
    try {
      if (value === '') area.removeItem(prefix + key);
      else area.setItem(prefix + key, value);
    } catch {
      // The memory has it.
    }
  };
  return {
    draft: (conversation) => read(`draft.${conversation}`) ?? '',
    saveDraft: (conversation, text) => write(`draft.${conversation}`, text),
    outbox: () => unpack(read('outbox')),
    saveOutbox: (outbox) => write('outbox', outbox.length === 0 ? '' : pack(outbox)),
    open: () => read('open') ?? undefined,
    saveOpen: (conversation) => write('open', conversation ?? ''),
    forget(conversation) {
      write(`draft.${conversation}`, '');
      if (read('open') === conversation) write('open', '');
    },
    clear() {
      memory.clear();
      for (const key of Object.keys(area)) if (key.startsWith(prefix)) area.removeItem(key);
    },
  };
}
