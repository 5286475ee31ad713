import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings, saveSettings } from '../../console/settings.ts';

function area(begin: string | null = null) {
  let kept = begin;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

it('is silent and follows the system at first', () => {
  expect(readSettings(area())).toEqual(DEFAULT_SETTINGS);
  expect(DEFAULT_SETTINGS).toMatchObject({ sound: false, notifications: false, theme: 'system' });
});

it('comes back as it was left', () => {
  const kept = area();
  const settings = { theme: 'dark', sound: true, notifications: true, shortcuts: false } as const;
  saveSettings(kept, settings);
  expect(readSettings(kept)).toEqual(settings);
});

it.each(['not json', 'null', '7', '{"theme":"pink","sound":"yes"}'])('is not confused by %s', (foreign) => {
  expect(readSettings(area(foreign))).toEqual(DEFAULT_SETTINGS);
});

it('does without a storage that is forbidden', () => {
  const forbidden = () => {
    throw new Error('denied');
  };
  expect(readSettings({ getItem: forbidden })).toEqual(DEFAULT_SETTINGS);
  expect(() => saveSettings({ setItem: forbidden }, DEFAULT_SETTINGS)).not.toThrow();
});
