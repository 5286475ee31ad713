/** How one browser's console behaves; kept for whoever works at this machine. */
export type Settings = {
  readonly theme: Theme;
  /** A short tone when somebody waits or writes. */
  readonly sound: boolean;
  /** The system's own messages, while the page is not looked at. */
  readonly notifications: boolean;
  /** Keys such as Alt + J. Some people's aids need them for themselves. */
  readonly shortcuts: boolean;
};
export type Theme = 'system' | 'light' | 'dark';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  sound: false,
  notifications: false,
  shortcuts: true,
};

const KEY = 'lotse.console.settings';
const THEMES: readonly unknown[] = ['system', 'light', 'dark'] satisfies Theme[];

/** Reads what `saveSettings` wrote; whatever is missing or foreign is as at the first time. */
export function readSettings(area: Pick<Storage, 'getItem'>): Settings {
  try {
    const read: unknown = JSON.parse(area.getItem(KEY) ?? '{}');
    const { theme, ...flags } = { ...DEFAULT_SETTINGS, ...(read as Partial<Settings>) };
    return {
      theme: THEMES.includes(theme) ? theme : DEFAULT_SETTINGS.theme,
      sound: flags.sound === true,
      notifications: flags.notifications === true,
      shortcuts: flags.shortcuts !== false,
    };
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** A full or forbidden storage only means that the next visit begins with the defaults. */
export function saveSettings(area: Pick<Storage, 'setItem'>, settings: Settings): void {
  try {
    area.setItem(KEY, JSON.stringify(settings));
  } catch {
    // The page has them.
  }
}
