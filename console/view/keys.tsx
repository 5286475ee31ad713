import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { type Shortcut, shortcutOf } from '../shortcuts.ts';

type Handlers = Map<Shortcut, () => void>;

const Context = createContext<Handlers>(new Map());

/** Does something when the shortcut is pressed, as long as the view that says so is there. */
export function useShortcut(shortcut: Shortcut, run: () => void): void {
  const handlers = useContext(Context);
  useEffect(() => {
    handlers.set(shortcut, run);
    return () => {
      if (handlers.get(shortcut) === run) handlers.delete(shortcut);
    };
  });
}

/** Hears the shortcuts for everything inside. A modal dialog has the keyboard for itself. */
export function ShortcutKeys({ enabled, children }: { enabled: boolean; children: ComponentChildren }) {
  const [handlers] = useState<Handlers>(() => new Map());
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!enabled || document.querySelector('dialog[open]') !== null) return;
      const shortcut = shortcutOf(event, isField(event.target));
      const run = shortcut && handlers.get(shortcut);
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [enabled, handlers]);
  return <Context.Provider value={handlers}>{children}</Context.Provider>;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
