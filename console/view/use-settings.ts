import { useEffect, useState } from 'preact/hooks';
import { readSettings, type Settings, saveSettings } from '../settings.ts';

/** This browser's settings, in force at once and kept for the next time. */
export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(() => readSettings(localStorage));
  useTheme(settings.theme);
  const change = (changed: Partial<Settings>) => {
    const next = { ...settings, ...changed };
    setSettings(next);
    saveSettings(localStorage, next);
  };
  return [settings, change];
}

/** Names the look on the root element, where the style sheet reads it; follows the system when told so. */
function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const system = dark.matches ? 'dark' : 'light';
      document.documentElement.dataset.theme = theme === 'system' ? system : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}
